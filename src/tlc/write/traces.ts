import { join } from 'node:path';
import type { Design } from '../../../spec/design.ts';
import { writeWhole } from '../../files/whole.ts';
import type { Action } from '../../model/action.ts';
import type { Change } from './changes.ts';
import { configText, copyModules, moduleText, type TlcModel } from './model.ts';

interface Step {
  readonly action: Action;
  readonly changes: readonly Change[];
}

/** Writes traces of the reference as a model for TLC, in one module: they share most of their steps. */
export function writeTraces(design: Design, traces: readonly (readonly Step[])[], folder: string): TlcModel {
  copyModules(folder);
  const shared = new Shared();
  const sequences = traces.map((steps) => {
    const names = steps.map(({ action, changes }) => shared.nameOf('s', stepText(action, changes, shared)));
    return `<<${names.join(', ')}>>`;
  });
  const named = sequences.map((sequence, i) => `t${i + 1} == ${sequence}`);
  const all = `const_Traces == <<${sequences.map((_, i) => `t${i + 1}`).join(', ')}>>`;
  const name = `Trace_${design.name.replaceAll('-', '_')}`;
  const module = join(folder, `${name}.tla`);
  const config = join(folder, `${name}.cfg`);
  writeWhole(
    module,
    moduleText(design, { name, extending: 'Trace', definitions: [...shared.definitions(), ...named, all] }),
  );
  writeWhole(config, configText(design, 'traces'));
  return { module, config };
}

/** An action as <<name, arguments>>. Everything in TLA+ counts from 1. */
function actionText(action: Action): string {
  const args: number[] = [];
  if ('unit' in action) args.push(action.unit + 1);
  if ('battery' in action) args.push(action.battery + 1);
  if ('side' in action) args.push(action.side + 1);
  if ('device' in action) args.push(action.device + 1);
  if ('block' in action) args.push(action.block + 1);
  if ('page' in action) args.push(action.page + 1);
  if ('pages' in action) args.push(action.pages);
  return `<<${[JSON.stringify(action.name), ...args].join(', ')}>>`;
}

function stepText(action: Action, changes: readonly Change[], shared: Shared): string {
  const names = changes.map(({ path, value }) => shared.nameOf('c', `<<${path}, ${value}>>`));
  return `[action |-> ${shared.nameOf('a', actionText(action))}, changes |-> <<${names.join(', ')}>>]`;
}

/** Texts that occur again and again, each defined once: parsing is most of what TLC does with a trace. */
class Shared {
  readonly #names = new Map<string, string>();

  nameOf(kind: string, text: string): string {
    let name = this.#names.get(text);
    if (name === undefined) {
      name = `${kind}${this.#names.size + 1}`;
      this.#names.set(text, name);
    }
    return name;
  }

  definitions(): string[] {
    return [...this.#names].map(([text, name]) => `${name} == ${text}`);
  }
}
