import { type ChartName, charts } from '../../spec/charts/index.ts';
import type { Move } from '../model/state.ts';
import { chartNamed, edgesIn } from '../statecharts/chart.ts';

/** What the lifecycle charts say of their edges: which claims, rules and hazards each is about. */
export class References {
  readonly #byEdge = new Map<string, readonly string[]>();

  constructor() {
    for (const name of Object.keys(charts) as ChartName[]) {
      for (const { region, leaves, event, says } of chartNamed(name).regions.flatMap(edgesIn)) {
        const named = says.match(/\b(?:[ABH]\d{1,2}|R\d{1,2}(?:_\w+)?)\b/g) ?? [];
        for (const from of leaves) this.#byEdge.set(keyOf({ region, from, event }), named);
      }
    }
  }

  /** What a lifecycle change is about. */
  of(move: Pick<Move, 'region' | 'from' | 'event'>): readonly string[] {
    return this.#byEdge.get(keyOf(move)) ?? [];
  }
}

function keyOf({ region, from, event }: Pick<Move, 'region' | 'from' | 'event'>): string {
  return `${region} ${from} ${event}`;
}
