/** Every link between our documents leads to a file, and to a heading where it names one. */
import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { ROOT, readRepositoryFile, repositoryFiles } from './source-tree.ts';

const documents = repositoryFiles().filter((file) => file.endsWith('.md') && !file.includes('/test/corpus/'));

it('finds the documents', () => {
  expect(documents).toEqual(
    expect.arrayContaining(['README.md', 'ARCHITECTURE.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'docs/glossary.md']),
  );
});

it('has no dead link', () => {
  expect(documents.flatMap(deadLinks)).toEqual([]);
});

it('shows YAML that is YAML', () => {
  const blocks = documents.flatMap((file) =>
    [...readRepositoryFile(file).matchAll(/^ *```yaml[^\n]*\n([\s\S]*?)^ *```$/gm)].map((match) => ({
      file,
      text: match[1]!,
    })),
  );
  expect(blocks.length).toBeGreaterThan(20);
  expect(
    blocks.flatMap(({ file, text }) => parseDocument(text).errors.map(({ message }) => `${file}: ${message}`)),
  ).toEqual([]);
});

function deadLinks(file: string): string[] {
  const prose = readRepositoryFile(file)
    .replace(/^```[\s\S]*?^```/gm, '')
    .replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1]!)
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => !leadsSomewhere(file, target))
    .map((target) => `${file}: ${target}`);
}

function leadsSomewhere(file: string, target: string): boolean {
  const [path = '', anchor] = target.split('#');
  const resolved = path === '' ? file : posix.join(posix.dirname(file), path);
  if (!existsSync(ROOT + resolved)) return false;
  return anchor === undefined || !resolved.endsWith('.md') || anchors(resolved).includes(anchor);
}

/** Heading anchors as GitHub makes them: lower case, punctuation dropped, spaces to hyphens. */
function anchors(file: string): string[] {
  return [...readRepositoryFile(file).matchAll(/^#+ (.+)$/gm)].map((match) =>
    match[1]!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  );
}
