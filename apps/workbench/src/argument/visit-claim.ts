import { selected } from '../chosen.ts';

/** Selects it where it stands in the text, and takes the reader there. */
export function visitClaim(id: string): void {
  selected.value = { kind: 'claim', id };
  const claim = document.getElementById(`claim-${id}`);
  claim?.scrollIntoView({ block: 'center' });
  claim?.querySelector('button')?.focus({ preventScroll: true });
}

/** Nothing is selected any more. The card of a claim goes, and whoever was in it is at the claim. */
export function leaveSelected(): void {
  const { kind, id } = selected.value ?? {};
  const wasIn = document.activeElement?.closest('.card, .sheet');
  selected.value = undefined;
  if (kind === 'claim' && wasIn) document.getElementById(`claim-${id}`)?.querySelector('button')?.focus();
}
