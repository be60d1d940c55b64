import type { Element } from '@xmldom/xmldom';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { widthOf } from '../../src/timeline/svg/element.ts';
import { STYLE } from '../../src/timeline/svg/style.ts';
import type { Bar, BlockHistory } from '../../src/timeline/types.ts';
import { selfFedLoss } from '../support/self-fed-loss.ts';
import { type Drawn, drawnOf, pictures, textsIn, withClass } from './drawn.ts';

/* Where the SVG draws what the picture holds: each thing at its lane, its step, and the right way round. */

const TIP = 7;

for (const [name, drawn] of pictures) {
  const { picture, svg } = drawn;
  const laneX = lanePlaces(drawn);
  const rows = withClass(svg, 'step');
  const rowY = (step: number) => Number(attributeOf(textsOf(rows[step - 1]!)[0]!, 'y')) - 4;
  const heightOf = (step: number | undefined) =>
    step === undefined ? bottomOf(drawn) : step === 0 ? topOf(drawn) : rowY(step);
  const heightAfter = (step: number) => heightOf(step < rows.length ? step + 1 : undefined);

  test(`${name}: an arrow begins at the lane that sends, and points at the lane that gets`, () => {
    rows.forEach((row, i) => {
      const sent = picture.events.filter(({ step, from, to }) => step === i + 1 && from !== to);
      const drawnArrows = pathsOf(row, (style) => style.startsWith('tip ')).map((tip) => {
        const [[x, y], [base]] = pointsOf(tip) as [number[], number[]];
        const [, style, open = ''] = attributeOf(tip, 'class').split(' ');
        const shaft = pathsOf(row, (other) => other === style).map(pointsOf);
        const [start] = shaft.find(([, end]) => end![1] === y && Math.round(Math.abs(x! - end![0]!)) <= TIP)!;
        return [style, open, start![0], x, Math.sign(x! - base!)].join(' ');
      });
      const expected = sent.map(({ kind, from, to }) => {
        const [x1, x2] = [laneX.get(from)!, laneX.get(to)!];
        return [kind, kind === 'begin' ? 'open' : '', x1, x2, Math.sign(x2 - x1)].join(' ');
      });
      assert.equal(drawnArrows.sort(), expected.sort(), `step ${i + 1}`);
      for (const { via } of sent) {
        const dots = [...row.getElementsByTagName('circle')].map((dot) => Number(attributeOf(dot, 'cx')));
        if (via !== undefined) assert.ok(dots.includes(laneX.get(via)!), `step ${i + 1}: via ${via}`);
      }
    });
  });

  test(`${name}: what happens at a lane stands there, with a bolt for a fault and a cross for a loss`, () => {
    rows.forEach((row, i) => {
      const here = picture.events.filter(({ step, from, to }) => step === i + 1 && from === to);
      const texts = textsOf(row).map((text) => `${text.textContent} at ${attributeOf(text, 'x')}`);
      for (const { from, text } of here) assert.ok(texts.includes(`${text} at ${laneX.get(from)}`), text);
      const bolts = pathsOf(row, (style) => style === 'bolt').map((path) => pointsOf(path)[0]![0]! - 2);
      const struck = here.filter(({ kind }) => kind === 'fault').map(({ from }) => laneX.get(from)!);
      assert.equal(bolts, struck);
      const dying = picture.spans.filter(
        ({ lane, from, life }) =>
          from === i + 1 && life === 'dead' && !here.some((event) => event.from === lane),
      );
      const losing = here.filter(({ kind }) => kind === 'loss');
      const gone = [...losing.map(({ from }) => from), ...dying.map(({ lane }) => lane)];
      assert.equal(crossesIn(row), gone.map((lane) => laneX.get(lane)!).sort(byNumber), `step ${i + 1}`);
    });
  });

  test(`${name}: each life line goes on as the part fares, and changes in the row where it does`, () => {
    const lines = pathsOf(svg.documentElement!, (style) => style.startsWith('lane '))
      .filter(({ parentNode }) => parentNode === svg.documentElement)
      .map((line) => ({ style: attributeOf(line, 'class'), points: pointsOf(line) }));
    for (const { id } of picture.lanes) {
      const spans = picture.spans.filter(({ lane }) => lane === id);
      const own = lines.filter(({ points }) => points[0]![0] === laneX.get(id));
      assert.equal(
        own.map(({ style }) => style),
        spans.map(({ life }) => `lane ${life}`),
      );
      const ends = [...own.slice(1).map(({ points }) => points[0]![1]!), bottomOf(drawn)];
      own.forEach(({ points: [[, top], [, bottom]] }, i) => {
        const { from } = spans[i]!;
        assert.is(bottom, ends[i]);
        assert.ok(from === 0 ? top === topOf(drawn) : top! >= rowY(from) && top! < heightAfter(from));
      });
    }
  });

  test(`${name}: below each name a head says what is the matter with the part by then`, () => {
    for (const head of withClass(svg, 'head')) {
      const top = Number(attributeOf(head.getElementsByTagName('rect')[0]!, 'y'));
      const before = rows.filter((_, i) => rowY(i + 1) < top).length;
      const found = textsOf(head).filter((text) => attributeOf(text, 'class') === 'small faint');
      const expected = picture.lanes.flatMap(({ id }) => {
        const { life, says } = picture.spans.findLast(({ lane, from }) => lane === id && from <= before)!;
        return life === 'works' ? [] : [`${says} at ${laneX.get(id)}`];
      });
      assert.equal(
        found.map((text) => `${text.textContent} at ${attributeOf(text, 'x')}`),
        expected,
      );
    }
  });

  test(`${name}: each copy is a bar at its place, from the step that made it to the one that ended it`, () => {
    for (const history of picture.blocks) {
      const strip = stripOf(drawn, history);
      const bars = barsOf(strip).filter(({ title }) => !title.startsWith('the host'));
      const expected = history.bars.map((bar) => [styleOf(bar), heightOf(bar.from), heightOf(bar.until)]);
      const found = bars.map(({ style, top, bottom }) => [style, top, bottom]);
      assert.equal(found.map(String).sort(), expected.map(String).sort());
      const lost = history.bars.filter(({ endsInLoss }) => endsInLoss).map(({ until }) => heightOf(until));
      const crosses = pathsOf(strip, (style) => style === 'cross').map((path) => pointsOf(path));
      assert.equal(
        crosses.map(([[, a], [, b]]) => (a! + b!) / 2).sort(byNumber),
        [...lost, ...lost].sort(byNumber),
      );
      for (const [place, x] of placesIn(drawn, history)) {
        const columns = bars.filter(({ title }) => title.startsWith(`${place}:`)).map(({ middle }) => middle);
        const middle = (Math.min(...columns) + Math.max(...columns)) / 2;
        assert.ok(Math.abs(middle - x) < 1e-6, place);
      }
    }
  });

  test(`${name}: what the host was told stands beside the copies, red where it does not hold`, () => {
    for (const history of picture.blocks) {
      const told = barsOf(stripOf(drawn, history)).filter(({ title }) => title.startsWith('the host'));
      for (const { step, told: version, verdict } of history.moments) {
        const run = told.find(({ top, bottom }) => top <= heightOf(step) && bottom >= heightAfter(step))!;
        assert.match(run.title, new RegExp(`version ${version} is safe: ${verdict}$`));
        assert.is(run.style, verdict === 'safe' ? 'bar told' : 'bar harm');
      }
    }
  });

  test(`${name}: a mark goes across the picture right below the step that it is about`, () => {
    for (const mark of withClass(svg, 'mark')) {
      const step = Number(attributeOf(mark, 'data-step'));
      const y = Number(attributeOf(textsOf(mark)[0]!, 'y'));
      assert.ok(y > rowY(step), `step ${step}`);
      if (step < rows.length) assert.ok(y < rowY(step + 1), `step ${step}`);
    }
    for (const { kind, title, text, step } of picture.annotations) {
      const own = withClass(svg, 'mark').filter(
        (mark) => attributeOf(mark, 'data-step') === String(step) && attributeOf(mark, 'data-mark') === kind,
      );
      const texts = own.map((mark) => textsIn(mark).join(' '));
      const isTold = (drawn: string) =>
        drawn.toLowerCase().startsWith(title.toLowerCase()) && (kind === 'epoch' || drawn.includes(text));
      assert.ok(texts.some(isTold), `${title}: ${text}`);
    }
    for (const mark of picture.annotations.filter((mark) => mark.kind === 'verdict')) {
      const own = withClass(svg, 'mark').filter(
        (other) =>
          attributeOf(other, 'data-mark') === 'verdict' &&
          attributeOf(other, 'data-step') === String(mark.step),
      );
      const styles = own.map((other) => attributeOf(other.getElementsByTagName('rect')[0]!, 'class'));
      assert.ok(styles.includes(mark.isWorse ? 'banner harm' : 'banner better'));
    }
  });

  test(`${name}: the line of an epoch begins behind its name`, () => {
    for (const mark of withClass(svg, 'mark')) {
      if (attributeOf(mark, 'data-mark') !== 'epoch') continue;
      const [[from]] = pointsOf(mark.getElementsByTagName('path')[0]!) as [[number, number]];
      assert.ok(boxOf(textsOf(mark)[0]!).right < from, textsIn(mark).join());
    }
  });

  test(`${name}: no text covers another`, () => {
    for (const text of textsOf(svg.documentElement!)) {
      const { content, size, isBold } = fontOf(text);
      const estimate = widthOf(content, size, isBold ? 'bold' : 'plain');
      assert.ok(estimate >= 0.98 * widthInDejaVu(text), `"${content}" is thought too narrow`);
    }
    const boxes = textsOf(svg.documentElement!)
      .map(boxOf)
      .sort((a, b) => a.top - b.top);
    boxes.forEach((box, i) => {
      for (const other of boxes.slice(i + 1)) {
        if (other.top >= box.bottom) break;
        assert.ok(box.right <= other.left || other.right <= box.left, `"${box.text}" and "${other.text}"`);
      }
    });
  });
}

