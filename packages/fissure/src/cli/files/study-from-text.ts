/** The study that `fissure init --from` writes: every sentence of a text an open statement, and a model in which nothing happens yet. */
import { parse } from 'node:path';

interface TextParagraph {
  readonly title: string;
  readonly sentences: readonly string[];
}

/** Files by path inside the folder. `schemas` is the way from the folder to the JSON Schemas, for editors. */
export function studyFromText(path: string, text: string, schemas: string): ReadonlyMap<string, string> {
  const { title = parse(path).name, paragraphs } = readParagraphs(text);
  const modeline = (file: string) => `# yaml-language-server: $schema=${schemas}/${file}.schema.json\n`;
  return new Map([
    ['study.yaml', modeline('study') + settings(title)],
    ['model.yaml', modeline('model') + MODEL],
    ['argument.md', argument(title, paragraphs)],
  ]);
}

/**
 * Paragraphs stand between blank lines. A Markdown heading is the title of what follows, or of the whole where it comes first;
 * so is a first line that stands alone and ends no sentence, as in a text without any marks.
 */
function readParagraphs(text: string): { readonly title?: string; readonly paragraphs: readonly TextParagraph[] } {
  const [first = '', ...more] = text.trimStart().split(/\r?\n(?:[ \t]*\r?\n)+/);
  const isTitle = more.length > 0 && LONE_TITLE.test(first);
  const blocks = [isTitle ? `# ${first}` : first, ...more].flatMap((block) => block.split(/^(#+[ \t].*)$/m));
  let title: string | undefined;
  let heading: string | undefined;
  const paragraphs: TextParagraph[] = [];
  for (const block of blocks.map(oneLine).filter((line) => line !== '')) {
    const found = /^#+ (.*?)[# ]*$/.exec(block)?.[1];
    if (found === undefined) {
      paragraphs.push({ title: heading ?? `Paragraph ${paragraphs.length + 1}`, sentences: sentencesOf(block) });
      heading = undefined;
    } else if (title === undefined && paragraphs.length === 0) title = found;
    else heading = found;
  }
  return { ...(title ? { title } : {}), paragraphs };
}

/** One line, no heading already and no item of a list, that ends like no sentence. */
const LONE_TITLE = /^(?![#>*+-]|\d+[.)])[^\r\n]*[^\s.!?…:;,"”'’)]$/;

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** By the rules of Unicode, which know no abbreviations: after a title or an initial nothing ends. */
function sentencesOf(paragraph: string): readonly string[] {
  const sentences: string[] = [];
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'sentence' }).segment(paragraph)) {
    const before = sentences.at(-1);
    if (before !== undefined && ABBREVIATED.test(before))
      sentences[sentences.length - 1] = `${before} ${segment.trim()}`;
    else sentences.push(segment.trim());
  }
  return sentences;
}

const ABBREVIATED = /(?:^|[\s("'])(?:Prof|Dr|Mr|Mrs|Ms|St|Gen|Col|Maj|Capt|Lt|Sgt|No|vs|cf|[A-Z])\.$/;

function argument(title: string, paragraphs: readonly TextParagraph[]): string {
  const sections = paragraphs.map(({ title: own, sentences }, p) => {
    const items = sentences.map((sentence, s) => `- \`p${p + 1}.${s + 1}\` **open**: ${sentence}\n`);
    return `\n## p${p + 1} ${own}\n\n${items.join('')}`;
  });
  return `# ${title}\n${HOW}${sections.join('')}`;
}

const HOW = `
<!-- Deal with each statement in turn, and write its status in place of "open":
     **claim** C1            a claim of claims.yaml tests it
     **modelled** M1         a mechanism of mechanisms.yaml carries it
     **context** (why)       it sets the scene
     **out of scope** (why)  the model leaves it out
     An open statement that a finding of evidence.yaml checks is dealt with too. \`fissure check\` counts what is left. -->
`;

function settings(title: string): string {
  // A JSON string is a YAML string, whatever stands in it.
  return `fissure: 1
title: ${JSON.stringify(title)}
question: "Which of its statements hold, and on what do they depend?"
time: { start: 2020-01, stop: 2022-01, dt: 1/8, unit: month }
seed: 1
members: 300
units:
  person: { aliases: [people, persons] }
outputs:
  members: { show: members, title: Members, unit: person }
`;
}

const MODEL = `# One stock, and nothing that changes it yet: flows and what drives them are yours to write.
parameters:
  members_at_start:
    unit: person
    value: 1000
    doc: A number to begin with. Replace it by one that your evidence gives.
variables:
  members:
    stock: person
    initial: members_at_start
`;
