import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createContext, runInContext } from 'node:vm';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { labelOf } from '../../src/schedule/label.ts';
import { mermaidOf } from '../../src/timeline/mermaid.ts';
import { selfFedLoss } from '../support/self-fed-loss.ts';
import { drawnOf, pictures } from './drawn.ts';

/* What Mermaid makes of a picture. */

/** Mermaid itself, whose parser asks its surroundings for very little. */
const mermaid = loadMermaid();

for (const [name, drawn] of pictures) {
  test(`${name}: every step appears in a diagram that Mermaid accepts`, async () => {
    const { text } = drawn;
    await mermaid.parse(text);
    drawn.trace.steps.forEach(({ action }, i) => {
      const line = `: ${i + 1}. ${labelOf(drawn.model, action)}: `;
      assert.is(text.split(line).length, 2, line);
    });
  });
}

test('in a Mermaid diagram each message goes from the lane that sends to the one that gets', () => {
  for (const [name, { picture, text }] of pictures) {
    const messages = text
      .split('\n')
      .flatMap((line) => /^ {2}(\w+)(-->>|->>|-\)|--\))(\w+): /.exec(line)?.[0] ?? []);
    const expected = picture.events
      .filter(({ from, to }) => from !== to)
      .flatMap(({ kind, from, via, to }) => {
        const arrow =
          { request: '->>', answer: '-->>', data: '->>', begin: '-)', done: '-->>' }[kind as 'data'] ?? '--)';
        const stops = via === undefined ? [from, to] : [from, via, to];
        return stops.slice(1).map((stop, i) => `  ${stops[i]}${arrow}${stop}: `);
      });
    assert.equal(messages, expected, name);
  }
});

test('a Mermaid diagram strikes each lane that loses content or dies, and says who holds what then', () => {
  const { text } = drawnOf('design self-fed', selfFedLoss);
  const [, last] = text.split('11. PowerOff P1');
  for (const struck of ['P1-xC1: loses b1 v1', 'P1-xF1: loses b1 v1', 'P1-xK1: down'])
    assert.ok(last!.includes(struck), struck);
  assert.match(last!, 'b1 on D1 (told v1): D1 v0');
  assert.not.match(text, /participant D2/, 'nothing happens there');
});

test('a semicolon or a hash in what is told does not end a statement of Mermaid', async () => {
  const { picture } = pictures.get('R3_highest-links-the-wrong-version')!;
  const annotations = picture.annotations.map((mark) => ({ ...mark, text: 'one; two #three; end' }));
  await mermaid.parse(mermaidOf({ ...picture, annotations }));
});

test.run();

function loadMermaid(): { parse(text: string): Promise<unknown> } {
  const file = createRequire(import.meta.url).resolve('@mermaid-js/tiny/dist/mermaid.tiny.js');
  const page = {
    document: { nodeType: 9, createElement: () => ({}) },
    Element: class {},
    CSS: { supports: (_: string, colour: string) => colour === 'transparent' },
    addEventListener: () => {},
    structuredClone,
    setTimeout,
    console,
    URL,
  };
  const surroundings = createContext({ ...page, window: page });
  runInContext(readFileSync(file, 'utf8'), surroundings);
  return surroundings['mermaid'];
}