test('the counterexample of self-fed: the fault is red and reaches what it takes, the copies are named', () => {
  const drawn = drawnOf('design self-fed', selfFedLoss);
  const laneX = lanePlaces(drawn);
  const rows = withClass(drawn.svg, 'step');
  const labels = rows.map((row) => textsOf(row)[1]!);
  const red = labels.filter((label) => attributeOf(label, 'class').includes('harm'));
  assert.equal(
    red.map(({ textContent }) => textContent),
    ['PowerOff P1'],
  );
  const [reach, ...others] = rows.flatMap((row) => pathsOf(row, (style) => style === 'reach'));
  assert.is(others.length, 0);
  assert.equal(
    pointsOf(reach!).map(([x]) => x),
    [laneX.get('K1'), laneX.get('P1')],
  );
  const groups = withClass(drawn.svg, 'strip').flatMap((strip) => [...strip.getElementsByTagName('g')]);
  assert.equal(
    groups.map((group) => textsIn(group).join(' ')),
    [...['v0', 'v1', 'v1 lost'], ...['v1', 'v1 half', 'v1', 'v0', 'v0']],
  );
});

test('the legend shows each kind of line, sign and bar beside its name', () => {
  const { svg } = drawnOf('design self-fed', selfFedLoss);
  const samples = new Map<string, string>();
  let signs: string[] = [];
  for (const element of [...withClass(svg, 'legend')[0]!.getElementsByTagName('*')]) {
    if (attributeOf(element, 'class') !== 'faint') signs.push(attributeOf(element, 'class'));
    else {
      samples.set(element.textContent!, [...new Set(signs)].join(', '));
      signs = [];
    }
  }
  assert.equal(Object.fromEntries(samples), {
    request: 'request, tip request',
    answer: 'answer, tip answer',
    'content moves': 'data, tip data',
    'device write sets out': 'begin, tip begin open',
    'device write done': 'done, tip done',
    'control message': 'control, tip control',
    'by itself': 'box, small',
    fault: 'bolt',
    'dies, or loses content': 'cross',
    'hangs, fenced, cut off': 'lane impaired',
    dead: 'lane dead',
    'good copy: whole, and as new as what the host was told': 'bar good',
    'older copy': 'bar',
    'half a copy': 'bar half',
    'sent to the device': 'bar sent',
  });
});

