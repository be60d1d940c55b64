import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import type { VerbOffered } from '../completion/offers.ts';
import { zshCompletion } from '../completion/zsh.ts';
import { type ExitCode, exit } from '../terminal/exit.ts';
import { print, printJson } from '../terminal/write.ts';
import { offered } from './offered.ts';
import { jsonOption, oneWordOf, type Verb } from './verb.ts';

interface CompletionOptions {
  readonly json?: boolean;
}

const shells = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } satisfies Record<
  string,
  (verbs: readonly VerbOffered[]) => string
>;

type Shell = keyof typeof shells;

/** What completes command lines in a shell, made from what these verbs declare. */
export function completionOf(verbs: () => readonly Verb[]): Verb<CompletionOptions> {
  return {
    name: 'completion',
    operands: oneWordOf(Object.keys(shells)),
    says: 'print what completes command lines in a shell: verbs, options, names and files',
    options: [jsonOption],
    onlyShows: true,
    examples: ['completion bash', 'completion fish'],
    run: ([shell], options) => run(shell as Shell, verbs(), options),
  };
}

function run(shell: Shell, verbs: readonly Verb[], { json }: CompletionOptions): ExitCode {
  const script = shells[shell](offered(verbs));
  if (json) printJson({ schema: 'completion/1', shell, script });
  else print(script.trimEnd());
  return exit.holds;
}
