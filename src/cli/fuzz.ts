import type { ExitCode } from './exit.ts';
export async function fuzzVerb(_: readonly string[], __: object): Promise<ExitCode> { return 0; }
