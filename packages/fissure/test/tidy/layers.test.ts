/** Imports run one way: each folder of src imports only from those that import-table.json allows it. */
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import table from './import-table.json' with { type: 'json' };
import { readRepositoryFile, repositoryFiles, sourceFolder } from './source-tree.ts';

const allowed: Readonly<Record<string, readonly string[]>> = table;
const sources = repositoryFiles().filter((file) => sourceFolder(file) !== undefined && file.endsWith('.ts'));

describe('layers', () => {
  it('has a line in the table for every folder', () => {
    const folders = new Set(sources.map((file) => sourceFolder(file)!));
    expect([...folders].sort()).toEqual(Object.keys(allowed).sort());
  });

  it('imports only what the table allows', () => {
    const offences = sources.flatMap((file) => {
      const own = sourceFolder(file)!;
      return imports(file)
        .map((target) => sourceFolder(posix.join(posix.dirname(file), target)))
        .filter((folder) => folder !== undefined && folder !== own && !allowed[own]!.includes(folder))
        .map((folder) => `${file} imports from ${folder}`);
    });
    expect(offences).toEqual([]);
  });

  it('has no circle of files that import one another', () => {
    const files = repositoryFiles().filter((file) => /^(?:apps|bench|packages|scripts)\/.*\.tsx?$/.test(file));
    expect(circleAmong(new Map(files.map((file) => [file, targets(file)])))).toEqual([]);
  });

  it('finds such a circle', () => {
    const files = { a: ['b', 'd'], b: ['c', 'd'], c: ['b'], d: [] };
    expect(circleAmong(new Map(Object.entries(files)))).toEqual(['b', 'c', 'b']);
  });

  it('keeps files, clocks, processes and unseeded randomness out of the core', () => {
    const forbidden =
      /from 'node:|\bMath\.random\b|\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b|\bprocess\.|\bfetch\(/;
    const core = sources.filter((file) => !['host', 'cli', 'server'].includes(sourceFolder(file)!));
    const offences = core.flatMap((file) =>
      readRepositoryFile(file)
        .split('\n')
        .flatMap((line, index) =>
          forbidden.test(withoutComment(line)) ? [`${file}:${index + 1} ${line.trim()}`] : [],
        ),
    );
    expect(core.length).toBeGreaterThan(50);
    expect(offences).toEqual([]);
  });
});

/** Every part of the translation knows the translator, which calls them all: there its type alone makes no circle. */
const KNOWS_THE_WHOLE = 'packages/fissure/src/exchange/translate/';
const TYPES_ALONE = /^import (?:type \{[^}]*\}|\{(?:\s*type \w+,?)+\s*\}) from .*$/gm;

function targets(file: string): readonly string[] {
  const text = readRepositoryFile(file);
  return importsIn(file.startsWith(KNOWS_THE_WHOLE) ? text.replace(TYPES_ALONE, '') : text).map((target) =>
    posix.join(posix.dirname(file), target),
  );
}

/** The first that is found, from a file back to itself. */
function circleAmong(imported: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>();
  const path: string[] = [];
  const circleFrom = (file: string): readonly string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    path.push(file);
    for (const next of imported.get(file) ?? []) {
      const circle = circleFrom(next);
      if (circle.length > 0) return circle;
    }
    path.pop();
    done.add(file);
    return [];
  };
  for (const file of imported.keys()) {
    const circle = circleFrom(file);
    if (circle.length > 0) return circle;
  }
  return [];
}

function imports(file: string): string[] {
  return importsIn(readRepositoryFile(file));
}

function importsIn(text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((match) => match[1]!);
}

function withoutComment(line: string): string {
  return line.replace(/^\s*(\/?\*|\/\/).*$/, '').replace(/\s\/\/ .*$/, '');
}
