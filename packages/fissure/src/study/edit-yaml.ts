/**
 * Changes one value in the text of a YAML file and nothing else: comments, order, quoting and line ends elsewhere stay
 * byte for byte. Works on the library's concrete syntax, and reads its own result back: where that says anything but the
 * change that was wanted, there is no result.
 */
import {
  Composer,
  CST,
  type Document,
  isMap,
  isScalar,
  isSeq,
  type ParsedNode,
  Parser,
  type Scalar,
  type YAMLMap,
} from 'yaml';

/** Keys as written, and indices of lists. */
export type YamlPath = readonly (string | number)[];

/** Undefined where there is no scalar at `path`, or the file has errors. */
export function setYamlScalar(text: string, path: YamlPath, value: string): string | undefined {
  const parsed = parse(text);
  const node = parsed && nodeAt(parsed.document, path);
  const token = isScalar(node) ? (node as Scalar.Parsed).srcToken : undefined;
  if (!parsed || !token || !('source' in token)) return undefined;
  const around = nodeAt(parsed.document, path.slice(0, -1));
  CST.setScalarValue(token, value, {
    inFlow: (isMap(around) || isSeq(around)) && around.flow === true,
    afterKey: isMap(around),
  });
  const edited = parsed.tokens.map((part) => CST.stringify(part)).join('');
  return isOnlyChange(text, edited, path, value) ? edited : undefined;
}

/**
 * Puts a map with one list of numbers, `{ uniform: [0, 1] }`, in the place of what stands at `path`, or as a new last field
 * of the map there. Undefined where a comment would be lost, or the file has errors.
 */
export function setYamlNumbers(
  text: string,
  path: YamlPath,
  key: string,
  numbers: readonly string[],
): string | undefined {
  const parsed = parse(text);
  if (!parsed) return undefined;
  const flow = `{ ${key}: [${numbers.join(', ')}] }`;
  const node = nodeAt(parsed.document, path);
  const edited = node ? replaced(text, node, flow) : withField(text, parsed.document, path, flow);
  return edited !== undefined && isOnlyChange(text, edited, path, { [key]: numbers }) ? edited : undefined;
}

function replaced(text: string, node: ParsedNode, flow: string): string | undefined {
  const [start, end] = node.range;
  const before = text.slice(start, end);
  // The end of a block collection is the start of what comes after it.
  const kept = /\s*$/.exec(before)![0];
  if (before.includes('#')) return undefined;
  return text.slice(0, start) + flow + kept + text.slice(end);
}

function withField(text: string, document: Document.Parsed, path: YamlPath, flow: string): string | undefined {
  const map = nodeAt(document, path.slice(0, -1));
  const last = isMap(map) ? (map as YAMLMap.Parsed).items.at(-1) : undefined;
  if (!map || !last) return undefined;
  const field = `${path.at(-1)}: ${flow}`;
  const end = last.value ? last.value.range[1] : last.key.range[1];
  if ((map as YAMLMap).flow) return `${text.slice(0, end)}, ${field}${text.slice(end)}`;
  // After the line on which the last field ends, with what a comment says there.
  const written = text.slice(0, end).trimEnd().length;
  const lineEnd = /\r?\n|$/.exec(text.slice(written))!;
  const at = written + lineEnd.index;
  const start = (last.key as Scalar.Parsed).range[0];
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return `${text.slice(0, at)}${newline}${indent}${field}${text.slice(at)}`;
}

interface Parsed {
  readonly tokens: readonly CST.Token[];
  readonly document: Document.Parsed;
}

function parse(text: string): Parsed | undefined {
  const tokens = [...new Parser().parse(text)];
  const composer = new Composer({ keepSourceTokens: true, logLevel: 'silent', schema: 'failsafe' });
  const [document, ...more] = [...composer.compose(tokens, true, text.length)];
  return document && more.length === 0 && document.errors.length === 0
    ? { tokens, document: document as Document.Parsed }
    : undefined;
}

function nodeAt(document: Document.Parsed, path: YamlPath): ParsedNode | undefined {
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  return (isMap(node) || isSeq(node) || isScalar(node)) && node.range ? (node as ParsedNode) : undefined;
}

function isOnlyChange(before: string, after: string, path: YamlPath, value: unknown): boolean {
  const wanted = parse(before)?.document;
  const got = parse(after)?.document;
  if (!wanted || !got) return false;
  wanted.setIn(path, value);
  return JSON.stringify(got.toJS()) === JSON.stringify(wanted.toJS());
}