test('whatever is drawn has a colour, light and dark, and what tells of harm has one of its own', () => {
  const elements = [...pictures.values()].flatMap(({ svg }) => [
    ...new Set(
      ['path', 'rect', 'circle', 'text'].flatMap((tag) =>
        [...svg.getElementsByTagName(tag)].map(
          (element) => `${tag}.${attributeOf(element, 'class').replaceAll(' ', '.')}`,
        ),
      ),
    ),
  ]);
  for (const scheme of schemes()) {
    const [plain, safe] = [coloursOf('text', scheme), coloursOf('rect.bar.good', scheme)];
    for (const element of new Set(elements)) {
      const colours = coloursOf(element, scheme);
      assert.ok(colours.length > 0, element);
      if (!/harm|cross|bolt|reach/.test(element)) continue;
      assert.not.ok(
        colours.some((colour) => plain.includes(colour) || safe.includes(colour)),
        element,
      );
    }
  }
});

test.run();

/** Where the first head names each lane. */
function lanePlaces({ picture, svg }: Drawn): Map<string, number> {
  const texts = textsOf(withClass(svg, 'head')[0]!);
  return new Map(
    picture.lanes.map(({ id, name }) => {
      const head = texts.find(
        (text) => text.textContent === name && attributeOf(text, 'class') === 'strong',
      )!;
      return [id, Number(attributeOf(head, 'x'))];
    }),
  );
}

