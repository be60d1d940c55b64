#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { troubleIn } from '../files/system-errors.ts';
import { exit } from './terminal/exit.ts';

/*
 * Begins with as little as it can: where the system allows few files to be open, the rest of the program cannot be read.
 */

// Most rules run for less time than it takes to compile them well: V8 is to wait six times as long as it would (D80).
// That of Node 20 alone has a word for it, and another complains of it.
if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=400000');

// Where standard error is closed early, there is nobody to tell.
process.stderr.on('error', () => {});
try {
  const { main } = await import('./command.ts');
  await main(process.argv.slice(2));
} catch (error) {
  const trouble = troubleIn(error);
  if (trouble === undefined) throw error;
  process.stderr.write(`mirrorproof: ${trouble}\n`);
  process.exitCode = exit.usage;
}
