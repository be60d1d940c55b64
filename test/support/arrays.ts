import { type Design, type FaultKind, faultKinds, presets } from '../../spec/design.ts';
import { type RuleName, rulesNamed } from '../../spec/rules.ts';
import type { Action } from '../../src/model/action.ts';
import { compileModel, type Model } from '../../src/model/model.ts';
import type { State } from '../../src/model/state.ts';
import { initialState } from '../../src/model/state.ts';
import { step } from '../../src/model/step.ts';
import { actionsByLabel } from '../../src/schedule/label.ts';

const wirings = {
  'mirror-only': { ack: 'mirror', power: { P1: ['K1', 'C1'], P2: ['K2', 'C2'] } },
  'partner-fed': { ack: 'fifo', power: { P1: ['K1', 'C1', 'F2', 'E2'], P2: ['K2', 'C2', 'F1', 'E1'] } },
  independent: {
    ack: 'fifo',
    power: { P1: ['K1', 'C1'], P2: ['K2', 'C2'], P3: ['F1', 'E1'], P4: ['F2', 'E2'] },
  },
  battery: {
    ack: 'fifo',
    power: { P1: ['K1', 'C1', 'F1', 'E2'], P2: ['K2', 'C2', 'F2', 'E1'] },
    batteries: { B1: { feeds: ['F1'], hold: 4 }, B2: { feeds: ['F2'], hold: 4 } },
  },
  'self-fed': { ack: 'fifo', power: { P1: ['K1', 'C1', 'F1', 'E1'], P2: ['K2', 'C2', 'F2', 'E2'] } },
} as const;

export type Wiring = keyof typeof wirings;

export interface Changes {
  readonly bounds?: Partial<Design['bounds']>;
  readonly weaken?: readonly string[];
  readonly faultKinds?: readonly FaultKind[];
  readonly fifo?: Partial<Design['fifo']>;
  readonly power?: Design['power'];
  readonly batteries?: Design['batteries'];
  readonly arbiter?: Design['arbiter'];
  readonly path?: Design['path'];
  readonly crashLosesMemory?: boolean;
  readonly declares?: Design['declares'];
}

/** A design for tests, without its file: one of the shipped wirings, with changes. Tiny unless they say otherwise. */
export function arrayWith(wiring: Wiring, changes: Changes = {}): Design {
  return {
    name: wiring,
    about: '',
    arbiter: 'apart',
    path: 'switch',
    batteries: {},
    crashLosesMemory: true,
    faultKinds,
    ...wirings[wiring],
    declares: { survives: ['*'], fails: failsOf(wiring, changes) },
    ...changes,
    fifo: { onBoard: false, keepUntilDestage: false, ...changes.fifo },
    bounds: { ...presets.tiny, ...changes.bounds },
    weakened: (changes.weaken ?? []).flatMap((name): RuleName[] => rulesNamed(name)),
  };
}

/** What even one fault does to an array of this kind: leases run out where no arbiter renews them. */
function failsOf(wiring: Wiring, { path }: Changes): Design['declares']['fails'] {
  return {
    ...(wiring === 'self-fed' && { 'PowerOff *': 'lost' as const }),
    ...(path === 'direct' && { ArbiterDown: 'stranded' as const }),
  };
}

/** Kinds of fault that make a state space many times as large: the endings, and those after which both sides act on. */
const manyStates: readonly FaultKind[] = ['Abort', 'BoardHang', 'ChannelDown'];

/** The others: no transfer ends with an error, no host gives up, no board hangs, the channel is not cut. */
export const fewKinds = faultKinds.filter((kind) => !manyStates.includes(kind) && !kind.endsWith('Error'));

/**
 * A design with these kinds of fault alone, unless the changes say otherwise. For tests of the search itself, of folds,
 * snapshots, memory, threads: with all kinds a state space is ten times as large, and nothing new of that sort happens in
 * it. What must work with every kind is tried with them beside it.
 */
export function arrayWithFewKinds(wiring: Wiring, changes: Changes = {}): Design {
  return arrayWith(wiring, { faultKinds: fewKinds, ...changes });
}

