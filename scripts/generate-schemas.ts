/**
 * Writes `packages/fissure/schemas/*.schema.json`, the draft-07 JSON Schemas that editors use, from the definitions by
 * which studies are read. Run with `npm run schemas`; a test fails when the committed files are not current.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { jsonSchemaOf, STUDY_SCHEMAS, type StudyFileName } from '../packages/fissure/src/study/schemas.ts';

const folder = fileURLToPath(new URL('../packages/fissure/schemas/', import.meta.url));
mkdirSync(folder, { recursive: true });
for (const file of Object.keys(STUDY_SCHEMAS) as StudyFileName[])
  writeFileSync(`${folder}${file}.schema.json`, `${JSON.stringify(jsonSchemaOf(file), null, 2)}\n`);
