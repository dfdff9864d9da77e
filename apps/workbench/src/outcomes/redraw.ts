/**
 * Puts a drawing in place of the one that is there, and touches only what differs: while a lever moves, two or three paths of a
 * chart are others and its text is the same, and whatever is not touched is not laid out again.
 */
export function redraw(place: Element, drawing: string): void {
  const wanted = document.createElement('template');
  wanted.innerHTML = drawing;
  patchChildren(place, wanted.content);
}

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
