import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DOMParser, type Element } from '@xmldom/xmldom';
import { cachedJar } from '../../src/tlc/run/jar.ts';
import { root } from './markdown.ts';
import { installPython } from './python.ts';

/* Engines for SCXML that nobody here wrote. Each walks through charts as it is told, line by line. */

/** Of the lines, `= FILE` starts the chart of a file, any other sends an event. Returns the innermost states after each. */
export type Engine = (lines: readonly string[], documents: ReadonlyMap<string, string>) => string[];

const fixtures = join(root, 'test', 'fixtures', 'scxml');

/** A state as SCION's core takes it. */
interface ScionState {
  readonly $type: string;
  readonly id?: string;
  readonly initial?: readonly string[];
  readonly states: readonly ScionState[];
  readonly transitions: readonly { readonly event: string; readonly target: readonly string[] }[];
}

interface ScionMachine {
  start(): void;
  gen(event: { readonly name: string }): void;
  getConfiguration(): string[];
}

type Scion = { readonly Statechart: new (model: ScionState) => ScionMachine };

/** SCION's core has no types that compile, and no names that an import finds. */
const scion = createRequire(import.meta.url)('@scion-scxml/core') as Scion;

/** SCION's core, without what it reads documents with: that brings a browser of a hundred packages. */
export const walkWithScion: Engine = (lines, documents) => {
  let machine: ScionMachine | undefined;
  return lines.map((line) => {
    if (line.startsWith('= ')) {
      const document = new DOMParser().parseFromString(documents.get(line.slice(2))!, 'text/xml');
      machine = new scion.Statechart(scionState(document.documentElement!));
      machine.start();
    } else machine!.gen({ name: line });
    return machine!.getConfiguration().sort().join(' ');
  });
};

function scionState(element: Element): ScionState {
  const children = [...element.childNodes].filter((node) => node.nodeType === 1) as Element[];
  const id = element.getAttribute('id');
  const initial = element.getAttribute('initial');
  return {
    $type: element.tagName,
    ...(id ? { id } : {}),
    ...(initial ? { initial: [initial] } : {}),
    states: children.filter(({ tagName }) => tagName !== 'transition').map(scionState),
    transitions: children
      .filter(({ tagName }) => tagName === 'transition')
      .map((edge) => ({ event: edge.getAttribute('event')!, target: [edge.getAttribute('target')!] })),
  };
}

/** Apache Commons SCXML, which Maven fetches once. */
export const walkWithCommons: Engine = (lines) => {
  const jars = commonsJars();
  if (!existsSync(jars)) fetchCommons(jars);
  return walkBy('java', ['-cp', join(jars, '*'), join(fixtures, 'Walk.java')], lines);
};

function commonsJars(): string {
  return join(dirname(cachedJar()), 'commons-scxml-0.9');
}

/** Beside the place, and then moved: two that fetch at the same time end with the same. */
function fetchCommons(jars: string): void {
  mkdirSync(dirname(jars), { recursive: true });
  const beside = mkdtempSync(join(dirname(jars), 'fetch-'));
  try {
    const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${join(beside, 'jars')}`];
    execFileSync('mvn', ['-B', '-q', '-f', join(fixtures, 'pom.xml'), ...goal], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (!existsSync(jars)) renameSync(join(beside, 'jars'), jars);
  } finally {
    rmSync(beside, { recursive: true });
  }
}

/** The whole of SCION, installed in a folder: it compiles documents to JavaScript. */
export function wholeScionIn(folder: string): Engine {
  execFileSync('npm', ['install', '--silent', '--prefix', folder, '@scion-scxml/scxml@4.3.27'], {
    stdio: 'ignore',
  });
  const program = `require('module').globalPaths.unshift(${JSON.stringify(join(folder, 'node_modules'))});`;
  return (lines) =>
    walkBy(
      process.execPath,
      ['-e', `${program}require(${JSON.stringify(join(fixtures, 'walk.cjs'))})`],
      lines,
    );
}

/** python-statemachine, installed in a folder. */
export function pythonIn(folder: string): Engine {
  const python = installPython(folder, ['python-statemachine==3.2.2']);
  return (lines) => walkBy(python, [join(fixtures, 'walk.py')], lines);
}

function walkBy(program: string, args: readonly string[], lines: readonly string[]): string[] {
  const input = `${lines.join('\n')}\n`;
  return execFileSync(program, args, { input, encoding: 'utf8', maxBuffer: 2 ** 28 })
    .trim()
    .split('\n');
}
