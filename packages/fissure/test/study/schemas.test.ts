import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { jsonSchemaOf, STUDY_SCHEMAS, type StudyFileName } from '../../src/study/schemas.ts';

const folder = fileURLToPath(new URL('../../schemas/', import.meta.url));

describe.each(Object.keys(STUDY_SCHEMAS) as StudyFileName[])('%s.schema.json', (file) => {
  const committed = JSON.parse(readFileSync(`${folder}${file}.schema.json`, 'utf8')) as Record<string, unknown>;

  it('is current (npm run schemas)', () => {
    expect(committed).toEqual(JSON.parse(JSON.stringify(jsonSchemaOf(file))));
  });

  it('is draft-07, titled, and describes every field an author writes', () => {
    expect(committed.$schema).toBe('http://json-schema.org/draft-07/schema#');
    expect(committed.title).toBe(`${file}.yaml of a Fissure study`);
    const bare: string[] = [];
    visit(committed, '', (path, schema) => {
      if (!describedBy(schema, committed)) bare.push(path);
    });
    expect(bare).toEqual([]);
  });

  it('has every definition it refers to', () => {
    const definitions = Object.keys((committed.definitions as object | undefined) ?? {});
    for (const [, name] of JSON.stringify(committed).matchAll(/"#\/definitions\/([^"]+)"/g))
      expect(definitions).toContain(name);
  });
});

type Schema = Record<string, unknown>;

function visit(schema: unknown, path: string, see: (path: string, property: Schema) => void): void {
  if (Array.isArray(schema)) for (const one of schema) visit(one, path, see);
  else if (typeof schema === 'object' && schema !== null)
    for (const [key, value] of Object.entries(schema)) {
      if (key === 'properties')
        for (const [name, property] of Object.entries(value as Schema)) see(`${path}.${name}`, property as Schema);
      visit(value, `${path}.${key}`, see);
    }
}

/** Its own description, or that of the definition it refers to. */
function describedBy(schema: Schema, root: Schema): boolean {
  if (typeof schema.description === 'string') return true;
  const refs = [...JSON.stringify(schema).matchAll(/"#\/definitions\/([^"]+)"/g)].map(([, name]) => name!);
  const definitions = (root.definitions ?? {}) as Record<string, Schema>;
  return (
    refs.some((name) => typeof definitions[name]?.description === 'string') ||
    'enum' in schema ||
    'type' in schema ||
    'anyOf' in schema
  );
}
