/** A claim in the region of the model in which its author says that it changes sides. */
import type { ClaimDeclaration } from '../study/study.ts';

/** Undefined where the author names no such region. */
export function turnedClaim(claim: ClaimDeclaration): ClaimDeclaration | undefined {
  const beneath = claim.defence?.turns;
  if (beneath === undefined) return undefined;
  return { ...claim, name: { ...claim.name, text: `${claim.name.text} turned` }, beneath, defence: undefined };
}
