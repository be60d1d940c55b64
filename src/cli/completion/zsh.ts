import type { Offer, OptionOffered, VerbOffered } from './offers.ts';

/** The completion for zsh: for each verb what `_arguments` of zsh asks for. */
export function zshCompletion(verbs: readonly VerbOffered[]): string {
  return `#compdef mirrorproof
# For ~/.zshrc, after compinit: eval "$(mirrorproof completion zsh)"
_mirrorproof() {
  local -a verbs=(
${verbs.map(({ name, says }) => `    ${inQuotes(`${name}:${escaped(says)}`)}`).join('\n')}
  )
  if ((CURRENT == 2)); then
    _describe -t verbs verb verbs
    return
  fi
  local verb=$words[2]
  shift words
  ((CURRENT--))
  case $verb in
${verbs.map(caseOf).join('\n')}
  esac
}

compdef _mirrorproof mirrorproof
`;
}

function caseOf({ name, options, operands }: VerbOffered): string {
  const { called, isOne, offer } = operands;
  const rest = inQuotes(`${isOne ? '1' : '*'}:${escaped(called)}:${actionOf(offer)}`);
  const specs = [...options.map((option) => inQuotes(specOf(option))), rest];
  return `    ${name})\n      _arguments ${specs.join(' \\\n        ')} ;;`;
}

function specOf({ flag, says, takes }: OptionOffered): string {
  if (takes === undefined) return `${flag}[${escaped(says)}]`;
  return `${flag}=[${escaped(says)}]:${escaped(takes.called)}:${actionOf(takes.offer)}`;
}

function actionOf(offer: Offer): string {
  switch (offer.kind) {
    case 'words':
      return `(${offer.words.join(' ')})`;
    case 'list':
      return `{ compset -P "*,"; compadd -S "" -- ${offer.words.join(' ')} }`;
    case 'files':
      return filesIn(offer);
    case 'folders':
      return '_path_files -/';
    case 'nothing':
      return ' ';
  }
}

function filesIn({ ending, words }: Offer & { readonly kind: 'files' }): string {
  // _files alone would offer all files where none has the ending.
  const files = ending === '' ? '_files' : `_path_files -g "*${ending}"; _path_files -/`;
  const known = words.length === 0 ? '' : `compadd -- ${words.join(' ')}; `;
  return `{ ${known}${files} }`;
}

/** What `_arguments` and `_describe` would take for the end of a text. */
function escaped(text: string): string {
  return text.replace(/[[\]:\\]/g, (character) => `\\${character}`);
}

function inQuotes(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
