import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownFolder } from './package.ts';

let compiled: { readonly module: WebAssembly.Module | undefined } | undefined;

/**
 * The core of the explorer for WebAssembly, compiled once. Undefined where it cannot be had: it is built with the package,
 * so there is none beside the sources or in a bundle, and a machine may have no WebAssembly or none for threads.
 */
export function coreModule(): WebAssembly.Module | undefined {
  compiled ??= { module: compile() };
  return compiled.module;
}

function compile(): WebAssembly.Module | undefined {
  const folder = ownFolder();
  if (folder === undefined || typeof WebAssembly === 'undefined') return undefined;
  try {
    return new WebAssembly.Module(readFileSync(join(folder, '..', 'explorer', 'core', 'core.wasm')));
  } catch {
    return undefined;
  }
}
