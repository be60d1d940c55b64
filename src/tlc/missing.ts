/** Thrown when a program that is needed is not here; the message says which, and the command that brings it. */
export class MissingProgram extends Error {}

const packages = {
  linux: { java: 'apt-get install default-jre-headless', maven: 'apt-get install maven' },
  darwin: { java: 'brew install openjdk', maven: 'brew install maven' },
} as const;

/** The command that installs a program, as it is on most machines of this kind. Maven's package brings Java too. */
export function toInstall(program: 'java' | 'maven'): string {
  return packages[process.platform === 'darwin' ? 'darwin' : 'linux'][program];
}
