import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Link {
  readonly text: string;
  /** As the document has it: a path from its own folder, with or without an anchor, or an address. */
  readonly target: string;
}

/** Every Markdown file of the repository, by its path from the root. */
export function markdownFiles(folder = root): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !['.git', 'node_modules', 'dist', 'coverage'].includes(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return markdownFiles(path);
      return entry.name.endsWith('.md') ? [relative(root, path)] : [];
    })
    .sort();
}

export const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

/** The path from the root of what a link in a document leads to, without its anchor. */
export function pathOf(document: string, { target }: Link): string {
  const [path] = target.split('#');
  return path === '' ? document : relative(root, resolve(root, dirname(document), path!));
}

/**
 * The links of a text, in its order. `[text][name]` is looked up among the definitions of the document that it is from;
 * one that is not defined there leads to `undefined:name`.
 */
export function linksOf(text: string, definitions = definitionsOf(text)): Link[] {
  const link = /\[((?:`[^`]*`|[^\]`])+)\](?:\(([^)\s]+)\)|\[([^\]]+)\])/g;
  return [...apart(withoutCode(text)).matchAll(link)].map(([, words, target, name]) => ({
    text: words!,
    target: target ?? definitions.get(name!.toLowerCase()) ?? `undefined:${name}`,
  }));
}

/** The definitions `[name]: target` of a document. */
export function definitionsOf(document: string): Map<string, string> {
  const definition = /^\[([^\]]+)\]: (\S+)$/gm;
  return new Map(
    [...document.matchAll(definition)].map(([, name, target]) => [name!.toLowerCase(), target!]),
  );
}

/** The anchors of a document, as its readers get them from its headings. */
export function anchorsOf(document: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading] of withoutCode(document).matchAll(/^#{1,6} (.+)$/gm)) {
    const words = heading!.replace(/\[([^\]]+)\]\([^)]*\)/g, '$1').toLowerCase();
    const anchor = words.replace(/[^\p{L}\p{N}_ -]/gu, '').replaceAll(' ', '-');
    const taken = [...anchors].filter((other) => other.replace(/-\d+$/, '') === anchor).length;
    anchors.add(taken === 0 ? anchor : `${anchor}-${taken}`);
  }
  return anchors;
}

/** What stands in backticks, outside of code blocks. */
export function quotedIn(text: string): string[] {
  return [...withoutCode(text).matchAll(/`([^`\n]+)`/g)].map(([, words]) => words!);
}

/** A text whose code in a line does not look like links: `a[i][j]`. */
function apart(text: string): string {
  return text.replace(/`[^`\n]+`/g, (code) => code.replaceAll('][', '] [').replaceAll('](', '] ('));
}

function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gm, '');
}
