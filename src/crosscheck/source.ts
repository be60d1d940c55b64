import type { ActionName } from '../model/action.ts';
import * as acknowledge from '../model/actions/acknowledge.ts';
import * as boot from '../model/actions/boot.ts';
import * as copy from '../model/actions/copy.ts';
import * as destage from '../model/actions/destage.ts';
import * as faults from '../model/actions/faults.ts';
import * as fifo from '../model/actions/fifo.ts';
import * as read from '../model/actions/read.ts';
import * as release from '../model/actions/release.ts';
import * as takeover from '../model/actions/takeover.ts';
import * as write from '../model/actions/write.ts';
import { transitions } from '../model/step.ts';

const modules: Readonly<Record<string, object>> = {
  acknowledge,
  boot,
  copy,
  destage,
  faults,
  fifo,
  read,
  release,
  takeover,
  write,
};

/** The file of the named guards. */
export const RULES_FILE = 'src/model/rules.ts';

/** The file that an action is written in, from the root of the repository. */
export function fileOf(name: ActionName): string {
  const [file] = Object.entries(modules).find(([, exported]) => {
    return Object.values(exported).includes(transitions[name]);
  })!;
  return `src/model/actions/${file}.ts`;
}
