import { isEditing, study } from '../session.ts';
import { STRINGS } from '../strings.ts';

export function Header() {
  return (
    <header>
      <div>
        <h1>{study.value!.title}</h1>
        <p>{STRINGS.tagline}</p>
      </div>
      <button
        type="button"
        aria-pressed={isEditing.value}
        onClick={() => {
          isEditing.value = !isEditing.value;
        }}
      >
        {STRINGS.edit}
      </button>
    </header>
  );
}
