/** What `live-parts.ts` packed: base 64 of deflated text, in an element of the page. */
export async function unpack(id: string): Promise<string> {
  const text = document.getElementById(id)!.textContent!;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Response(stream).text();
}
