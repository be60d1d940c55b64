import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadDesign } from '../../src/design/load.ts';
import { compileModel } from '../../src/model/model.ts';
import { parseSchedule } from '../../src/schedule/file.ts';
import { actionsByLabel } from '../../src/schedule/label.ts';
import type { Walk } from './walks.ts';

export const scenarios = fileURLToPath(new URL('../scenarios', import.meta.url));

/** The files of all scenarios. */
export function scenarioFiles(): string[] {
  const names = readdirSync(scenarios).filter((file) => file.endsWith('.schedule'));
  return names.sort().map((name) => join(scenarios, name));
}

/** The actions of a schedule file, and the model that it is about. */
export function scheduled(file: string, text = readFileSync(file, 'utf8')): Walk {
  const { design, bounds, weaken, actions } = parseSchedule(text, file);
  const name = design.endsWith('.json') ? resolve(file, '..', design) : design;
  const model = compileModel(loadDesign(name, 'tiny', { bounds, weakened: weaken }));
  const known = actionsByLabel(model);
  return { model, actions: actions.map(({ label }) => known.get(label)!) };
}
