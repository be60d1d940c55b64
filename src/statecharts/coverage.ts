import type { Chart, Edge, Level } from './chart.ts';

/** A lifecycle change, as the model notes it. */
type Change = Pick<Edge, 'region' | 'from' | 'event'>;

/** Counts how often each edge of each chart is taken. */
export class Tally {
  readonly #counts = new Map<string, number>();

  readonly add = (changes: readonly Change[]): void => {
    for (const change of changes) {
      const key = keyOf(change);
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    }
  };

  /** The chart with its counts; `counted` says of what. */
  onto(chart: Chart, counted: string): Chart {
    return { ...chart, regions: chart.regions.map((region) => this.#ontoLevel(region)), counted };
  }

  #ontoLevel<L extends Level>(level: L): L {
    return {
      ...level,
      states: level.states.map(({ name, inside }) =>
        inside === undefined ? { name } : { name, inside: this.#ontoLevel(inside) },
      ),
      edges: level.edges.map((edge) => this.#onto(edge)),
    };
  }

  /** An edge of a state with states of its own is taken wherever it leads out of one of them. */
  #onto(edge: Edge): Edge {
    const { region, leaves, event } = edge;
    const counts = leaves.map((from) => this.#counts.get(keyOf({ region, from, event })) ?? 0);
    const taken = counts.reduce((sum, count) => sum + count);
    const neverFrom = taken === 0 ? [] : leaves.filter((_, i) => counts[i] === 0);
    return { ...edge, taken, ...(neverFrom.length === 0 ? {} : { neverFrom }) };
  }
}

/** From one state an event leads to one other. */
function keyOf({ region, from, event }: Change): string {
  return `${region} ${from} ${event}`;
}

/** How an edge looks that was taken at least so often: the more, the stronger. */
export interface Band {
  readonly least: number;
  readonly says: string;
  /** On a light ground, and on a dark one. */
  readonly colour: string;
  readonly darkColour: string;
  readonly width: number;
  /** Where nothing can be coloured. */
  readonly mark: string;
}

/** The bands from never to very often, the same whatever was counted, so that pictures can be compared. */
export const bands: readonly Band[] = [
  { least: 0, says: 'never', colour: '#c2410c', darkColour: '#fb923c', width: 1.4, mark: '✗' },
  { least: 1, says: '1+', colour: '#7fb2d9', darkColour: '#47698a', width: 1.2, mark: '▁' },
  { least: 10, says: '10+', colour: '#5596c8', darkColour: '#5788b3', width: 1.6, mark: '▃' },
  { least: 100, says: '100+', colour: '#2f7ab5', darkColour: '#6ea8d8', width: 2.1, mark: '▅' },
  { least: 1000, says: '1,000+', colour: '#155d97', darkColour: '#93c7f0', width: 2.7, mark: '▆' },
  { least: 10_000, says: '10,000+', colour: '#0a3f6b', darkColour: '#cbe6ff', width: 3.4, mark: '█' },
];

/** The band of a count. */
export function bandOf(taken: number): Band {
  return bands.findLast(({ least }) => taken >= least)!;
}

/** What an edge is about, and what its count cannot say. */
export function wordsOn({ says, neverFrom = [] }: Edge): string {
  return [says, ...(neverFrom.length === 0 ? [] : [`never from ${neverFrom.join(', ')}`])].join('; ');
}

/** The count of an edge as a label shows it. */
export function timesTaken(taken: number): string {
  return `×${taken.toLocaleString('en-US')}`;
}
