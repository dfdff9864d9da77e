/** What `live-parts.ts` packed: deflated text in an element of the page. */
import { textToBytes } from 'fissure/report-live';

export async function unpack(id: string): Promise<string> {
  const text = document.getElementById(id)!.textContent!;
  const stream = new Blob([textToBytes(text)]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Response(stream).text();
}
