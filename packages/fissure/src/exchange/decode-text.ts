/** Bytes of a file of another tool -> text: UTF-16 with or without its mark, UTF-8, or what Windows wrote before it. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  // Models and tables begin with ASCII, so without a mark the byte that is zero tells the order (XML 1.0, appendix F.1).
  if ((first === 0xff && second === 0xfe) || (first! > 0 && second === 0)) return decode('utf-16le', bytes);
  if ((first === 0xfe && second === 0xff) || (first === 0 && second! > 0)) return decode('utf-16be', bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return decode('windows-1252', bytes);
  }
}

function decode(encoding: string, bytes: Uint8Array): string {
  return new TextDecoder(encoding).decode(bytes);
}
