import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { MissingProgram, toInstall } from './missing.ts';

const run = promisify(execFile);

/** What TLC needs, 2.18 as well as its newer builds. */
export const OLDEST_JAVA = 11;

/** Options of every Java that runs TLC: a stack for deep recursion, and numbers as we read them. */
export const javaOptions = [
  '-XX:+UseParallelGC',
  '-Xss64m',
  '-Dfile.encoding=UTF-8',
  '-Duser.language=en',
  '-Duser.country=US',
] as const;

let checked: Promise<void> | undefined;

/**
 * Makes sure, once, that there is a Java to run TLC with.
 *
 * @throws MissingProgram
 */
export function needJava(): Promise<void> {
  checked ??= checkJava();
  return checked;
}

async function checkJava(): Promise<void> {
  const found = await javaVersion();
  if (found === undefined) {
    throw new MissingProgram(
      `TLC needs Java ${OLDEST_JAVA} or newer, and there is no java on the PATH. ` +
        `To install it, and Maven, which fetches TLC: ${toInstall('maven')}`,
    );
  }
  if (found < OLDEST_JAVA) {
    throw new MissingProgram(
      `TLC needs Java ${OLDEST_JAVA} or newer, and the java on the PATH is ${found}. ` +
        `To install a newer one: ${toInstall('java')}`,
    );
  }
}

/** The major version of the `java` on the PATH. */
async function javaVersion(): Promise<number | undefined> {
  try {
    const { stderr, stdout } = await run('java', ['-version']);
    return majorVersion(stderr + stdout);
  } catch {
    return undefined;
  }
}

/** Reads `openjdk version "17.0.15"` as 17, and `java version "1.8.0_402"` as 8. */
export function majorVersion(text: string): number | undefined {
  const found = /version "(?:1\.)?(\d+)/.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}

const helpOf = new Map<string, Promise<string>>();

/** Whether a build of TLC knows an option, by its own help. */
export async function knowsOption(jar: string, option: string): Promise<boolean> {
  const help = helpOf.get(jar) ?? run('java', ['-cp', jar, 'tlc2.TLC', '-help']).then(({ stdout }) => stdout);
  helpOf.set(jar, help);
  return (await help.catch(() => '')).includes(option);
}
