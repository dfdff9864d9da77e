import { NewFile } from './file-actions.tsx';
import { isModelFile } from './make-study.tsx';
import { STRINGS } from './strings.ts';
import { active, files, showText, unsaved } from './texts.ts';
import { token } from './token.ts';

export function FileList() {
  return (
    <nav class="edit-files" aria-label={STRINGS.files}>
      <ul>
        {files.value.map(({ path }) => (
          <li key={path}>
            <button type="button" aria-current={active.value === path} onClick={() => void showText(path)}>
              {path}
              {path in unsaved.value && <small> ({STRINGS.unsaved})</small>}
            </button>
          </li>
        ))}
      </ul>
      {token.value !== undefined && !isModelFile.value && <NewFile />}
    </nav>
  );
}
