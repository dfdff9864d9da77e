import './edit/token.ts';
import { render } from 'preact';
import { Argument } from './argument/argument.tsx';
import { Drawer } from './drawer/drawer.tsx';
import { Diagnostics } from './header/diagnostics.tsx';
import { Header } from './header/header.tsx';
import { Waiting } from './header/waiting.tsx';
import { Lazy } from './lazy.tsx';
import { Levers } from './levers/levers.tsx';
import { Outcomes } from './outcomes/outcomes.tsx';
import { isBroken, isEditing, isStale, startSession, study } from './session.ts';
import './style.css';

const loadEditor = () => import('./edit/editor.tsx');

function App() {
  if (!study.value) return <Waiting />;
  return (
    <>
      <Header />
      <Diagnostics />
      {isEditing.value && <Lazy load={loadEditor} />}
      <main class={isBroken.value || isStale.value ? 'columns dimmed' : 'columns'}>
        <Argument />
        <Outcomes />
        <Levers />
      </main>
      <Drawer />
    </>
  );
}

render(<App />, document.getElementById('app')!);
startSession();
