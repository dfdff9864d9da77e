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

function imports(file: string): string[] {
  return [...readRepositoryFile(file).matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((match) => match[1]!);
}

function withoutComment(line: string): string {
  return line.replace(/^\s*(\/?\*|\/\/).*$/, '').replace(/\s\/\/ .*$/, '');
}
