/**
 * Puts a drawing in place of the one that is there, and touches only what differs: while a lever moves, two or three paths of a
 * chart are others and its text is the same, and whatever is not touched is not laid out again.
 */
export function redraw(place: Element, drawing: string): void {
  const before = drawn.get(place);
  const pieces = drawing.split('<');
  if (before && retouch(before, pieces)) {
    before.pieces = pieces;
    return;
  }
  const wanted = document.createElement('template');
  wanted.innerHTML = drawing;
  patchChildren(place, wanted.content);
  drawn.set(place, { pieces, elements: [...place.querySelectorAll('*')] });
}

/** A drawing cut before each tag, and its elements: one for each piece that is no end of one. */
interface Drawn {
  pieces: readonly string[];
  readonly elements: readonly Element[];
}

const drawn = new WeakMap<Element, Drawn>();

/** Where paths and texts alone differ, they are written without reading the page or parsing the drawing. */
function retouch({ pieces: before, elements }: Drawn, pieces: readonly string[]): boolean {
  if (before.length !== pieces.length) return false;
  const changes: (() => void)[] = [];
  let place = -1;
  for (const [i, piece] of pieces.entries()) {
    const isEnd = i === 0 || piece.startsWith('/');
    if (!isEnd) place += 1;
    if (piece === before[i]) continue;
    if (isEnd) return false;
    const element = elements[place]!;
    const [tag, text] = piece.split('>') as [string, string];
    const [oldTag, oldText] = before[i]!.split('>') as [string, string];
    if (tag !== oldTag) {
      if (tag.replace(PATH, '') !== oldTag.replace(PATH, '')) return false;
      changes.push(() => element.setAttribute('d', PATH.exec(tag)![1]!));
    }
    if (text !== oldText) {
      if (!pieces[i + 1]?.startsWith('/')) return false;
      changes.push(() => (element.innerHTML = text));
    }
  }
  for (const change of changes) change();
  return true;
}

const PATH = / d="([^"]*)"/;

function patchChildren(now: Node, wanted: Node): void {
  const [own, others] = [[...now.childNodes], [...wanted.childNodes]];
  const isAlike = own.length === others.length && own.every((node, i) => node.nodeName === others[i]!.nodeName);
  if (isAlike) for (const [i, node] of own.entries()) patch(node, others[i]!);
  else (now as ParentNode & Node).replaceChildren(...others);
}

function patch(now: Node, wanted: Node): void {
  if (now instanceof Element && wanted instanceof Element) {
    for (const { name } of [...now.attributes]) if (!wanted.hasAttribute(name)) now.removeAttribute(name);
    for (const { name, value } of wanted.attributes)
      if (now.getAttribute(name) !== value) now.setAttribute(name, value);
    patchChildren(now, wanted);
  } else if (now.nodeValue !== wanted.nodeValue) now.nodeValue = wanted.nodeValue;
}
