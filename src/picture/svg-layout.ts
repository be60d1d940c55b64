import { widthOf, wrapped } from './svg-element.ts';
import {
  type BlockHistory,
  groups,
  type Lane,
  type LaneSpan,
  type Mark,
  type Picture,
  type PictureEvent,
} from './types.ts';

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
  readonly placeX: ReadonlyMap<string, number>;
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
  readonly mark: Mark;
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
export const BAR = 46;
const LANE = 64;
const GROUP_GAP = 10;
const COLUMN = 54;
const STRIP_GAP = 26;
const SLOT = 27;
const BASELINE = 19;
const TAIL = 34;
const ROWS_PER_HEAD = 24;

/** Lays a picture out below `top`. */
export function layoutOf(picture: Picture, top: number): Layout {
  const end = LABEL + Math.max(...picture.steps.map(({ label }) => widthOf(label, 12) * 1.08)) + 10;
  const laneX = lanePlaces(picture.lanes, end);
  const strips = stripPlaces(picture.blocks, Math.max(...laneX.values()) + LANE / 2);
  const width = (strips.at(-1)?.right ?? Math.max(...laneX.values()) + LANE / 2) + MARGIN;
  const rows: Row[] = [];
  const heads: Head[] = [];
  const banners: Banner[] = [];
  let y = top;
  for (const { step } of picture.steps) {
    if ((step - 1) % ROWS_PER_HEAD === 0) {
      heads.push({ top: y, step });
      y += HEAD;
    }
    const row = rowOf(picture, laneX, step, y);
    rows.push(row);
    y = row.bottom;
    for (const mark of picture.marks.filter((mark) => mark.step === step)) {
      const banner = bannerOf(mark, y, width - 2 * MARGIN - 16);
      banners.push(banner);
      y = banner.bottom + 3;
    }
  }
  return {
    width,
    height: y + TAIL,
    laneX,
    strips,
    rows,
    heads,
    banners,
    top: top + HEAD,
    bottom: y + TAIL,
  };
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
    const places = [...new Set(history.bars.map(({ place }) => place))];
    const toldX = left + COLUMN / 2;
    const placeX = new Map(places.map((place, i) => [place, toldX + (i + 1) * COLUMN]));
    const strip = { history, left, right: toldX + (places.length + 0.5) * COLUMN, toldX, placeX };
    left = strip.right + STRIP_GAP;
    return strip;
  });
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
  const half = widthOf('lane' in what ? what.says : what.text, SMALL) / 2 + 5;
  const middle = (left + right) / 2;
  return [Math.min(left, middle - half), Math.max(right, middle + half)];
}

function bannerOf(mark: Mark, top: number, width: number): Banner {
  const title =
    mark.kind === 'verdict' && mark.isWorse
      ? mark.title.replace(mark.verdict, mark.verdict.toUpperCase())
      : mark.title;
  const lines = wrapped(mark.text, width, 12);
  const isShort = lines.length === 1 && widthOf(`${title}: ${mark.text}`, 12) * 1.08 <= width;
  const height = (isShort ? 1 : 1 + lines.length) * BANNER_LINE + 8;
  return isShort
    ? { mark, top, bottom: top + height, title: `${title}: ${mark.text}`, lines: [] }
    : { mark, top, bottom: top + height, title, lines };
}
