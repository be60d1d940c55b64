import { attach } from '../core/machine.ts';
import * as main from '../core/main.ts';
import type { CoreMemory } from './memory.ts';

type Call = (...given: i32[]) => unknown;

/** The functions of the core on one memory, and what runs them. */
export type Core = typeof main & { readonly kind: 'WebAssembly' | 'JavaScript' };

/** The core on this memory: in WebAssembly, if that is there as a module and the memory is for it, else in JavaScript. */
export function loadCore({ words, forWebAssembly: memory }: CoreMemory, module?: WebAssembly.Module): Core {
  if (module === undefined || memory === undefined) return { ...inJavaScript(words), kind: 'JavaScript' };
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return { ...(exports as typeof main), kind: 'WebAssembly' };
}

/** Each call finds these words as its memory, whatever core was called before. */
function inJavaScript(words: Int32Array): typeof main {
  const attached = Object.entries<Call>(main).map(([name, call]) => {
    const onWords: Call = (...given) => {
      attach(words);
      return call(...given);
    };
    return [name, onWords] as const;
  });
  return Object.fromEntries(attached) as typeof main;
}
