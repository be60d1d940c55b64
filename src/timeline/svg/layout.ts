import { headlineOf } from '../title.ts';
import {
  type Annotation,
  type Bar,
  type BlockHistory,
  groups,
  type Lane,
  type LaneSpan,
  type Picture,
  type PictureEvent,
} from '../types.ts';
import { widthOf, wrapped } from './element.ts';

/** Where everything of a picture goes. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly laneX: ReadonlyMap<string, number>;
  readonly strips: readonly Strip[];
  readonly rows: readonly Row[];
  /** Tops of the heads: one above all rows, and one every so many rows below it. */
  readonly heads: readonly Head[];
  readonly banners: readonly Banner[];
  /** Where the life lines begin and end. */
  readonly top: number;
  readonly bottom: number;
}

/** The columns of a block, to the right of the lanes. */
export interface Strip {
  readonly history: BlockHistory;
  readonly left: number;
  readonly right: number;
  readonly toldX: number;
  /** Middle of the columns of each place. */
  readonly placeX: ReadonlyMap<string, number>;
  readonly bars: readonly (Bar & { readonly x: number })[];
}

export interface Row {
  readonly step: number;
  readonly top: number;
  readonly bottom: number;
  /** Where copies change hands, and most things happen. */
  readonly y: number;
  readonly items: readonly Item[];
}

/** Something to draw in a row: an event, or a lane that fares differently from here on. */
export interface Item {
  readonly y: number;
  readonly left: number;
  readonly right: number;
  readonly what: PictureEvent | LaneSpan;
}

export interface Head {
  readonly top: number;
  /** The step that it stands before. */
  readonly step: number;
}

export interface Banner {
  readonly top: number;
  readonly bottom: number;
  readonly annotation: Annotation;
  readonly title: string;
  readonly lines: readonly string[];
}

export const MARGIN = 16;
/** Right edge of the numbers of the steps, and left edge of their labels. */
export const NUMBER = MARGIN + 22;
export const LABEL = NUMBER + 8;
export const SMALL = 11;
export const HEAD = 40;
export const BANNER_LINE = 17;
export const BAR = 50;
const LANE = 68;
const GROUP_GAP = 10;
const COLUMN = 56;
const STRIP_GAP = 30;
const SLOT = 27;
const BASELINE = 19;
const TAIL = 34;
const ROWS_PER_HEAD = 20;
const EPOCH = 18;

/** What is left free beside a text, or taken by the box around it. */
const AIR = 6;

/** Lays a picture out below `top`. */
export function layoutOf(picture: Picture, top: number): Layout {
  const labels = LABEL + Math.max(0, ...picture.steps.map(({ label }) => widthOf(label, 12, 'bold'))) + 10;
  const laneX = lanePlaces(picture.lanes, labels);
  const lanesEnd = Math.max(...laneX.values()) + LANE / 2;
  const strips = stripPlaces(picture.blocks, lanesEnd);
  const width = (strips.at(-1)?.right ?? lanesEnd) + MARGIN;
  const { y, ...flow } = flowOf(picture, laneX, width, top);
  return { width, height: y + TAIL, laneX, strips, ...flow, top: top + HEAD, bottom: y + TAIL };
}

/**
 * What stands below one another, and where it ends: each row, a head before some, and behind it what it
 * brought about.
 */
function flowOf(picture: Picture, laneX: ReadonlyMap<string, number>, width: number, top: number) {
  const rows: Row[] = [];
  const heads: Head[] = [{ top, step: 1 }];
  const banners: Banner[] = [];
  let y = top + HEAD;
  for (const { step } of picture.steps) {
    if (needsHead(step, picture.steps.length)) {
      heads.push({ top: y, step });
      y += HEAD;
    }
    const row = rowOf(picture, laneX, step, y);
    rows.push(row);
    y = row.bottom;
    for (const annotations of together(picture.annotations.filter((other) => other.step === step))) {
      const banner = bannerOf(annotations, y, width - 2 * MARGIN - 16);
      banners.push(banner);
      y = banner.bottom + (banner.annotation.kind === 'epoch' ? 0 : 3);
    }
  }
  return { rows, heads, banners, y };
}

function lanePlaces(lanes: readonly Lane[], from: number): Map<string, number> {
  const places = new Map<string, number>();
  lanes.forEach(({ id, group }, i) => {
    places.set(id, from + LANE / 2 + i * LANE + groups.indexOf(group) * GROUP_GAP);
  });
  return places;
}

function stripPlaces(blocks: readonly BlockHistory[], from: number): Strip[] {
  let left = from + STRIP_GAP;
  return blocks.map((history) => {
    const strip = stripOf(history, left);
    left = strip.right + STRIP_GAP;
    return strip;
  });
}

