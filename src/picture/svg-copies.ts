import { el, escaped, label } from './svg-element.ts';
import { cross } from './svg-events.ts';
import { BAR, HEAD, type Layout, type Strip } from './svg-layout.ts';
import type { Bar, Copy, Moment } from './types.ts';

/** For each block who holds which version, and what the host was told, beside the steps. */
export function strips(layout: Layout): string {
  return layout.strips.map((strip) => stripOf(layout, strip)).join('');
}

function stripOf(layout: Layout, { history, toldX, placeX }: Strip): string {
  const told = runsOf(history.moments);
  return el(
    'g',
    { class: 'strip', 'data-block': history.block + 1 },
    ...told.map((run) => column(layout, toldX, run, toldStyle(run), toldLines(run), toldTitle(run))),
    ...history.bars.map((bar) =>
      column(layout, placeX.get(bar.place)!, bar, barStyle(bar), barLines(bar), barTitle(bar)),
    ),
    ...history.bars
      .filter(({ endsInLoss }) => endsInLoss)
      .map((bar) => cross(placeX.get(bar.place)!, heightOf(layout, bar.until))),
  );
}

/** What the host was told, and how safe that is, for a while. */
type Run = Pick<Moment, 'told' | 'verdict'> & { readonly from: number; readonly until?: number };

function runsOf(moments: readonly Moment[]): Run[] {
  const starts = moments.filter(({ step, told, verdict }) => {
    const before = moments[step - 1];
    return before?.told !== told || before.verdict !== verdict;
  });
  return starts.map(({ step, told, verdict }, i): Run => {
    const next = starts[i + 1];
    return { from: step, ...(next === undefined ? {} : { until: next.step }), told, verdict };
  });
}

function toldStyle({ verdict }: Run): string {
  return verdict === 'safe' ? 'bar told' : 'bar harm';
}

function toldLines({ told, verdict }: Run): string[] {
  return verdict === 'safe' ? [`v${told}`] : [`v${told}`, verdict];
}

function toldTitle({ told, verdict }: Run): string {
  return `the host was told that version ${told} is safe: ${verdict}`;
}

function barStyle({ copies }: Bar): string {
  if (copies.some(({ isGood }) => isGood)) return 'bar good';
  return copies.some(({ isWhole }) => isWhole) ? 'bar' : 'bar half';
}

function barLines({ copies }: Bar): string[] {
  const versions = copies.map(({ version, isWhole }) => `v${version}${isWhole ? '' : ' half'}`);
  return copies.some(({ area }) => area === 'mirror')
    ? [versions.join(', '), 'mirror']
    : [versions.join(', ')];
}

function barTitle({ place, copies }: Bar): string {
  return `${place}: ${copies.map(copyTitle).join(', ')}`;
}

function copyTitle({ version, area, isWhole, isGood }: Copy): string {
  const worth = isGood ? 'good' : isWhole ? 'older than what the host was told' : 'half';
  return `version ${version}, ${area}, ${worth}`;
}

/** A bar, with its text where it begins and again below every head that it passes. */
function column(
  layout: Layout,
  x: number,
  { from, until }: { readonly from: number; readonly until?: number },
  style: string,
  lines: readonly string[],
  title: string,
): string {
  const [top, bottom] = [heightOf(layout, from), heightOf(layout, until)];
  const passed = layout.heads.map((head) => head.top + HEAD - 4).filter((y) => y > top && y + 20 < bottom);
  return el(
    'g',
    {},
    el('title', {}, escaped(title)),
    el('rect', { x: x - BAR / 2, y: top, width: BAR, height: bottom - top, class: style }),
    ...[top, ...passed].flatMap((y) => texts(x, y, bottom, lines)),
  );
}

/** As many lines as there is room for. */
function texts(x: number, top: number, bottom: number, lines: readonly string[]): string[] {
  return lines
    .map((text, i) => ({ text, y: top + 15 + i * 13 }))
    .filter(({ y }, i) => i === 0 || y + 4 < bottom)
    .map(({ text, y }) => label(x, y, text, 'small', 'middle'));
}

/** A step's bars begin and end at the line of its row. */
function heightOf(layout: Layout, step: number | undefined): number {
  if (step === undefined) return layout.bottom;
  return step === 0 ? layout.top : layout.rows[step - 1]!.y;
}
