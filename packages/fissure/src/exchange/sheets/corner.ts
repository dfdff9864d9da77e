/** Places of cells and columns, from 0, by the letters and numbers that a sheet has for them: `B2`, `C`. */
export interface Corner {
  readonly row: number;
  readonly column: number;
}

const CELL = /^\$?([A-Za-z]{1,3})\$?(\d{1,7})$/;

export function cornerOf(text: string): Corner | undefined {
  const match = CELL.exec(text);
  if (match === null) return undefined;
  return { row: Number(match[2]) - 1, column: columnOf(match[1]!) };
}

export function columnOf(letters: string): number {
  return [...letters.toUpperCase()].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
