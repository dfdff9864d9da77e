/** JSON that keeps the numbers which JSON does not know: an unset freeze is infinite, and must arrive as that. */
const UNSPEAKABLE = 'number:';

export function toWireJson(value: unknown): string {
  return JSON.stringify(value, (_, part) => {
    if (typeof part === 'number' && (!Number.isFinite(part) || Object.is(part, -0)))
      return UNSPEAKABLE + (Object.is(part, -0) ? '-0' : String(part));
    // A text that happens to begin like that keeps its meaning.
    return typeof part === 'string' && part.startsWith(UNSPEAKABLE) ? `${UNSPEAKABLE}text:${part}` : part;
  });
}

export function fromWireJson(text: string): unknown {
  return JSON.parse(text, (_, part) => {
    if (typeof part !== 'string' || !part.startsWith(UNSPEAKABLE)) return part;
    const rest = part.slice(UNSPEAKABLE.length);
    return rest.startsWith('text:') ? rest.slice('text:'.length) : Number(rest);
  });
}
