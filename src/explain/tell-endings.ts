import type { Model } from '../model/model.ts';
import { deviceOf, versionName } from '../words/names.ts';
import type { Ending, Open, Operation } from './endings.ts';

const AGAIN: Readonly<Record<Operation, string>> = {
  copy: 'is copied again',
  'FIFO write': 'goes to the FIFO again',
  drain: 'drains again',
  'device write': 'is written to the device again',
};

const TAKEN = ', and is taken for done';

/** What a step brought of how a write of the block ends. */
export function tellEnding(m: Model, block: number, ending: Ending): string {
  const version = versionName(ending.version);
  switch (ending.kind) {
    case 'given up':
      return `the host gives up ${version}`;
    case 'unanswered':
      return `the host is not told what becomes of ${version}`;
    case 'left out by the takeover':
      return `the takeover does not bring ${version} into effect`;
    case 'in effect':
      return `${version} ${ending.isAfterAll ? 'takes effect after all' : 'is in effect'}: ${inEffectBy(m, block, ending)}`;
    case 'on the device':
      return `${deviceOf(m, block)} holds ${version}${ending.isAfterAll ? ' after all' : ''}`;
    case 'not brought back by the takeover':
      return `the takeover does not bring back ${version}, which was in effect`;
    case 'replaced':
      return `${versionName(ending.by)} takes effect over ${version}`;
    case 'went back':
      return `the host is answered ${version}, although ${versionName(ending.from)} was in effect`;
    case 'device went back':
      return `${deviceOf(m, block)} goes back to ${version}`;
    case 'answered an error':
      return `the host is answered an error: ${version} is out of reach`;
    case 'discarded':
      return `${version} is discarded${ending.isTold ? ', and the host is told that it failed' : ''}`;
    case 'error':
      return `the ${ending.operation} of ${version} ends with an error${ending.isTakenForDone ? TAKEN : ''}`;
    case 'tried again':
      return `${version} ${AGAIN[ending.operation]}`;
  }
}

function inEffectBy(m: Model, block: number, { by, isHalf }: Extract<Ending, { kind: 'in effect' }>): string {
  switch (by) {
    case 'device':
      return `${deviceOf(m, block)} holds it`;
    case 'number on the device':
      return `what ${deviceOf(m, block)} holds passes for it, by its number`;
    case 'takeover':
      return `the takeover brings ${isHalf ? 'half of it' : 'it'}`;
    case 'read':
      return `a read was answered with ${isHalf ? 'half of it' : 'it'}`;
  }
}

/** What is still open of a block when the run ends, a sentence each. */
export function tellOpen({ unresolved, failed }: Open): string[] {
  return [
    ...unresolved.map(({ version, isGivenUp }) =>
      isGivenUp
        ? `${versionName(version)}, which the host gave up, is not resolved`
        : `the host does not know what becomes of ${versionName(version)}`,
    ),
    ...failed.map(
      ({ operation, version }) =>
        `the ${operation} of ${versionName(version)}, which ended with an error, is not tried again`,
    ),
  ];
}
