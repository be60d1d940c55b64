import type { LaneSpan, Picture } from '../types.ts';
import { el, label, line } from './element.ts';
import { HEAD, type Head, type Layout, type Strip } from './layout.ts';

/**
 * The life line of every lane: whole while the part works, dashed while it is impaired, dotted once it is
 * dead.
 */
export function lifeLines(picture: Picture, layout: Layout): string {
  return picture.spans
    .map((span) => {
      const x = layout.laneX.get(span.lane)!;
      const [from, until] = [heightOf(layout, span, span.from), heightOf(layout, span, span.until)];
      return line(x, from, x, until, `lane ${span.life}`);
    })
    .join('');
}

/** Where a span begins or ends: beside what happens to its lane in that step. */
function heightOf(layout: Layout, { lane }: LaneSpan, step: number | undefined): number {
  if (step === undefined) return layout.bottom;
  if (step === 0) return layout.top;
  const row = layout.rows[step - 1]!;
  const item = row.items.find(({ what }) =>
    'lane' in what ? what.lane === lane : what.from === lane && what.to === lane,
  );
  return item?.y ?? row.y;
}

/** The names above the lanes and strips, and below each name what is the matter with the part there. */
export function heads(picture: Picture, layout: Layout): string {
  return layout.heads.map((head) => headOf(picture, layout, head)).join('');
}

function headOf(picture: Picture, layout: Layout, { top, step }: Head): string {
  const right = layout.width;
  const lanes = picture.lanes.map(({ id, name }) => {
    const span = picture.spans.find(
      ({ lane, from, until }) => lane === id && from < step && step <= (until ?? step),
    )!;
    const x = layout.laneX.get(id)!;
    const condition = span.life === 'works' ? '' : label(x, top + 31, span.says, 'small faint', 'middle');
    return label(x, top + 16, name, 'strong', 'middle') + condition;
  });
  return el(
    'g',
    { class: 'head' },
    el('rect', { x: 0, y: top, width: right, height: HEAD - 4, class: 'stripe' }),
    ...lanes,
    ...layout.strips.map((strip) => stripHead(strip, top)),
  );
}

function stripHead({ history, left, right, toldX, placeX }: Strip, top: number): string {
  return [
    label((left + right) / 2, top + 14, `copies of ${history.name}`, 'strong', 'middle'),
    label(toldX, top + 30, 'told', 'small', 'middle'),
    ...[...placeX].map(([place, x]) => label(x, top + 30, place, 'small', 'middle')),
  ].join('');
}
