/** The bytes of a data file, wherever they are: a disk, a page's `Blob`, a test. Read in pieces, so that a large file need not fit in memory. */
export interface DataFile {
  readonly name: string;
  readonly byteLength: number;
  /** Bytes from `start` to `end` (exclusive); fewer where the file ends before. */
  slice(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

const PIECE = 1 << 20;

export async function* piecesOf(file: DataFile): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < file.byteLength; at += PIECE) yield await file.slice(at, at + PIECE);
}