/** Designs with what no shipped one has, each at bounds that take about a second. */
export const unshipped = {
  'FIFOs on the boards': arrayWith('partner-fed', {
    fifo: { onBoard: true },
    faultKinds: ['PowerOff', 'BoardCrash', 'FifoLost'],
    declares: { survives: ['FifoLost *'], fails: { 'PowerOff *': 'stranded', 'BoardCrash *': 'lost' } },
  }),
  'kept entries and a battery for one of them': arrayWith('battery', {
    fifo: { keepUntilDestage: true },
    batteries: { B1: { feeds: ['F1'], hold: 2 }, B2: { feeds: ['F2'], hold: 2 } },
    bounds: { fifoDepth: 2 },
    faultKinds: ['PowerOff', 'BatteryDead', 'BatteryElapse'],
  }),
  'batteries on engines': arrayWith('independent', {
    power: { P1: ['K1', 'C1'], P2: ['K2', 'C2'], P3: ['F1', 'E2'], P4: ['F2', 'E1'] },
    batteries: { B1: { feeds: ['E1'], hold: 2 }, B2: { feeds: ['E2'], hold: 3 } },
    bounds: { fifoDepth: 2 },
    faultKinds: ['PowerOff', 'BatteryDead', 'BatteryElapse'],
  }),
  'parts on two units': arrayWith('self-fed', {
    power: {
      P1: ['K1', 'C1', 'F1', 'E1', 'F2', 'E2', 'C2'],
      P2: ['K2', 'C2', 'F2', 'E2', 'F1', 'E1'],
    },
    faultKinds: ['PowerOff', 'FifoLost', 'BoardHang'],
    declares: { survives: ['*'], fails: {} },
  }),
  'writes of three pages': arrayWith('mirror-only', {
    bounds: { blocks: 3, pagesPerWrite: 3, writes: 3, cachePages: { C1: 6, C2: 6 }, faults: 0 },
    faultKinds: [],
    declares: { survives: [], fails: {} },
  }),
} as const satisfies Readonly<Record<string, Design>>;

export type Unshipped = keyof typeof unshipped;

/** A state that a schedule led to, with everything that goes on from there. */
export interface At {
  readonly model: Model;
  readonly state: State;
}

/** Runs actions, given by label, from the initial state or from where another run ended. */
export function run(from: Design | At, ...labels: readonly string[]): At {
  const at = 'state' in from ? from : start(from);
  const known = actionsByLabel(at.model);
  const state = labels.reduce((s, label) => {
    const action = known.get(label);
    if (action === undefined) throw new Error(`no action ${label}`);
    return stepOrExplain(at.model, s, action, label);
  }, at.state);
  return { model: at.model, state };
}

function start(design: Design): At {
  const model = compileModel(design);
  return { model, state: initialState(model) };
}

function stepOrExplain(m: Model, s: State, action: Action, label: string): State {
  try {
    return step(m, s, action).state;
  } catch (error) {
    throw new Error(`${label}: ${(error as Error).message}`);
  }
}

/** Behind a mirrored write: a newer version that the device alone holds, for the node channel is cut. */
export const WRITTEN_THROUGH = [
  ...['ChannelDown', 'Degrade K1', 'HostWrite K1 b1', 'WritePage K1 b1'],
  ...['Destage K1 p2', 'DestageDone K1 b1', 'Acknowledge K1 b1'],
];

/** The six actions that boot both controllers. */
export const BOOT = [
  'NotifySize K1',
  'NotifySize K2',
  'AllocateMirror K1',
  'AllocateMirror K2',
  'CreateTable K1',
  'CreateTable K2',
] as const;

/** A write of one block through K1 up to its acknowledgement, ack rule `mirror`. */
export const MIRRORED_WRITE = [
  'HostWrite K1 b1',
  'WritePage K1 b1',
  'Copy K1 b1',
  'Copy K1 b1',
  'Acknowledge K1 b1',
] as const;

/** The same, ack rule `fifo`: the entry still waits in F1. */
export const QUEUED_WRITE = [
  'HostWrite K1 b1',
  'WritePage K1 b1',
  'Enqueue K1 b1',
  'Enqueue K1 b1',
  'Acknowledge K1 b1',
] as const;

/** K2 takes over, up to where it may link. */
export const TAKEOVER = ['Suspect K2', 'Fence K2', 'Confirm D1', 'Route D1', 'DrainDone K2'] as const;
