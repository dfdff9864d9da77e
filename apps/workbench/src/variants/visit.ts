/** From a cell to its claim under that variant, and back again by the back button. */
import { changeKey } from 'fissure/workbench';
import { visitClaim } from '../argument/visit-claim.ts';
import { change } from '../chosen.ts';
import { closeDialog, openDialog } from '../open-dialog.ts';
import { changeTo } from '../session.ts';
import type { Column } from './columns.ts';

/** Where the arrow keys are: a claim and a variant. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** The change that the reader came from, and the cell. */
let visited: { readonly from: string; readonly place: Place } | undefined;

export function visitCell(claim: string, { variant }: Column, place: Place): void {
  const from = changeKey(change.value);
  closeDialog();
  // After the dialog has given the focus back.
  setTimeout(() => {
    if (changeKey(variant.change) !== from) {
      visited = { from, place };
      changeTo(variant.change);
    }
    visitClaim(claim);
  });
}

/** The cell that the reader has come back from; once. */
export function takeReturn(): Place | undefined {
  const place = visited?.from === changeKey(change.value) ? visited.place : undefined;
  visited = undefined;
  return place;
}

// Heard after the page has taken over what the address says: that listens from the start.
addEventListener('popstate', () => {
  if (visited?.from === changeKey(change.value)) openDialog('variants');
});
