/** A name whose form is open was given up on disk meanwhile: what was typed is kept, and can go to its new name. */
import type { ValueForm as Form } from 'fissure/workbench';
import { STRINGS } from './strings.ts';

interface RenamedProps {
  readonly form: Form;
  readonly onName: (name: string) => Promise<void>;
}

export function Renamed({ form, onName }: RenamedProps) {
  return (
    <div role="alert">
      <p>{STRINGS.renamed(form.name, form.file)}</p>
      <form
        class="edit-choice"
        onSubmit={(event) => {
          event.preventDefault();
          const name = new FormData(event.currentTarget).get('name');
          if (typeof name === 'string' && name.trim() !== '') void onName(name.trim());
        }}
      >
        <label>
          {STRINGS.itsNewName}: <input name="name" list="edit-names" autocomplete="off" />
        </label>{' '}
        <button type="submit">{STRINGS.goOn}</button>
      </form>
    </div>
  );
}
