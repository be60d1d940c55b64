import type { Design, Part } from '../../spec/design.ts';
import { faultsOf } from '../../spec/faults.ts';
import type { RuleName } from '../../spec/rules.ts';
import { ANYTHING } from '../explorer/changes.ts';
import { codecFor } from '../explorer/codec.ts';
import { Expander } from '../explorer/expand.ts';
import { type Model, withRules } from '../model/model.ts';
import { ENGINE, FIFO } from '../model/side.ts';

/** A rule whose weakening changes nothing, and why that is so. */
export interface IdleRule {
  readonly rule: RuleName;
  readonly why: string;
}

/** Why a design never asks a rule; undefined where it may. */
type Reason = (design: Design) => string | undefined;

const noFifo: Reason = ({ ack }) => (ack === 'mirror' ? 'there is no FIFO' : undefined);

const noBattery: Reason = ({ batteries }) => {
  const drain: readonly Part[] = [...FIFO, ...ENGINE];
  const backed = Object.values(batteries).some(({ feeds }) => feeds.some((part) => drain.includes(part)));
  return backed ? undefined : 'no battery feeds a FIFO or an engine';
};

/** Where another rule is weakened, too, it may let happen without a fault what else only a fault does. */
const noFault: Reason = (design) => {
  const canNone = design.bounds.faults === 0 || faultsOf(design).length === 0;
  return canNone && design.weakened.length === 1 ? 'no fault can strike' : undefined;
};

const direct: Reason = ({ path }) => (path === 'direct' ? 'hosts are wired to the controllers' : undefined);

const switched: Reason = ({ path }) =>
  path === 'switch' ? 'a switch is between hosts and controllers' : undefined;

const noArbiter: Reason = ({ arbiter }) =>
  arbiter === 'none' ? 'there is no arbiter, and each controller decides by itself' : undefined;

const onePage: Reason = ({ bounds }) => (bounds.pagesPerWrite === 1 ? 'a write has one page' : undefined);

const oneEntry: Reason = ({ bounds }) => (bounds.fifoDepth === 1 ? 'a FIFO has one place' : undefined);

const noCopy: Reason = ({ ack }) => (ack === 'fifo' ? 'the node channel makes no copies' : undefined);

const noError: Reason = (design) =>
  faultsOf(design).some(({ kind }) => kind.endsWith('Error')) ? undefined : 'nothing ends with an error';

const noAbort: Reason = ({ faultKinds }) =>
  faultKinds.includes('Abort') ? undefined : 'the host never gives up on a write';

const oneWrite: Reason = ({ bounds }) => (bounds.writes === 1 ? 'the host writes only once' : undefined);

/** What each rule has nothing to say of, as far as a design shows it before it is explored. */
const reasons: Readonly<Record<RuleName, readonly Reason[]>> = {
  R0_verified: [],
  R0_written: [],
  R1_header: [noFault],
  R1_commit: [noFault],
  R1_epoch: [noFault, oneWrite],
  R2_fresh: [oneWrite],
  R2_paired: [],
  R3_highest: [noFault, oneWrite],
  R3_media: [noFault],
  R3_once: [noFault, oneWrite],
  R4_invalidated: [],
  R4_untargeted: [noFifo],
  R4_needed: [],
  R5_fence: [noFault],
  R5_confirm: [noFault],
  R5_route: [noFault, direct],
  R5_lease: [noFault, switched],
  R5_detect: [],
  R5_drain: [noFifo, noFault],
  R5_link: [noFault],
  R5_device: [noFault],
  R6_arbiter: [noFault, noArbiter],
  R7_writeThrough: [noFault],
  R7_degrade: [],
  R8_protected: [],
  R9_version: [oneWrite],
  R11_charge: [noFifo, noBattery],
  R12_mark: [noFault, noArbiter],
  R12_clear: [noFault, noArbiter],
  R12_suspect: [noFault],
  R13_committed: [noFifo],
  R14_resolve: [noAbort, oneWrite],
  R15_error: [noFault, noError],
  R16_open: [oneWrite],
  R16_copy: [noCopy, oneWrite],
  R16_entry: [noFifo, oneEntry, oneWrite],
  R16_destage: [oneWrite],
  R17_page: [],
  R17_order: [onePage],
  R17_answered: [],
  R18_sizes: [],
  R18_area: [],
};

/** The rules that a design weakens and never asks, whatever happens to it. */
export function neverAsked(design: Design): IdleRule[] {
  return design.weakened.flatMap((rule) => {
    const why = reasons[rule].map((reason) => reason(design)).find((found) => found !== undefined);
    return why === undefined ? [] : [{ rule, why }];
  });
}

/** The same in words. */
export function tellIdle({ rule, why }: IdleRule): string {
  return `Weakening ${rule} changes nothing: ${why}.`;
}

/**
 * Finds out, state by state of an exploration, which weakened rules a design never misses: with the rule in force, each
 * state that was seen has the same successors. Costs nothing any more once each rule made a difference somewhere.
 */
export class RuleWatch {
  readonly #never: readonly IdleRule[];
  readonly #own: Successors;
  #missed: readonly { readonly rule: RuleName; readonly inForce: Successors }[];

  constructor(model: Model) {
    const { design } = model;
    this.#never = neverAsked(design);
    const rules = design.weakened.filter((rule) => !this.#never.some((idle) => idle.rule === rule));
    this.#own = new Successors(model);
    this.#missed = rules.map((rule) => ({ rule, inForce: new Successors(withRules(model, [rule], true)) }));
  }

  /** Looks at a state, packed into words from a place on. */
  readonly look = (words: Uint32Array, at: number): void => {
    if (this.#missed.length === 0) return;
    const own = this.#own.of(words, at);
    this.#missed = this.#missed.filter(({ inForce }) => areEqual(inForce.of(words, at), own));
  };

  /** The rules that made no difference so far. */
  get idle(): IdleRule[] {
    const why = 'no step within these bounds depends on it';
    return [...this.#never, ...this.#missed.map(({ rule }) => ({ rule, why }))];
  }
}

/** The successors of packed states, each as its action and its words. */
class Successors {
  readonly #expander: Expander;
  readonly #decode: (words: Uint32Array, at: number) => void;
  readonly #encode: (words: Uint32Array) => void;
  readonly #words: Uint32Array;

  constructor(m: Model) {
    const codec = codecFor(m);
    this.#expander = new Expander(m);
    this.#decode = codec.decoder(this.#expander.before);
    this.#encode = codec.encoder(this.#expander.after);
    this.#words = new Uint32Array(codec.words);
  }

  of(words: Uint32Array, at: number): readonly number[] {
    const found: number[] = [];
    this.#decode(words, at);
    this.#expander.expand(({ index }) => {
      this.#encode(this.#words);
      found.push(index, ...this.#words);
      return ANYTHING;
    });
    return found;
  }
}

function areEqual(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((word, i) => word === b[i]);
}
