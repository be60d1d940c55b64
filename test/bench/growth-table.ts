import { type Axis, axes, before, type Growth, keyOf, type Place, places } from './growth.ts';

/* What spec/growth.md shows of it. */

/** A row for the same design, blocks, writes and search; its cells are by faults. */
export function growthTable(growth: Growth): string {
  const rows = places
    .filter(({ faults }) => faults === 0)
    .map((row) => {
      const { design, blocks, writes, search } = row;
      const states = axes.faults.map((faults) => inWords(growth.get(keyOf({ ...row, faults }))));
      return `| \`${design}\` | ${[blocks, writes, search, ...states].join(' | ')} |`;
    });
  const header = '| design | blocks | writes | states counted | 0 faults | 1 fault | 2 faults | 3 faults |';
  return [header, '| --- | --- | --- | --- | ---: | ---: | ---: | ---: |', ...rows].join('\n');
}

const MORE = '-';

function inWords(states: number | undefined): string {
  return states?.toLocaleString('en-US') ?? MORE;
}

/** The same read back from the document. */
export function growthIn(document: string): Growth {
  const rows = [...document.matchAll(/^\| `[\w-]+` \| \d .*$/gm)].map(([row]) => row.split(' | ').slice(4));
  const cells = rows.flat().map((cell) => cell.replace(/ \|$/, ''));
  return new Map(
    places.flatMap((place, i) => {
      const states = cells[i];
      return states === undefined || states === MORE
        ? []
        : [[keyOf(place), Number(states.replaceAll(',', ''))] as const];
    }),
  );
}

/** One step on an axis, from the value before it. */
interface Step {
  readonly says: string;
  readonly axis: Axis;
  readonly to: Place[Axis];
}

const steps: readonly Step[] = [
  ...axes.faults.slice(1).map((to) => ({ says: `fault ${to}, times`, axis: 'faults' as const, to })),
  { says: 'write 2, times', axis: 'writes', to: 2 },
  { says: 'write 3, times', axis: 'writes', to: 3 },
  { says: 'any number of writes instead of 3, times', axis: 'writes', to: 'any' },
  { says: 'block 2, times', axis: 'blocks', to: 2 },
  { says: 'reductions, divided by', axis: 'search', to: 'reduced' },
];

/** By how much each step multiplies the states, wherever both ends were counted. */
export function factorTable(growth: Growth): string {
  const columns = axes.design.flatMap((design) => axes.search.map((search) => ({ design, search })));
  const header = columns.map(({ design, search }) => `\`${design}\`, ${search}`);
  const rows = steps.map((step) => {
    const cells = columns.map((column) => {
      const there = places.filter(
        ({ design, search }) => design === column.design && search === column.search,
      );
      return rangeOf(there.flatMap((place) => factorsTo(growth, place, step)));
    });
    return `| ${[step.says, ...cells].join(' | ')} |`;
  });
  return [
    `| step | ${header.join(' | ')} |`,
    `| --- | ${header.map(() => '---:').join(' | ')} |`,
    ...rows,
  ].join('\n');
}

function factorsTo(growth: Growth, place: Place, { axis, to }: Step): number[] {
  const from = place[axis] === to ? before(place, axis) : undefined;
  const states = growth.get(keyOf(place));
  const fewer = from === undefined ? undefined : growth.get(keyOf(from));
  if (states === undefined || fewer === undefined) return [];
  return [axis === 'search' ? fewer / states : states / fewer];
}

function rangeOf(factors: readonly number[]): string {
  if (factors.length === 0) return MORE;
  const [least, most] = [Math.min(...factors), Math.max(...factors)].map(inShort);
  return least === most ? least! : `${least} to ${most}`;
}

function inShort(factor: number): string {
  return factor.toFixed(factor >= 10 ? 0 : 1);
}
