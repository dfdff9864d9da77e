import './edit/token.ts';
import { render } from 'preact';
import { followAddress } from './address.ts';
import { Argument } from './argument/argument.tsx';
import { Drawer } from './drawer/drawer.tsx';
import { droppedFiles, isOver, listenToDrops } from './drop/drop.ts';
import { Alone } from './header/alone.tsx';
import { Diagnostics } from './header/diagnostics.tsx';
import { Header } from './header/header.tsx';
import { Outdated } from './header/outdated.tsx';
import { Waiting } from './header/waiting.tsx';
import { keepFocus } from './keys/keep-focus.ts';
import { listenToKeys } from './keys/keys.ts';
import { Lazy } from './lazy.tsx';
import { Levers } from './levers/levers.tsx';
import { Outcomes } from './outcomes/outcomes.tsx';
import { showSingleRuns } from './outcomes/single-runs.ts';
import { startReading } from './reading.ts';
import {
  isAbout,
  isBroken,
  isChoosing,
  isComparing,
  isEditing,
  isFinding,
  isHelpOpen,
  isLocal,
  isMarking,
  isNoting,
  isPlain,
  isSharing,
  isStale,
  isTabling,
  startSession,
  study,
} from './session.ts';
import { Sheet } from './sheet/sheet.tsx';
import { STRINGS } from './strings.ts';
import './style.css';
import './header/header.css';
import './argument/argument.css';
import './outcomes/outcomes.css';
import './notes/note-list.css';
import './levers/levers.css';
import './narrow.css';
import './media.css';

const loadCompare = () => import('./scenarios/compare.tsx');
const loadVariants = () => import('./variants/variants.tsx');
const loadShare = () => import('./share/share.tsx');
const loadPalette = () => import('./palette/palette.tsx');
const loadPicker = () => import('./plots/picker.tsx');
const loadMarking = () => import('./marking/marking.tsx');
const loadNotes = () => import('./notes/notes.tsx');
const loadDropped = () => import('./drop/dropped.tsx');
const loadAbout = () => import('./about/about.tsx');
const loadHelp = () => import('./keys/help.tsx');
const loadEditor = () => import('./edit/editor.tsx');

function App() {
  if (!study.value)
    return (
      <>
        <Waiting />
        <Outdated />
        {/* There is nothing else to look at, and the mistakes want to be mended. */}
        {isBroken.value && <Lazy load={loadEditor} />}
      </>
    );
  return (
    <>
      <Header />
      <Alone />
      <Outdated />
      <Diagnostics />
      {isEditing.value && !isLocal.value && <Lazy load={loadEditor} />}
      <main class={`columns${isPlain.value ? ' plain' : ''}${isBroken.value || isStale.value ? ' dimmed' : ''}`}>
        {!isPlain.value && <Argument />}
        <Outcomes />
        <Levers />
      </main>
      <Sheet />
      <Drawer />
      {isHelpOpen.value && <Lazy load={loadHelp} />}
      {isComparing.value && <Lazy load={loadCompare} />}
      {isTabling.value && <Lazy load={loadVariants} />}
      {isFinding.value && <Lazy load={loadPalette} />}
      {isChoosing.value && <Lazy load={loadPicker} />}
      {isMarking.value && <Lazy load={loadMarking} />}
      {isNoting.value && <Lazy load={loadNotes} />}
      {droppedFiles.value && <Lazy load={loadDropped} />}
      {isOver.value && <p class="drop-here">{STRINGS.dropHere}</p>}
      {isSharing.value && <Lazy load={loadShare} />}
      {isAbout.value && <Lazy load={loadAbout} />}
    </>
  );
}

render(<App />, document.getElementById('app')!);
followAddress();
listenToKeys();
keepFocus();
listenToDrops();
startSession();
showSingleRuns();
startReading();
