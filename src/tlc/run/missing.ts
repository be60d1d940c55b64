/** Thrown when a program is missing; the message says which, and the command that brings it. */
export class MissingProgram extends Error {}

const packages = {
  linux: { java: 'apt-get install default-jre-headless', maven: 'apt-get install maven' },
  darwin: { java: 'brew install openjdk', maven: 'brew install maven' },
} as const;

/** The command that installs a program on most machines of this kind. Maven's package brings Java too. */
export function toInstall(program: 'java' | 'maven'): string {
  return packages[process.platform === 'darwin' ? 'darwin' : 'linux'][program];
}
