import type { Arrow } from '../../words/drawing.ts';
import { el, label, line, widthOf } from './element.ts';
import { bolt, box, cross, tip } from './events.ts';
import { MARGIN } from './layout.ts';

const SAMPLE = 40;
const LINE = 24;

const samples: readonly { readonly text: string; readonly draw: (x: number, y: number) => string }[] = [
  { text: 'request', draw: arrow('request') },
  { text: 'answer', draw: arrow('answer') },
  { text: 'content moves', draw: arrow('data') },
  { text: 'device write sets out', draw: arrow('begin') },
  { text: 'device write done', draw: arrow('done') },
  { text: 'control message', draw: arrow('control') },
  { text: 'by itself', draw: (x, y) => box(x + SAMPLE / 2, y + 4, '  ') },
  { text: 'fault', draw: (x, y) => bolt(x + SAMPLE / 2, y) },
  { text: 'dies, or loses content', draw: (x, y) => cross(x + SAMPLE / 2, y) },
  { text: 'hangs, fenced, cut off', draw: (x, y) => line(x, y, x + SAMPLE, y, 'lane impaired') },
  { text: 'dead', draw: (x, y) => line(x, y, x + SAMPLE, y, 'lane dead') },
  { text: 'good copy: whole, and as new as what the host was told', draw: bar('bar good') },
  { text: 'older copy', draw: bar('bar') },
  { text: 'half a copy', draw: bar('bar half') },
  { text: 'sent to the device', draw: bar('bar sent') },
];

/** What lines, signs and bars mean, and how high that stands. */
export function legend(top: number, width: number): { readonly svg: string; readonly height: number } {
  let [x, y] = [MARGIN, top + LINE / 2];
  const parts: string[] = [];
  for (const { text, draw } of samples) {
    const needed = SAMPLE + 8 + widthOf(text, 12) + 14;
    if (x + needed > width - MARGIN && x > MARGIN) [x, y] = [MARGIN, y + LINE];
    parts.push(draw(x, y), label(x + SAMPLE + 8, y + 4, text, 'faint'));
    x += needed;
  }
  return { svg: el('g', { class: 'legend' }, ...parts), height: y + LINE / 2 - top };
}

function arrow(kind: Arrow): (x: number, y: number) => string {
  return (x, y) => line(x, y, x + SAMPLE - 7, y, kind) + tip(x + SAMPLE, y, 1, kind);
}

function bar(style: string): (x: number, y: number) => string {
  return (x, y) => el('rect', { x, y: y - 7, width: SAMPLE, height: 14, class: style });
}
