import { selected } from '../session.ts';

/** Selects it where it stands in the text, and takes the reader there. */
export function visitClaim(id: string): void {
  selected.value = { kind: 'claim', id };
  const claim = document.getElementById(`claim-${id}`);
  claim?.scrollIntoView({ block: 'center' });
  claim?.querySelector('button')?.focus({ preventScroll: true });
}
