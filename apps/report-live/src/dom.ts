/** Elements without a framework. Texts go in as text; HTML comes only from the templates of the package, which escape. */

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export function fromHtml({ html }: { readonly html: string }): DocumentFragment {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content;
}
