/** A word as a shell takes it. */
export function quoted(word: string): string {
  return /^[\w./,@%+=:-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** The command that runs, as it was given: to be given again in the same folder. */
export function commandAsGiven(): string {
  return ['mirrorproof', ...process.argv.slice(2)].map(quoted).join(' ');
}
