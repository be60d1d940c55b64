import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync, type Format } from 'esbuild';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { folder, oneUnit } from '../support/command.ts';
import { installed } from '../support/installed.ts';
import { root } from '../support/markdown.ts';

/* A project that uses the library: as it is installed, type-checked, and in bundles. */

const { project, manifest } = installed();
const away = join(folder, 'away');
mkdirSync(away);
writeFileSync(join(away, 'mine.json'), JSON.stringify(oneUnit));

/** Uses the library without its files, then asks for those. */
const PROGRAM = `
import {
  assess, charts, compileModel, conclusion, drive, faultedIn, graphPart, invariantsOf, labelOf, loadDesign, parseDesign,
  pictureOf, replay, replayFile, saveSchedule, shippedDesigns, survivesInWords, svgOf,
} from 'mirrorproof';

const said = {};
function attempt(what, ask) {
  try {
    said[what] = ask();
  } catch (error) {
    said[what] = error.name + ': ' + error.message;
  }
}

async function main() {
  const design = loadDesign('mine.json', 'tiny');
  const assessment = await drive(assess(design, { states: 100000, bytes: 2 ** 30 }));
  const { worst, model } = assessment;
  said.survives = survivesInWords(faultedIn(assessment));
  said.schedule = worst.schedule().map((action) => labelOf(model, action));
  saveSchedule('worst.schedule', { name: 'mine.json', model, schedule: worst.schedule() });
  said.conclusion = conclusion(replayFile('worst.schedule', 'tiny'));
  said.picture = svgOf(pictureOf(model, replay(model, worst.schedule(), invariantsOf(design)))).slice(0, 4);
  said.charts = Object.keys(charts);
  said.names = shippedDesigns();
  attempt('duplicate', () => parseDesign('{"name": 1, "name": 2}', 'twice.json', 'tiny'));
  attempt('mistyped', () => loadDesign('batery', 'tiny'));
  attempt('shipped', () => loadDesign('battery', 'tiny').name);
  if (process.argv[2] === 'with TLC') {
    const setup = { jar: 'none.jar', memoryMegabytes: 64, seconds: 5, limits: { states: 100000, bytes: 2 ** 30 } };
    said.tlc = await graphPart(design, setup).catch((error) => error.name + ': ' + error.message);
  }
  console.log(JSON.stringify(said));
}
main();
`;
const program = join(project, 'program.mjs');
writeFileSync(program, PROGRAM);

/** What the program says, run in a folder that knows nothing of the package. */
function saidBy(file: string, ...args: string[]): Record<string, unknown> {
  const { stdout, stderr } = spawnSync(process.execPath, [file, ...args], {
    cwd: away,
    env: {},
    encoding: 'utf8',
  });
  assert.is(stderr, '', `${file}: ${stderr}`);
  return JSON.parse(stdout) as Record<string, unknown>;
}

const expected = saidBy(program);

test('the installed library works, with the designs that it ships', () => {
  assert.is(expected['shipped'], 'battery');
  assert.is(expected['survives'], 'all but PowerOff P1; I6 and I1 violated');
  assert.match(String(expected['duplicate']), /^BadDesign: twice\.json: name: .* at line 1, column 13$/);
  assert.match(String(expected['mistyped']), 'did you mean "battery"?');
  assert.is(expected['picture'], '<svg');
});

for (const [format, ending] of [
  ['esm', 'mjs'],
  ['cjs', 'cjs'],
] as [Format, string][]) {
  for (const minify of [false, true]) {
    test(`a bundle by esbuild works without the package: ${format}${minify ? ', minified' : ''}`, () => {
      const outfile = join(away, `${minify ? 'small' : 'plain'}.${ending}`);
      const entryPoints = [program];
      const { warnings } = buildSync({
        entryPoints,
        outfile,
        format,
        minify,
        bundle: true,
        platform: 'node',
      });
      assert.equal(warnings, []);
      const { shipped, ...rest } = saidBy(outfile);
      const { shipped: _, ...same } = expected;
      assert.equal(rest, same);
      assert.match(
        String(shipped),
        /^MissingFiles: spec\/designs\/battery\.json .* bundled.*--external:mirrorproof/,
      );
      // What a bundle for ESM requires dies when it is asked for, be that at the start or later.
      if (format === 'esm' && !minify) assert.not.match(readFileSync(outfile, 'utf8'), '__require("');
    });
  }
}

