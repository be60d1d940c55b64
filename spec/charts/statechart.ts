/** The name of a statechart in commands and documents. */
export type ChartName =
  | 'controller'
  | 'mirror-page'
  | 'fifo'
  | 'read-write-page'
  | 'power-unit'
  | 'battery'
  | 'device'
  | 'arbiter';

/** A state of a chart, or the chart itself. */
export interface StatechartNode {
  readonly description?: string;
  /** Its states go on side by side; without it, it is in one of them at a time. */
  readonly type?: 'parallel';
  readonly initial?: string;
  readonly states?: Readonly<Record<string, StatechartNode>>;
  /** For each event that it knows, where that leads to among its siblings. */
  readonly on?: Readonly<Record<string, StatechartEdge>>;
}

export interface StatechartEdge {
  readonly target: string;
  /** The claims, rules and hazards that it is about. */
  readonly description?: string;
}

/**
 * A statechart as library users see it. Each is a machine of XState, said in types of our own, because XState's do not
 * pass the compiler with `exactOptionalPropertyTypes`. To run one: `createActor(createMachine(charts.fifo.config))`.
 */
export interface Statechart {
  readonly id: string;
  readonly config: StatechartNode & { readonly id: string };
}
