/** What the graphs in a model's views show: `<graph><plot><entity name="..."/></plot></graph>`. */
import { declaredName } from './plain-text.ts';
import { childrenNamed, type XmlElement } from './read-xml.ts';

/** Names as written, without elements in brackets. */
export function graphedIn(model: XmlElement): string[] {
  const graphs = childrenNamed(model, 'views').flatMap((views) => within(views, 'graph'));
  const entities = graphs.flatMap((graph) => childrenNamed(graph, 'plot')).flatMap((plot) => within(plot, 'entity'));
  return entities.map((one) => declaredName(one).replace(/\[.*$/, '')).filter((name) => name !== '');
}

function within(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((child) => (child.name === name ? [child] : within(child, name)));
}
