/** What the workbench's page makes a reader fetch, from the built files: packed, as a server on the net would send them. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { toWireJson } from '../../src/base/wire-json.ts';
import { openStudy } from '../../src/host/open-study.ts';

const BUILT = fileURLToPath(new URL('../../dist/workbench/', import.meta.url));
const FLAGSHIP = fileURLToPath(new URL('../../../../studies/islamic-state/', import.meta.url));
const KB = 1024;

/** The files that are fetched with one: what it imports, directly or not, but not what it imports when asked. */
function fetchedWith(name: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(name)) return found;
  found.add(name);
  const text = readFileSync(`${BUILT}assets/${name}`, 'utf8');
  for (const [, imported] of text.matchAll(/(?:from|import)\s*["'`]\.\/([\w-]+\.js)["'`]/g))
    fetchedWith(imported!, found);
  return found;
}

function packed(names: Iterable<string>): number {
  return [...names].reduce((sum, name) => sum + gzipSync(readFileSync(`${BUILT}assets/${name}`)).length, 0);
}

describe('the budget of the page', () => {
  const page = readFileSync(`${BUILT}index.html`, 'utf8');
  const entries = [...page.matchAll(/assets\/([\w-]+\.js)/g)].map(([, name]) => name!);
  const first = new Set(entries.flatMap((name) => [...fetchedWith(name)]));

  it('is 60 KB of script at first', () => {
    expect(first.size).toBeGreaterThan(0);
    console.log(`scripts at first: ${(packed(first) / KB).toFixed(1)} KB packed`);
    expect(packed(first)).toBeLessThan(60 * KB);
    // The drawer, the editor and the comparison wait until they are asked for.
    expect([...first].join()).not.toMatch(/why-|editor-|compare-/);
  });

  it('is 180 KB with the engine, the style and the compiled model of the flagship', () => {
    const styles = [...page.matchAll(/assets\/([\w-]+\.css)/g)].map(([, name]) => name!);
    const workers = readdirSync(`${BUILT}assets`).filter((name) => /^(simulation|member)-worker-.*\.js$/.test(name));
    expect(workers.length).toBeGreaterThan(0);
    const all = new Set([...first, ...styles, ...workers.flatMap((name) => [...fetchedWith(name)])]);
    const { plan } = openStudy(FLAGSHIP).experiment!;
    const model = gzipSync(toWireJson(plan)).length;
    console.log(
      `with engine and style ${(packed(all) / KB).toFixed(1)} KB, the compiled model ${(model / KB).toFixed(1)} KB packed`,
    );
    expect(packed(all) + model).toBeLessThan(180 * KB);
  });
});
