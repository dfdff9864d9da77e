import { chartStyle, isGuessing } from '../chosen.ts';
import { isEditing } from '../edit/open.ts';
import { turnChartStyle } from '../keys/keys.ts';
import { theme, turnTheme } from '../keys/theme.ts';
import { isLocal, isSingle, study } from '../known.ts';
import { openDialog } from '../open-dialog.ts';
import { isNarrow } from '../sheet/narrow.ts';
import { STRINGS } from '../strings.ts';

const THEME_SIGNS = { system: '◐', light: '☼', dark: '☾' } as const;

export function Header() {
  return (
    <header>
      <div class="bar">
        <h1 dir="auto" title={study.value!.title}>
          {study.value!.title}
        </h1>
        <nav aria-label={STRINGS.page}>
          <button type="button" aria-keyshortcuts="/ Control+K Meta+K" onClick={() => openDialog('find')}>
            {STRINGS.find} {!isNarrow.value && <span class="key-sign">/</span>}
          </button>
          {isNarrow.value ? <Menu /> : <Actions />}
        </nav>
      </div>
      <p>{study.value!.experiment.claims.length === 0 ? STRINGS.taglineOfModel : STRINGS.tagline}</p>
      <LeftOut />
    </header>
  );
}

/** What a lenient import left out: everything below is of the model without it. */
function LeftOut() {
  const { dropped = [] } = study.value!.experiment;
  if (dropped.length === 0) return null;
  return (
    <details class="left-out">
      <summary>{STRINGS.leftOut(dropped.length)}</summary>
      <ul>
        {dropped.map((what) => (
          <li key={what}>{what}</li>
        ))}
      </ul>
    </details>
  );
}

/** On a phone there is no room for all of them. */
function Menu() {
  return (
    <details class="menu">
      <summary>{STRINGS.menu}</summary>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it hears of its buttons, which are reached with every key */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
      <div
        onClick={(event) => {
          // What was chosen is to be seen.
          if (event.target instanceof HTMLButtonElement) event.currentTarget.closest('details')!.open = false;
        }}
      >
        <Actions />
      </div>
    </details>
  );
}

function Actions() {
  return (
    <>
      <button type="button" onClick={() => openDialog('about')}>
        {STRINGS.aboutIt}
      </button>
      {!isLocal.value && (
        <button type="button" aria-pressed={isEditing.value} onClick={() => (isEditing.value = !isEditing.value)}>
          {STRINGS.edit}
        </button>
      )}
      <button type="button" onClick={() => openDialog('share')}>
        {STRINGS.shareIt}
      </button>
      {!isSingle.value && (
        <>
          <button type="button" aria-pressed={isGuessing.value} onClick={() => (isGuessing.value = !isGuessing.value)}>
            {STRINGS.guessFirst}
          </button>
          <button type="button" aria-pressed={chartStyle.value === 'lines'} onClick={turnChartStyle}>
            {STRINGS.asLines}
          </button>
        </>
      )}
      <button
        type="button"
        aria-label={STRINGS.theme(STRINGS.themes[theme.value])}
        title={STRINGS.theme(STRINGS.themes[theme.value])}
        onClick={turnTheme}
      >
        {THEME_SIGNS[theme.value]}
      </button>
      <button type="button" aria-label={STRINGS.keys} onClick={() => openDialog('help')}>
        ?
      </button>
    </>
  );
}
