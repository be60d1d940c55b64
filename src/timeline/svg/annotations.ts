import { escapedXml } from '../../statecharts/text.ts';
import type { Annotation } from '../types.ts';
import { el, label, line, widthOf } from './element.ts';
import { BANNER_LINE, type Banner, LABEL, type Layout, MARGIN, SMALL } from './layout.ts';

/** What goes across the picture: harm to a block, violated properties, epochs. */
export function banners(layout: Layout): string {
  return layout.banners.map((banner) => bannerOf(layout, banner)).join('');
}

function bannerOf(layout: Layout, banner: Banner): string {
  return banner.annotation.kind === 'epoch' ? epochLine(layout, banner) : harmBanner(layout, banner);
}

/** The row above says who fences whom; what it opens is a line through all lanes. */
function epochLine({ width }: Layout, { top, bottom, annotation, title }: Banner): string {
  const y = (top + bottom) / 2;
  return el(
    'g',
    { class: 'mark', 'data-mark': annotation.kind, 'data-step': annotation.step },
    el('title', {}, escapedXml(`${annotation.title}: ${annotation.text}`)),
    label(LABEL, y + 4, title, 'small epoch'),
    line(LABEL + widthOf(title, SMALL) + 8, y, width - MARGIN, y, 'epoch'),
  );
}

function harmBanner({ width }: Layout, { top, bottom, annotation, title, lines }: Banner): string {
  const isHarm = annotation.kind === 'verdict' && annotation.isWorse;
  return el(
    'g',
    { class: 'mark', 'data-mark': annotation.kind, 'data-step': annotation.step },
    el('title', {}, escapedXml(`${annotation.title}: ${annotation.text}`)),
    el('rect', {
      x: MARGIN,
      y: top,
      width: width - 2 * MARGIN,
      height: bottom - top,
      class: `banner ${styleOf(annotation)}`,
    }),
    label(MARGIN + 8, top + BANNER_LINE, title, isHarm ? 'strong harm' : 'strong'),
    ...lines.map((text, i) => label(MARGIN + 8, top + (i + 2) * BANNER_LINE, text, '')),
  );
}

function styleOf(annotation: Annotation): string {
  if (annotation.kind !== 'verdict') return annotation.kind;
  return annotation.isWorse ? 'harm' : 'better';
}
