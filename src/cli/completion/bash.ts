import { quoted } from '../../files/shell.ts';
import type { Offer, VerbOffered } from './offers.ts';

/**
 * The completion for bash. Bash takes `--faults=2` for three words, and what is completed for the last of them; it knows
 * no list, so that of one the last word is completed, with what stands before it.
 */
export function bashCompletion(verbs: readonly VerbOffered[]): string {
  return `# For ~/.bashrc: eval "$(mirrorproof completion bash)"
_mirrorproof_words() {
  COMPREPLY+=($(compgen -W "$1" -- "$cur"))
}

_mirrorproof_list() {
  local before=''
  [[ $cur == *,* ]] && before=\${cur%,*},
  COMPREPLY+=($(compgen -W "$1" -P "$before" -- "\${cur##*,}"))
}

_mirrorproof_files() {
  local IFS=$'\\n'
  compopt -o filenames 2> /dev/null
  COMPREPLY+=($(compgen -d -- "$cur") $(compgen -f -X "!*$1" -- "$cur"))
}

_mirrorproof_folders() {
  local IFS=$'\\n'
  compopt -o filenames 2> /dev/null
  COMPREPLY+=($(compgen -d -- "$cur"))
}

_mirrorproof() {
  local cur=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} verb=\${COMP_WORDS[1]}
  COMPREPLY=()
  if [[ $cur == = ]]; then cur=''; elif [[ $before == = ]]; then before=\${COMP_WORDS[COMP_CWORD - 2]}; fi
  if ((COMP_CWORD == 1)); then
    _mirrorproof_words ${quoted([...verbs.map(({ name }) => name), '--help', '--version'].join(' '))}
    return
  fi
  case "$verb $before" in
${verbs.flatMap(valuesOf).join('\n')}
  esac
  if [[ $cur == -* ]]; then
    case $verb in
${verbs.map(flagsOf).join('\n')}
    esac
    return
  fi
  case $verb in
${verbs.map(operandsOf).join('\n')}
  esac
}

complete -F _mirrorproof mirrorproof
`;
}

function valuesOf({ name, options }: VerbOffered): string[] {
  return options.flatMap(({ flag, takes }) =>
    takes === undefined
      ? []
      : [`    '${name} ${flag}') ${[...commandsFor(takes.offer), 'return'].join('; ')} ;;`],
  );
}

function flagsOf({ name, options }: VerbOffered): string {
  return `      ${name}) _mirrorproof_words ${quoted(options.map(({ flag }) => flag).join(' '))} ;;`;
}

function operandsOf({ name, operands }: VerbOffered): string {
  return `    ${name}) ${commandsFor(operands.offer).join('; ')} ;;`;
}

function commandsFor(offer: Offer): string[] {
  switch (offer.kind) {
    case 'words':
      return [`_mirrorproof_words ${quoted(offer.words.join(' '))}`];
    case 'list':
      return [`_mirrorproof_list ${quoted(offer.words.join(' '))}`];
    case 'files':
      return [
        ...(offer.words.length === 0 ? [] : [`_mirrorproof_words ${quoted(offer.words.join(' '))}`]),
        `_mirrorproof_files ${quoted(offer.ending)}`,
      ];
    case 'folders':
      return ['_mirrorproof_folders'];
    case 'nothing':
      return [];
  }
}
