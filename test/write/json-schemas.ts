import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { type DocumentName, documentForms } from '../../src/cli/json/documents.ts';
import { formattedJson } from './schema.ts';

/*
 * Writes spec/json: for each document that a verb prints with `--json` its JSON Schema.
 *
 *   node --import tsx test/write/json-schemas.ts
 */

export const schemasFolder = fileURLToPath(new URL('../../spec/json/', import.meta.url));

export const documentNames = Object.keys(documentForms) as DocumentName[];

/** Every file of spec/json by its path, as it is now. */
export function schemaFiles(): Map<string, string> {
  return new Map(documentNames.map((name) => [`${schemasFolder}${name}.schema.json`, schemaOf(name)]));
}

function schemaOf(name: DocumentName): string {
  const form: v.GenericSchema = documentForms[name];
  const { version } = v.getMetadata(form) as { readonly version: number };
  const { $schema, ...schema } = toJsonSchema(form, { ignoreActions: ['readonly'] });
  const file = `${schemasFolder}${name}.schema.json`;
  return formattedJson(file, { $schema, $id: `urn:mirrorproof:${name}:${version}`, ...schema });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(schemasFolder, { recursive: true });
  for (const [file, text] of schemaFiles()) writeFileSync(file, text);
}
