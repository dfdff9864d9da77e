/** Model files of other tools that were dropped on the page, or chosen. Small: what reads them is fetched when there are some. */
import { signal } from '@preact/signals';

export const droppedFiles = signal<readonly File[] | undefined>(undefined);
/** Something is held over the page that could be dropped. */
export const isOver = signal(false);

const MODEL_FILES = '.xmile,.stmx,.itmx,.xml,.mdl';

export function listenToDrops(): void {
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    isOver.value = true;
  });
  addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) isOver.value = false;
  });
  addEventListener('drop', (event) => {
    isOver.value = false;
    if (!hasFiles(event)) return;
    event.preventDefault();
    droppedFiles.value = [...event.dataTransfer!.files];
  });
}

/** One for the page: an element that nothing holds may be collected while the browser still asks for files. */
let chooser: HTMLInputElement | undefined;

/** The same without a pointer. */
export function chooseModel(): void {
  chooser ??= makeChooser();
  // The same file again is a choice too.
  chooser.value = '';
  chooser.click();
}

function makeChooser(): HTMLInputElement {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.accept = `${MODEL_FILES},.csv,.xls,.xlsx,.tab,.dat`;
  input.onchange = () => {
    droppedFiles.value = [...(input.files ?? [])];
  };
  return input;
}
