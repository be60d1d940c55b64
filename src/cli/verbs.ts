import { check } from './verbs/check.ts';
import { compare } from './verbs/compare.ts';
import { completionOf } from './verbs/completion.ts';
import { crosscheck } from './verbs/crosscheck.ts';
import { cutsets } from './verbs/cutsets.ts';
import { diagram } from './verbs/diagram.ts';
import { explain } from './verbs/explain.ts';
import { explore } from './verbs/explore.ts';
import { fuzz } from './verbs/fuzz.ts';
import { list } from './verbs/list.ts';
import { mutants } from './verbs/mutants.ts';
import { replay } from './verbs/replay.ts';
import { tables } from './verbs/tables.ts';
import { tlc } from './verbs/tlc.ts';
import { trace } from './verbs/trace.ts';
import type { Verb } from './verbs/verb.ts';

/** In the order of the help. */
export const verbs: readonly Verb[] = [
  check,
  explore,
  cutsets,
  compare,
  fuzz,
  replay,
  trace,
  explain,
  diagram,
  tables,
  tlc,
  crosscheck,
  mutants,
  list,
  completionOf(() => verbs),
];
