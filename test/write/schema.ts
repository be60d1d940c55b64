import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { toJsonSchema } from '@valibot/to-json-schema';
import { designForm } from '../../src/design/schema.ts';

/*
 * Writes spec/design.schema.json, with which editors check and complete design files:
 *
 *   node --import tsx test/write/schema.ts
 */

const biome = fileURLToPath(new URL('../../node_modules/@biomejs/biome/bin/biome', import.meta.url));

export const schemaFile = fileURLToPath(new URL('../../spec/design.schema.json', import.meta.url));

/** The JSON Schema of a design file, formatted as the linter wants it. */
export function schemaText(): string {
  const schema = toJsonSchema(designForm, {
    typeMode: 'input',
    // The only check of items is that none stands twice.
    overrideAction: ({ valibotAction, jsonSchema }) =>
      valibotAction.type === 'check_items' ? { ...jsonSchema, uniqueItems: true } : undefined,
  });
  return formattedJson(schemaFile, schema);
}

/** The text of such a file, as the linter wants it. */
export function formattedJson(file: string, content: object): string {
  return execFileSync(process.execPath, [biome, 'format', `--stdin-file-path=${file}`], {
    input: JSON.stringify(content, null, 2),
    encoding: 'utf8',
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(schemaFile, schemaText());
