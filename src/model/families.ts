import { answer } from './actions/answer.ts';
import { arbiter } from './actions/arbiter.ts';
import { boot } from './actions/boot.ts';
import { destage } from './actions/destage.ts';
import { duplicate } from './actions/duplicate.ts';
import { endings } from './actions/endings.ts';
import { faults } from './actions/faults.ts';
import { late } from './actions/late.ts';
import { release } from './actions/release.ts';
import { takeover } from './actions/takeover.ts';
import { write } from './actions/write.ts';

/** The actions of the protocol, family by family: each is a file of src/model/actions, and a module of tla. */
export const families = {
  boot,
  write,
  duplicate,
  answer,
  endings,
  destage,
  release,
  arbiter,
  takeover,
  late,
  faults,
} as const;
