import { escapedXml } from '../../statecharts/text.ts';
import type { Bar, Moment } from '../types.ts';
import { el, label } from './element.ts';
import { cross } from './events.ts';
import { BAR, HEAD, type Layout, type Strip } from './layout.ts';

/** For each block who holds which version, and what the host was told, beside the steps. */
export function strips(layout: Layout): string {
  return layout.strips.map((strip) => stripOf(layout, strip)).join('');
}

function stripOf(layout: Layout, { history, left, toldX, bars }: Strip): string {
  const told = runsOf(history.moments);
  return el(
    'g',
    { class: 'strip', 'data-block': history.block + 1 },
    ...layout.rows.map(({ step, y }) => label(left, y + 4, String(step), 'small faint', 'end')),
    ...told.map((run) => column(layout, toldX, run, toldStyle(run), toldLines(run), toldTitle(run))),
    ...bars.map((bar) => column(layout, bar.x, bar, barStyle(bar), barLines(bar), barTitle(bar))),
    ...bars.filter(({ endsInLoss }) => endsInLoss).map(({ x, until }) => cross(x, heightOf(layout, until))),
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

function barStyle({ copy }: Bar): string {
  if (copy.area === 'sent') return 'bar sent';
  if (copy.isGood) return 'bar good';
  return copy.isWhole ? 'bar' : 'bar half';
}

function barLines({ copy: { version, isWhole, area } }: Bar): string[] {
  if (area === 'sent') return [`v${version} sent`];
  const name = `v${version}${isWhole ? '' : ' half'}`;
  return area === 'mirror' ? [name, 'mirror'] : [name];
}

function barTitle({ copy: { place, version, area, isWhole, isGood } }: Bar): string {
  const worth = isGood ? 'good' : isWhole ? 'older than what the host was told' : 'half';
  return `${place}: version ${version}, ${area}, ${worth}`;
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
  const passed = layout.heads.map((head) => head.top + HEAD - 4).filter((y) => y > top);
  return el(
    'g',
    {},
    el('title', {}, escapedXml(title)),
    el('rect', { x: x - BAR / 2, y: top, width: BAR, height: bottom - top, class: style }),
    ...[...new Set([top, ...passed].map((y) => clearOf(layout, y)))].flatMap((y) =>
      texts(x, y, bottom, lines),
    ),
  );
}

/**
 * As many lines as there is room for; the first one even where there is not, unless the bar is over by then.
 */
function texts(x: number, top: number, bottom: number, lines: readonly string[]): string[] {
  return lines
    .map((text, i) => ({ text, y: top + 15 + i * 13 }))
    .filter(({ y }, i) => y + (i === 0 ? 0 : 4) < bottom)
    .map(({ text, y }) => label(x, y, text, 'small', 'middle'));
}

/** Below the banners and heads that would cover a text that begins here. */
function clearOf({ banners, heads }: Layout, top: number): number {
  const covers = [
    ...banners.filter(({ annotation }) => annotation.kind !== 'epoch'),
    ...heads.map((head) => ({ top: head.top, bottom: head.top + HEAD - 4 })),
  ].sort((a, b) => a.top - b.top);
  let clear = top;
  for (const cover of covers) {
    if (cover.top < clear + 20 && cover.bottom > clear) clear = cover.bottom;
  }
  return clear;
}

/** A step's bars begin and end at the line of its row. */
function heightOf(layout: Layout, step: number | undefined): number {
  if (step === undefined) return layout.bottom;
  return step === 0 ? layout.top : layout.rows[step - 1]!.y;
}