const CONSUMER = `
import * as mirrorproof from 'mirrorproof';

export type Everything = typeof mirrorproof;
export const names: mirrorproof.ChartName[] = ['fifo'];
export const edge: mirrorproof.StatechartEdge | undefined = mirrorproof.charts.fifo.config.states?.['intact']?.on?.['FAIL'];
const design: mirrorproof.Design = mirrorproof.loadDesign('battery', 'tiny');
const model: mirrorproof.Model = mirrorproof.compileModel(design);
const first: mirrorproof.Action | undefined = mirrorproof.enabled(model, mirrorproof.initialState(model))[0];
if (first !== undefined) mirrorproof.step(model, mirrorproof.initialState(model), first);
// @ts-expect-error: were the types not found, everything would be allowed.
mirrorproof.loadDesign(1);
`;

/** Also with the types of XState, which the compiler does not stand with exactOptionalPropertyTypes. */
const WITH_XSTATE = `
import { charts } from 'mirrorproof';
import { createActor, createMachine } from 'xstate';

const actor = createActor(createMachine(charts.fifo.config)).start();
actor.send({ type: 'FAIL' });
`;

const strictest = [
  '--strict',
  '--exactOptionalPropertyTypes',
  '--noUncheckedIndexedAccess',
  '--skipLibCheck',
  'false',
];
const resolutions = [
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
];

/** What the compiler says of a module in the project, which has no types of Node either. */
function typeCheck(name: string, text: string, options: readonly string[]): string {
  const file = join(project, name);
  writeFileSync(file, text);
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const args = [tsc, '--noEmit', '--target', 'es2022', '--lib', 'es2023', '--types', '', ...options, file];
  return spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8' }).stdout;
}

for (const [module, moduleResolution] of resolutions) {
  const how = ['--module', module!, '--moduleResolution', moduleResolution!];
  test(`a consumer type-checks, libraries included, as strictly as there is: ${moduleResolution}`, () => {
    assert.is(typeCheck('consumer.mts', CONSUMER, [...how, ...strictest]), '');
  });

  test(`XState takes the charts without a cast: ${moduleResolution}`, () => {
    assert.is(typeCheck('machine.mts', WITH_XSTATE, [...how, '--strict', '--skipLibCheck']), '');
  });
}

test('what runs TLC says in a bundle that it needs the files of the package', () => {
  const outfile = join(away, 'tlc.mjs');
  buildSync({ entryPoints: [program], outfile, format: 'esm', bundle: true, platform: 'node' });
  const { tlc } = saidBy(outfile, 'with TLC');
  assert.match(String(tlc), /^MissingFiles: tla .* bundled/, String(tlc));
});

test('the package has the core of the explorer in WebAssembly, and it compiles, once', () => {
  const file = join(project, 'core.mjs');
  writeFileSync(
    file,
    `import { coreModule } from './node_modules/mirrorproof/dist/src/files/core-module.js';
    const isThere = coreModule() instanceof WebAssembly.Module && coreModule() === coreModule();
    console.log(JSON.stringify({ isThere }));`,
  );
  assert.equal(saidBy(file), { isThere: true });
});

test('CommonJS requires the installed library as it is', () => {
  const file = join(project, 'required.cjs');
  writeFileSync(
    file,
    "console.log(JSON.stringify({ name: require('mirrorproof').loadDesign('battery', 'tiny').name }));",
  );
  assert.equal(saidBy(file), { name: 'battery' });
});

test('the package has no script that npm runs, or warns of, where it is installed', () => {
  const atInstall = /^(pre|post)?(install|prepare)$|^prepublish$/;
  assert.equal(
    Object.keys(manifest.scripts).filter((name) => atInstall.test(name)),
    [],
  );
});

const main = join(project, 'node_modules', 'mirrorproof', 'dist', 'src', 'cli', 'main.js');

test('where few files may be open, the installed command runs or says so in a sentence', () => {
  const refused = [22, 25, 30, 40, 60].filter((most) => {
    const limited = `ulimit -n ${most}; exec "$0" "$1" diagram fifo`;
    const shell = spawnSync('sh', ['-c', limited, process.execPath, main], { encoding: 'utf8' });
    if (shell.status === 0) return false;
    assert.is(shell.status, 64, `${most}: ${shell.stderr}`);
    assert.match(shell.stderr, /^mirrorproof: cannot use .*: too many files are open\n$/);
    return true;
  });
  assert.ok(refused.length > 0, 'the lowest is too low to run with');
});

test('the installed command runs', () => {
  const { status, stdout } = spawnSync(process.execPath, [main, 'check', 'mine.json'], {
    cwd: away,
    encoding: 'utf8',
  });
  assert.is(status, 12);
  assert.match(stdout, /^one-unit .* lost, /m);
});

test.run();
