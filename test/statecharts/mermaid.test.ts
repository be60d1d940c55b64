import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type ChartName, charts } from '../../spec/charts/index.ts';
import { chartNamed, edgesIn, leavesIn } from '../../src/statecharts/chart.ts';
import { Tally } from '../../src/statecharts/coverage.ts';
import { toMermaid } from '../../src/statecharts/mermaid.ts';
import { launch, needsBrowser } from '../support/browser.ts';

/*
 * Mermaid in a browser, as a reader of the documents has it: what its grammar accepts, its layout may still refuse.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const library = join(root, 'node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js');
const inBrowser = needsBrowser(test);

let browser: Browser | undefined;
let blank: Page | undefined;

test.after(() => browser?.close());

async function pageWithMermaid(): Promise<Page> {
  if (blank !== undefined) return blank;
  browser = await launch();
  blank = await browser.newPage();
  await blank.goto('about:blank');
  await blank.addScriptTag({ path: library });
  return blank;
}

/** The words of the picture that Mermaid makes of a text, or what it complains of. */
const DRAW = `async (text) => {
  mermaid.initialize({ startOnLoad: false });
  try {
    const { svg } = await mermaid.render('picture', text);
    return new DOMParser().parseFromString(svg, 'text/html').body.textContent;
  } catch (error) {
    return 'refused: ' + error;
  }
}`;

async function drawn(text: string): Promise<string> {
  const page = await pageWithMermaid();
  return page.evaluate<string>(`(${DRAW})(${JSON.stringify(text)})`);
}

inBrowser('Mermaid draws every chart, with counts and without', async () => {
  assert.match(await drawn('stateDiagram-v2\n  a -->'), /^refused: /);
  for (const chart of (Object.keys(charts) as ChartName[]).map(chartNamed)) {
    for (const version of [chart, new Tally().onto(chart, 'How often: nothing')]) {
      const words = await drawn(toMermaid(version));
      for (const region of chart.regions) {
        for (const name of leavesIn(region))
          assert.ok(words.includes(name), `${chart.name}: ${name}: ${words}`);
        for (const { event } of edgesIn(region)) assert.ok(words.includes(event), `${chart.name}: ${event}`);
      }
    }
  }
});

inBrowser('Mermaid draws a schedule with a takeover, a fault and a loss', async () => {
  for (const name of ['R3_highest-links-the-wrong-version', 'B8_indicator-guides-the-takeover']) {
    const schedule = join(root, 'test/scenarios', `${name}.schedule`);
    const command = [
      '--import',
      'tsx',
      join(root, 'src/cli/main.ts'),
      'trace',
      schedule,
      '--format',
      'mermaid',
    ];
    const { stdout } = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' });
    const words = await drawn(stdout);
    for (const lane of ['host', 'K1', 'C1', 'K2', 'C2']) assert.ok(words.includes(lane), `${name}: ${words}`);
  }
});

test.run();
