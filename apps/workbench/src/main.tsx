import './edit/token.ts';
import { type ComponentType, render } from 'preact';
import { followAddress } from './address.ts';
import { Argument } from './argument/argument.tsx';
import { Drawer } from './drawer/drawer.tsx';
import { droppedFiles, isOver, listenToDrops } from './drop/drop.ts';
import { isEditing } from './edit/open.ts';
import { Alone } from './header/alone.tsx';
import { Diagnostics } from './header/diagnostics.tsx';
import { Header } from './header/header.tsx';
import { LeftOut } from './header/left-out.tsx';
import { Outdated } from './header/outdated.tsx';
import { Waiting } from './header/waiting.tsx';
import { keepFocus } from './keys/keep-focus.ts';
import { listenToKeys } from './keys/keys.ts';
import { isBroken, isLocal, isPlain, isStale, study } from './known.ts';
import { Lazy } from './lazy.tsx';
import { Levers } from './levers/levers.tsx';
import { type DialogName, shownDialog } from './open-dialog.ts';
import { Outcomes } from './outcomes/outcomes.tsx';
import { showSingleRuns } from './outcomes/single-runs.ts';
import { startReading } from './reading.ts';
import { startSession } from './session.ts';
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

/** Each is fetched when it is first wanted. */
const DIALOGS: Readonly<Record<DialogName, () => Promise<{ readonly default: ComponentType }>>> = {
  about: () => import('./about/about.tsx'),
  compare: () => import('./scenarios/compare.tsx'),
  find: () => import('./palette/palette.tsx'),
  help: () => import('./keys/help.tsx'),
  mark: () => import('./marking/marking.tsx'),
  notes: () => import('./notes/notes.tsx'),
  plots: () => import('./plots/picker.tsx'),
  share: () => import('./share/share.tsx'),
  variants: () => import('./variants/variants.tsx'),
};
const loadDropped = () => import('./drop/dropped.tsx');
const loadEditor = () => import('./edit/editor.tsx');

function App() {
  const dialog = shownDialog.value;
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
      <LeftOut />
      <Diagnostics />
      {isEditing.value && !isLocal.value && <Lazy load={loadEditor} />}
      <main class={`columns${isPlain.value ? ' plain' : ''}${isBroken.value || isStale.value ? ' dimmed' : ''}`}>
        {!isPlain.value && <Argument />}
        <Outcomes />
        <Levers />
      </main>
      <Sheet />
      <Drawer />
      {dialog && <Lazy key={dialog} load={DIALOGS[dialog]} />}
      {droppedFiles.value && <Lazy load={loadDropped} />}
      {isOver.value && <p class="drop-here">{STRINGS.dropHere}</p>}
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