/** Where the first head names each place of a strip. */
function placesIn({ svg, picture }: Drawn, { block }: BlockHistory): [string, number][] {
  const small = textsOf(withClass(svg, 'head')[0]!).filter((text) => attributeOf(text, 'class') === 'small');
  const starts = small.flatMap(({ textContent }, i) => (textContent === 'told' ? [i] : []));
  const index = picture.blocks.findIndex((history) => history.block === block);
  const places = small.slice(starts[index]! + 1, starts[index + 1]);
  return places.map((text) => [text.textContent!, Number(attributeOf(text, 'x'))]);
}

function stripOf({ svg }: Drawn, { block }: BlockHistory): Element {
  return withClass(svg, 'strip').find((strip) => attributeOf(strip, 'data-block') === String(block + 1))!;
}

interface DrawnBar {
  readonly title: string;
  readonly style: string;
  readonly top: number;
  readonly bottom: number;
  readonly middle: number;
}

function barsOf(strip: Element): DrawnBar[] {
  return [...strip.getElementsByTagName('g')].map((group) => {
    const rect = group.getElementsByTagName('rect')[0]!;
    const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((key) => Number(attributeOf(rect, key)));
    return {
      title: group.getElementsByTagName('title')[0]!.textContent!,
      style: attributeOf(rect, 'class'),
      top: y!,
      bottom: rounded(y! + height!),
      middle: rounded(x! + width! / 2),
    };
  });
}

function styleOf({ copy: { area, isGood, isWhole } }: Bar): string {
  if (area === 'sent') return 'bar sent';
  if (isGood) return 'bar good';
  return isWhole ? 'bar' : 'bar half';
}

/** Where life lines begin: below the first head. */
function topOf({ svg }: Drawn): number {
  const head = withClass(svg, 'head')[0]!.getElementsByTagName('rect')[0]!;
  return Number(attributeOf(head, 'y')) + Number(attributeOf(head, 'height')) + 4;
}

