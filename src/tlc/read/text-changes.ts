import { parseValue, TlaFunction, TlaSet, type Value, variablesOf } from './value.ts';

/**
 * What is different in a state of a counterexample, a line for each place: `controllers[1].mode = "solo"`.
 * Both are texts of TLC.
 */
export function changesBetween(before: string, after: string): string[] {
  const earlier = new Map(variablesOf(before));
  return variablesOf(after).flatMap(([name, text]) => {
    const was = earlier.get(name);
    if (was === text) return [];
    return changes(name, was === undefined ? undefined : parseValue(was), parseValue(text));
  });
}

function changes(path: string, before: Value | undefined, after: Value): string[] {
  const text = textOf(after);
  if (before === undefined) return [`${path} = ${text}`];
  if (textOf(before) === text) return [];
  if (isSequence(before) && isSequence(after) && before.length === after.length) {
    return after.flatMap((item, i) => changes(`${path}[${i + 1}]`, before[i], item));
  }
  if (isRecord(before) && isRecord(after)) {
    return Object.entries(after).flatMap(([field, value]) =>
      changes(`${path}.${field}`, before[field], value),
    );
  }
  return [`${path} = ${text}`];
}

function isSequence(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function isRecord(value: Value): value is { readonly [field: string]: Value } {
  const isObject = typeof value === 'object' && !isSequence(value);
  return isObject && !(value instanceof TlaSet) && !(value instanceof TlaFunction);
}

function textOf(value: Value): string {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value !== 'object') return JSON.stringify(value);
  if (isSequence(value)) return `<<${value.map(textOf).join(', ')}>>`;
  if (value instanceof TlaSet) return `{${value.elements.map(textOf).join(', ')}}`;
  if (value instanceof TlaFunction) {
    return `(${value.entries.map(([from, to]) => `${textOf(from)} :> ${textOf(to)}`).join(' @@ ')})`;
  }
  return `[${Object.entries(value)
    .map(([field, inner]) => `${field} |-> ${textOf(inner)}`)
    .join(', ')}]`;
}
