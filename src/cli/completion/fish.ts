import type { Offer, OptionOffered, VerbOffered } from './offers.ts';

/** The completion for fish: a line for each verb, option and kind of operand. */
export function fishCompletion(verbs: readonly VerbOffered[]): string {
  return `# For ~/.config/fish/config.fish: mirrorproof completion fish | source
function __mirrorproof_verb
  set -l words (commandline -opc)
  test (count $words) -gt 1; and test $words[2] = $argv[1]
end

function __mirrorproof_list
  set -l before (string replace -r '[^,]*$' '' -- (commandline -ct | string replace -r '^--[^=]*=' ''))
  for word in $argv
    echo $before$word
  end
end

function __mirrorproof_files
  __fish_complete_suffix $argv[1] | string match -er (string escape --style=regex $argv[1])'(\\t|$)|/(\\t|$)'
end

complete -c mirrorproof -f
complete -c mirrorproof -n 'test (count (commandline -opc)) -eq 1' -l help -d 'this text'
complete -c mirrorproof -n 'test (count (commandline -opc)) -eq 1' -l version -d 'name and version'
${verbs.map(lineOfVerb).join('\n')}
${verbs.flatMap(linesAfter).join('\n')}
`;
}

function lineOfVerb({ name, says }: VerbOffered): string {
  const isFirst = "-n 'test (count (commandline -opc)) -eq 1'";
  return `complete -c mirrorproof ${isFirst} -a ${name} -d ${inQuotes(says)}`;
}

function linesAfter({ name, options, operands }: VerbOffered): string[] {
  const after = `complete -c mirrorproof -n '__mirrorproof_verb ${name}'`;
  return [
    ...options.map((option) => `${after} ${optionIn(option)}`),
    ...argumentsFor(operands.offer).map((words) => `${after} ${words}`),
  ];
}

function optionIn({ flag, says, takes }: OptionOffered): string {
  const named = `-l ${flag.slice(2)} -d ${inQuotes(says)}`;
  return takes === undefined ? named : [named, '-x', ...argumentsFor(takes.offer)].join(' ');
}

function argumentsFor(offer: Offer): string[] {
  switch (offer.kind) {
    case 'words':
      return [`-a ${inQuotes(offer.words.join(' '))}`];
    case 'list':
      return [`-a ${inQuotes(`(__mirrorproof_list ${offer.words.join(' ')})`)}`];
    case 'files':
      return [`-a ${inQuotes([...offer.words, filesWith(offer.ending)].join(' '))}`];
    case 'folders':
      return ["-a '(__fish_complete_directories)'"];
    case 'nothing':
      return [];
  }
}

function filesWith(ending: string): string {
  return ending === '' ? '(__fish_complete_path)' : `(__mirrorproof_files ${ending})`;
}

function inQuotes(text: string): string {
  return `'${text.replaceAll("'", "\\'")}'`;
}
