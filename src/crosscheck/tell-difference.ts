import { type RuleName, rules } from '../../spec/rules.ts';
import type { Action, ActionName } from '../model/action.ts';
import type { Model } from '../model/model.ts';
import { transitions } from '../model/protocol.ts';
import type { State } from '../model/state.ts';
import { initialState } from '../model/state.ts';
import { step } from '../model/step.ts';
import { labelOf } from '../schedule/label.ts';
import { tlaPath } from '../tlc/read/state.ts';
import { tellStep } from '../words/sentences.ts';
import type { Difference, LoneStep } from './difference.ts';
import { fieldsThatDiffer } from './fields.ts';
import { fileOf, RULES_FILE } from './source.ts';
import { aligned } from './table.ts';
import type { Strange } from './tlc-graph.ts';

/** Of the steps that differ in one state, as many are told. */
const TOLD = 5;

/**
 * A difference as lines of text: the way there, what the reference does there and what TLC does, in which
 * fields, and which guard stood in the way.
 * @param isTaken whether TLC takes an action of this name anywhere
 */
export function tellDifference(
  m: Model,
  difference: Difference,
  isTaken: (name: string) => boolean = () => true,
): string[] {
  if (difference.initial !== undefined) return tellStart(m, difference.state, difference.initial);
  const { schedule, state, steps } = difference;
  const told = steps.slice(0, TOLD).flatMap((lone) => ['', ...tellLone(m, state, lone, isTaken(lone.name))]);
  const more = steps.length > TOLD ? ['', `And ${steps.length - TOLD} more steps of that state differ.`] : [];
  if (schedule.length === 0) return ['The graphs part in the initial state.', ...told, ...more];
  const way = schedule.length === 1 ? 'one step' : `${schedule.length} steps`;
  return [`The graphs part after ${way} that both take:`, '', ...tellWay(m, schedule), ...told, ...more];
}

function tellStart(m: Model, own: State, theirs: readonly (State | Strange)[]): string[] {
  const tell = (other: State | Strange): string[] => {
    if ('problem' in other) return [`One that the reference cannot hold: ${other.problem}.`];
    const fields = fieldsThatDiffer(m, own, other);
    if (fields.length === 0) return ['That of the reference.'];
    return fieldTable(
      ['reference', 'TLC'],
      fields.map(({ path, first, second }) => [path, first, second]),
    );
  };
  const initial = theirs.length === 1 ? 'another initial state' : `${theirs.length} initial states`;
  return [
    `The graphs do not begin alike: TLC has ${initial}.`,
    ...theirs.slice(0, TOLD).flatMap((other) => ['', ...tell(other)]),
  ];
}

function tellWay(m: Model, schedule: readonly Action[]): string[] {
  let state = initialState(m);
  const rows = schedule.map((action, i) => {
    const after = step(m, state, action).state;
    const row = [`${i + 1}`.padStart(2), labelOf(m, action), tellStep(m, state, action, after)];
    state = after;
    return row;
  });
  return aligned(rows);
}

function tellLone(m: Model, before: State, lone: LoneStep, isTaken: boolean): string[] {
  const fields = tellFields(m, before, lone);
  const cause = isTaken || lone.cause.kind !== 'refused' ? tellCause(m, lone) : [tellNever(lone)];
  return [headline(m, lone), ...[...cause, ...fields].map((line) => `  ${line}`)];
}

function headline(m: Model, { by, name, action, cause, isMore }: LoneStep): string {
  const label = action === undefined ? name : labelOf(m, action);
  const isShared = (cause.kind === 'rules' || cause.kind === 'outcome') && by === 'TLC' && !cause.isBlocked;
  if (isShared && isMore) return `Both take ${label}; TLC takes it to one more state.`;
  if (isShared) return `Both take ${label}, and it leads to different states.`;
  if (cause.kind === 'renamed')
    return `Both take the step that the reference calls ${label}; TLC calls it ${name}.`;
  if (cause.kind === 'strange') return `TLC takes ${label} to a state that the reference cannot hold.`;
  if (cause.kind === 'outcome') return `TLC alone takes a step ${name}.`;
  return `${by === 'TLC' ? 'TLC' : 'The reference'} alone takes ${label}.`;
}

