import { escapedXml } from '../../statecharts/text.ts';
import { summaryOf, titleOf } from '../title.ts';
import type { Picture } from '../types.ts';
import { banners } from './annotations.ts';
import { strips } from './copies.ts';
import { el, label, wrapped } from './element.ts';
import { rows } from './events.ts';
import { heads, lifeLines } from './lanes.ts';
import { type Layout, layoutOf, MARGIN } from './layout.ts';
import { legend } from './legend.ts';
import { STYLE } from './style.ts';

const TITLE = 26;
const LINE = 18;

/** The picture as an SVG document that needs nothing beside it: no script, no font, no other file. */
export function svgOf(picture: Picture): string {
  const { width } = layoutOf(picture, 0);
  const summary = summaryOf(picture).flatMap((text) => wrapped(text, width - 2 * MARGIN, 12));
  const layout = layoutOf(picture, MARGIN + TITLE + summary.length * LINE + 6);
  const key = legend(layout.height + 8, width);
  const height = layout.height + key.height + 8 + MARGIN;
  const document = el(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`,
      width: Math.ceil(width),
      height: Math.ceil(height),
      role: 'img',
      'aria-labelledby': 'title desc',
    },
    el('title', { id: 'title' }, escapedXml(titleOf(picture))),
    el('desc', { id: 'desc' }, escapedXml(descriptionOf(picture))),
    el('style', {}, STYLE),
    el('rect', { width: '100%', height: '100%', class: 'ground' }),
    label(MARGIN, MARGIN + 16, titleOf(picture), 'title'),
    ...summary.map((text, i) => label(MARGIN, MARGIN + TITLE + 14 + i * LINE, text, '')),
    stripes(layout),
    lifeLines(picture, layout),
    strips(layout),
    rows(picture, layout),
    heads(picture, layout),
    banners(layout),
    key.svg,
  );
  return `${document.replaceAll('><g', '>\n<g')}\n`;
}

/** What a reader is told who does not see the picture. */
function descriptionOf(picture: Picture): string {
  const steps = picture.steps.flatMap(({ step, says }) => {
    const annotations = picture.annotations.filter((annotation) => annotation.step === step);
    return [`${step}. ${says}.`, ...annotations.map(({ title, text }) => `${title}: ${text}.`)];
  });
  return [...summaryOf(picture), 'Time goes down, a row for each step.', ...steps].join(' ');
}

/** Every other row on a darker ground, so that the eye finds from a step to its copies. */
function stripes({ rows, width }: Layout): string {
  return rows
    .filter(({ step }) => step % 2 === 0)
    .map(({ top, bottom }) => el('rect', { x: 0, y: top, width, height: bottom - top, class: 'stripe' }))
    .join('');
}
