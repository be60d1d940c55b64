import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cachedJar } from '../../src/tlc/run/jar.ts';
import { majorVersion, OLDEST_JAVA } from '../../src/tlc/run/java.ts';
import { toInstall } from '../../src/tlc/run/missing.ts';

type Declare = (name: string, run: () => void | Promise<void>) => void;

let told = false;

/**
 * For tests that run TLC. Where it cannot run they are skipped, and the runner says what to install; with CI=true
 * they run all the same, and fail.
 */
export function needsJava(test: Declare & { readonly skip: Declare }): Declare {
  if (process.env['CI'] === 'true' || (hasJava() && hasTlc())) return test;
  if (!told)
    process.stdout.write(`skipped: no Java ${OLDEST_JAVA} or newer, or no Maven: ${toInstall('maven')}\n`);
  told = true;
  return test.skip;
}

/** The same for tests that run something else in Java, which Maven fetches. */
export function needsMaven(test: Declare & { readonly skip: Declare }): Declare {
  if (process.env['CI'] === 'true' || (hasJava() && hasMaven())) return test;
  process.stdout.write(`skipped: no Java ${OLDEST_JAVA} or newer, or no Maven: ${toInstall('maven')}\n`);
  return test.skip;
}

function hasJava(): boolean {
  const { stderr } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  return (majorVersion(stderr ?? '') ?? 0) >= OLDEST_JAVA;
}

/** The jar of TLC is here, or Maven can fetch it. */
function hasTlc(): boolean {
  if ((process.env['TLA2TOOLS_JAR'] ?? '') !== '' || existsSync(cachedJar())) return true;
  return hasMaven();
}

function hasMaven(): boolean {
  return spawnSync('mvn', ['-version']).status === 0;
}