function tellCause(m: Model, { by, name, action, cause }: LoneStep): string[] {
  const file = name in transitions ? fileOf(name as ActionName) : '';
  switch (cause.kind) {
    case 'rules':
      return [tellChange(m, by, cause.rules, cause.isBlocked), ...tellRules(cause.rules)];
    case 'together':
      return [
        `The reference forbids it by ${cause.rules.join(' and ')}: without these it takes the same step.`,
        ...tellRules(cause.rules),
      ];
    case 'mode':
      return [`The reference forbids it by the modes of ${name} in ${file}: ${cause.says}.`];
    case 'guard':
      return [`The reference forbids it${why(cause.says)}: see \`closed\` of ${name} in ${file}.`];
    case 'outcome':
      if (!cause.isBlocked) {
        return [`No rule explains it: compare \`apply\` of ${name} in ${file} with ${name} in TLA+.`];
      }
      return [`${labelOf(m, action!)} of the reference comes closest; not enabled, and it leads elsewhere:`];
    case 'strange':
      return [`${cause.problem}.`];
    case 'renamed':
      return [];
    case 'unknown':
      return [`The reference has no such action${file && ' at these bounds'}.`];
    case 'refused':
      return [`So a guard of ${name} is stronger in TLA+ than in ${file}.`, tellAsked(cause.asked)];
  }
}

function why(says: string | undefined): string {
  return says === undefined ? '' : `, for ${says}`;
}

function tellChange(m: Model, by: LoneStep['by'], rules: readonly RuleName[], isBlocked: boolean): string {
  const names = rules.join(' or ');
  const how = m.inForce[rules[0]!] ? 'weakened' : 'in force';
  if (by === 'reference') return `With ${names} ${how}, it does as TLC does.`;
  if (!isBlocked) return `With ${names} ${how}, the reference goes where TLC goes.`;
  const which = rules.length === 1 ? 'that' : 'one of them';
  return `The reference forbids it by ${names}; with ${which} ${how}, it takes the same step.`;
}

function tellNever({ name }: LoneStep): string {
  return `TLC never takes ${name}: is it in Next?`;
}

function tellAsked(asked: readonly RuleName[]): string {
  if (asked.length === 0) return 'No rule is asked there: look at what else it waits for.';
  return `Rules that are asked there, and let it pass in the reference: ${asked.join(', ')}.`;
}

function tellRules(names: readonly RuleName[]): string[] {
  return names.map((rule) => `${rule} (${RULES_FILE}): ${rules[rule].says}`);
}

/** What the step does; where the reference makes something else of it, what each makes of it. */
function tellFields(m: Model, before: State, { by, target, fields }: LoneStep): string[] {
  if ('problem' in target) return [];
  const changes = fieldsThatDiffer(m, before, target);
  if (fields !== undefined) {
    const was = new Map(changes.map(({ path, first }) => [path, first]));
    const rows = fields.map(({ path, first, second }) => [path, was.get(path) ?? second, first, second]);
    return fieldTable(['before', 'reference', 'TLC'], rows);
  }
  if (changes.length === 0) return ['It changes nothing.'];
  return fieldTable(
    ['before', `after, ${by}`],
    changes.map(({ path, first, second }) => [path, first, second]),
  );
}

/** A table of fields by their place, here and in TLA+. */
function fieldTable(columns: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const table = aligned([['field', ...columns, 'in TLA+'], ...rows.map((row) => [...row, tlaPath(row[0]!)])]);
  const isNumbered = rows.some(([path]) => /\.(block|page)$/.test(path!));
  return isNumbered ? [...table, '(blocks and pages count from 0 here, from 1 in TLA+)'] : table;
}
