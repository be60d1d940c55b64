import { escapedXml } from '../../statecharts/text.ts';

/**
 * An element of an SVG document, as text. Numbers are rounded, so that the same picture gives the same bytes.
 */
export function el(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  ...children: readonly string[]
): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined
      ? []
      : [` ${key}="${typeof value === 'number' ? rounded(value) : escapedXml(value)}"`],
  );
  const open = `<${name}${written.join('')}`;
  return children.length === 0 ? `${open}/>` : `${open}>${children.join('')}</${name}>`;
}

/** A line of text; `at` is where its baseline begins, ends or has its middle. */
export function label(
  x: number,
  y: number,
  content: string,
  style: string,
  at: 'start' | 'middle' | 'end' = 'start',
): string {
  const anchor = at === 'start' ? undefined : at;
  return el('text', { x, y, class: style, 'text-anchor': anchor }, escapedXml(content));
}

/** A straight line. */
export function line(x1: number, y1: number, x2: number, y2: number, style: string): string {
  return el('path', { d: path([x1, y1], [x2, y2]), class: style });
}

/** Path data of a line through points. */
export function path(...points: readonly (readonly [number, number])[]): string {
  return `M${points.map(([x, y]) => `${rounded(x)} ${rounded(y)}`).join('L')}`;
}

/**
 * About how wide a text comes out in a sans-serif font, which nobody here can measure: rather too wide than
 * too narrow, so the figures are those of a wide one.
 */
export function widthOf(text: string, size: number, weight: 'plain' | 'bold' = 'plain'): number {
  const ems = [...text].reduce((sum, letter) => sum + emsOf(letter), 0);
  return ems * size * (weight === 'bold' ? BOLD : 1);
}

function emsOf(letter: string): number {
  if (/[fijlrtI.,:;'|/() -]/.test(letter)) return 0.4;
  if (/[mwMW]/.test(letter)) return 0.98;
  return /[A-Z]/.test(letter) ? 0.78 : 0.64;
}

/** How much wider a text is in bold. */
const BOLD = 1.12;

/** Breaks a text into lines of at most this width, at spaces. */
export function wrapped(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && widthOf(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}