/** A place has as many columns as it holds copies at a time. */
function stripOf(history: BlockHistory, left: number): Strip {
  const placeX = new Map<string, number>();
  const bars: (Bar & { readonly x: number })[] = [];
  const toldX = left + COLUMN / 2;
  let next = toldX + COLUMN;
  for (const place of new Set(history.bars.map(({ copy }) => copy.place))) {
    const columns = columnsOf(history.bars.filter(({ copy }) => copy.place === place));
    columns.forEach((column, i) => {
      bars.push(...column.map((bar) => ({ ...bar, x: next + i * COLUMN })));
    });
    placeX.set(place, next + ((columns.length - 1) * COLUMN) / 2);
    next += columns.length * COLUMN;
  }
  return { history, left, right: next - COLUMN / 2, toldX, placeX, bars };
}

/** Bars of one place, so that none overlap in a column; a copy stays in its column. */
function columnsOf(bars: readonly Bar[]): Bar[][] {
  const columns: Bar[][] = [];
  for (const bar of bars.toSorted((a, b) => a.from - b.from)) {
    const free = columns.filter((column) => (column.at(-1)!.until ?? Number.POSITIVE_INFINITY) <= bar.from);
    const own = free.find((column) => {
      const { copy, until } = column.at(-1)!;
      return copy.version === bar.copy.version && until === bar.from;
    });
    const column = own ?? free[0];
    if (column === undefined) columns.push([bar]);
    else column.push(bar);
  }
  return columns;
}

/** Every so many rows, unless few follow. */
function needsHead(step: number, steps: number): boolean {
  return step > 1 && (step - 1) % ROWS_PER_HEAD === 0 && steps - step > ROWS_PER_HEAD / 3;
}

/** Things in a row that would overlap stand below one another. */
function rowOf(picture: Picture, laneX: ReadonlyMap<string, number>, step: number, top: number): Row {
  const events = picture.events.filter((event) => event.step === step);
  const isNews = ({ lane, from, says }: LaneSpan) =>
    from === step && says !== '' && !events.some((event) => event.from === event.to && event.from === lane);
  const slots: Item[][] = [];
  for (const what of [...events, ...picture.spans.filter(isNews)]) {
    const [left, right] = extentOf(what, laneX);
    let slot = slots.findIndex((items) => items.every((item) => item.right < left || item.left > right));
    if (slot < 0) slot = slots.push([]) - 1;
    slots[slot]!.push({ what, left, right, y: top + slot * SLOT + BASELINE });
  }
  const bottom = top + Math.max(1, slots.length) * SLOT;
  return { step, top, bottom, y: top + BASELINE, items: slots.flat() };
}

function extentOf(what: PictureEvent | LaneSpan, laneX: ReadonlyMap<string, number>): [number, number] {
  const [a, b] = 'lane' in what ? [what.lane, what.lane] : [what.from, what.to];
  const [left, right] = [Math.min(laneX.get(a)!, laneX.get(b)!), Math.max(laneX.get(a)!, laneX.get(b)!)];
  const half = AIR + ('lane' in what ? widthOf(what.says, SMALL) : eventWidth(what)) / 2;
  const middle = (left + right) / 2;
  return [Math.min(left, middle - half), Math.max(right, middle + half)];
}

function eventWidth({ kind, text }: PictureEvent): number {
  return widthOf(text, SMALL, kind === 'fault' || kind === 'loss' ? 'bold' : 'plain');
}

/** What befalls several blocks at once shares a banner. */
function together(annotations: readonly Annotation[]): Annotation[][] {
  const byTitle = new Map<string, Annotation[]>();
  for (const annotation of annotations) {
    const { title } = annotation;
    byTitle.set(title, [...(byTitle.get(title) ?? []), annotation]);
  }
  return [...byTitle.values()];
}

function bannerOf(annotations: readonly Annotation[], top: number, width: number): Banner {
  const annotation = annotations[0]!;
  const title = headlineOf(annotation);
  if (annotation.kind === 'epoch') return { annotation, top, bottom: top + EPOCH, title, lines: [] };
  const inOne = `${title}: ${annotation.text}`;
  if (annotations.length === 1 && widthOf(inOne, 12, 'bold') <= width) {
    return { annotation, top, bottom: top + BANNER_LINE + 8, title: inOne, lines: [] };
  }
  const lines = annotations.flatMap(({ text }) => wrapped(text, width, 12));
  return { annotation, top, bottom: top + (1 + lines.length) * BANNER_LINE + 8, title, lines };
}