/** Where life lines end: the lowest point of any. */
function bottomOf({ svg }: Drawn): number {
  const lines = [...svg.getElementsByTagName('path')].filter(
    ({ parentNode }) => parentNode === svg.documentElement,
  );
  return Math.max(...lines.map((line) => pointsOf(line)[1]![1]!));
}

function crossesIn(row: Element): number[] {
  const strokes = pathsOf(row, (style) => style === 'cross').map(pointsOf);
  const middles = strokes.map(([[a], [b]]) => (a! + b!) / 2).sort(byNumber);
  return middles.filter((_, i) => i % 2 === 0);
}

function pathsOf(within: Element, isStyle: (style: string) => boolean): Element[] {
  return [...within.getElementsByTagName('path')].filter((path) => isStyle(attributeOf(path, 'class')));
}

function pointsOf(path: Element): number[][] {
  return attributeOf(path, 'd')
    .replace(/^M|Z$/g, '')
    .split('L')
    .map((point) => point.split(' ').map(Number));
}

function textsOf(within: Element): Element[] {
  return [...within.getElementsByTagName('text')];
}

function attributeOf(element: Element, name: string): string {
  return element.getAttribute(name)!;
}

/** Widths in DejaVu Sans, the widest of the usual fonts, in hundredths of an em; other letters take 64. */
const WIDTHS: readonly [letters: string, width: number][] = [
  ["ijl'", 28],
  ['I .,:;|/', 34],
  ['frt()-', 40],
  ['csxz', 57],
  ['ABCDEFGHKLNOPQRSTUVXYZ', 75],
  ['mwMW', 97],
];

/** Letters without the strokes above and below the lines of most. */
const [ABOVE, BELOW] = [7, 1];

function boxOf(text: Element) {
  const [x, y] = [Number(attributeOf(text, 'x')), Number(attributeOf(text, 'y'))];
  const width = widthInDejaVu(text);
  const shift = { start: 0, middle: width / 2, end: width }[text.getAttribute('text-anchor') ?? 'start']!;
  const [left, top] = [x - shift, y - ABOVE];
  return { text: text.textContent!, left, right: left + width, top, bottom: y + BELOW };
}

function widthInDejaVu(text: Element): number {
  const { content, size, isBold } = fontOf(text);
  const ems = [...content].map((letter) => WIDTHS.find(([letters]) => letters.includes(letter))?.[1] ?? 64);
  return (ems.reduce((sum, em) => sum + em, 0) / 100) * size * (isBold ? 1.1 : 1);
}

function fontOf(text: Element) {
  const [style, content] = [attributeOf(text, 'class'), text.textContent!];
  const size = style.includes('title') ? 17 : /small|halo/.test(style) ? 11 : 12;
  return { content, size, isBold: /strong|title/.test(style) };
}

type Rule = readonly [selector: string, property: string, colour: string];

/** The rules of the style sheet that give a fill or a stroke its colour: light, and dark. */
function schemes(): Rule[][] {
  const halves = STYLE.split('@media (prefers-color-scheme: dark)');
  return halves.map((css) =>
    [...css.matchAll(/^([^{}@\n]+) \{ (.*) \}$/gm)].flatMap(([, selectors, declarations]) =>
      selectors!
        .split(', ')
        .flatMap((selector) =>
          [...declarations!.matchAll(/(fill|stroke): (#\w+|none)/g)].map(
            ([, property, colour]): Rule => [selector, property!, colour!],
          ),
        ),
    ),
  );
}

/** The colours of an element such as `text.strong.harm`: what the last rules that speak of it say. */
function coloursOf(element: string, rules: readonly Rule[]): string[] {
  const has = new Set(element.split('.'));
  const last = new Map<string, string>();
  for (const [selector, property, colour] of rules) {
    const wanted = selector.split('.').filter((part) => part !== '');
    if (wanted.every((part) => has.has(part))) last.set(property, colour);
  }
  return [...last.values()].filter((colour) => colour !== 'none');
}

function byNumber(a: number, b: number): number {
  return a - b;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
