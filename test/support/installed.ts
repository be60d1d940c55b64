import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { folder } from './command.ts';
import { root } from './markdown.ts';

/* The package as users have it: packed, and unpacked into a project of theirs. */

/** What the package says of itself. */
export interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
}

const own = ['node_modules', 'dist', 'coverage', '.git'];

/** A project that has the package installed, with what that depends on, and nothing else. */
export function installed(): { readonly project: string; readonly manifest: Manifest } {
  const checkout = join(folder, 'checkout');
  cpSync(root, checkout, { recursive: true, filter: (path) => !own.includes(relative(root, path)) });
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
  const pack = ['pack', '--silent', '--offline', '--pack-destination', folder];
  const archive = execFileSync('npm', pack, { cwd: checkout, encoding: 'utf8' }).trim().split('\n').at(-1)!;

  const project = join(folder, 'project');
  const home = join(project, 'node_modules', 'mirrorproof');
  mkdirSync(home, { recursive: true });
  execFileSync('tar', ['-xzf', join(folder, archive), '-C', home, '--strip-components=1']);
  const manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as Manifest;
  for (const name of Object.keys(manifest.dependencies)) {
    const link = join(project, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), link);
  }
  return { project, manifest };
}
