import { escapeHtml, htmlHead } from '../../page/dom/html.ts';
import { plural } from '../../words/numbers.ts';

/** A counterexample in a report, with the files beside the index that show it. */
export interface ReportedExample {
  readonly title: string;
  readonly told: string;
  readonly steps: number;
  readonly file: string;
  readonly page: string;
  readonly picture: string;
  readonly command: string;
}

/** A lifecycle chart, with its picture. */
export interface ReportedLifecycle {
  readonly name: string;
  readonly about: string;
  readonly picture: string;
}

export interface ReportedDesign {
  readonly name: string;
  readonly about: string;
  /** Its bounds, in words. */
  readonly bounds: string;
  /** Its row in the table of verdicts. */
  readonly row: readonly string[];
  readonly lines: readonly string[];
  /** The page that walks it from boot. */
  readonly walk: string;
  readonly examples: readonly ReportedExample[];
  /** How many harmful fault sets have no example here. */
  readonly more: number;
}

export interface ReportContent {
  readonly verb: string;
  readonly header: readonly string[];
  readonly designs: readonly ReportedDesign[];
  readonly lifecycles: readonly ReportedLifecycle[];
  readonly command: string;
  readonly notes: readonly string[];
}

/** The index of a report: a document that loads nothing but, on a click, what lies beside it. */
export function reportHtml({ verb, header, designs, lifecycles, command, notes }: ReportContent): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
  return `${htmlHead({ title: `Mirrorproof: ${verb}`, policy, style: STYLE })}
<body>
<main>
<h1>Can a write that the host was told is safe be lost?</h1>
<p>What holds at the bounds of each design, and for nothing beyond them. To make this report again, where it was
run:</p>
${code(command)}
<div class="scroll" tabindex="0" role="region" aria-label="verdicts">
<table>
<thead><tr>${header.map((title) => `<th scope="col">${escapeHtml(title)}</th>`).join('')}</tr></thead>
<tbody>
${designs.map(row).join('\n')}
</tbody>
</table>
</div>
${notes.map((note) => `<p>${escapeHtml(note)}</p>`).join('\n')}
${designs.map(section).join('\n')}
<section aria-labelledby="lifecycles">
<h2 id="lifecycles">The lifecycles</h2>
<p class="about">The charts that the code runs: what none of them has cannot happen.</p>
<ul>
${lifecycles.map(lifecycleItem).join('\n')}
</ul>
</section>
</main>
</body>
</html>
`;
}

function row({ row: [, ...cells], name }: ReportedDesign, index: number): string {
  const link = `<a href="#design-${index + 1}">${escapeHtml(name)}</a>`;
  const others = cells
    .map((cell) => `<td class="${escapeHtml(cell.replaceAll(',', ''))}">${escapeHtml(cell)}</td>`)
    .join('');
  return `<tr><th scope="row">${link}</th>${others}</tr>`;
}

function section(design: ReportedDesign, index: number): string {
  const { name, about, bounds, lines, walk, examples, more } = design;
  return `<section id="design-${index + 1}" aria-labelledby="title-${index + 1}">
<h2 id="title-${index + 1}">${escapeHtml(name)}</h2>
<p class="about">${escapeHtml(about)} ${escapeHtml(bounds)}.</p>
${lines.length === 0 ? '' : `<pre>${escapeHtml(lines.join('\n'))}</pre>`}
<p class="links"><a href="${address(walk)}">Walk it from boot</a></p>
${examples.map(exampleItem).join('\n')}
${more === 0 ? '' : `<p>${plural(more, 'more fault set')}: explore lists them.</p>`}
</section>`;
}

function exampleItem({ title, told, steps, file, page, picture, command }: ReportedExample): string {
  return `<article>
<h3>${escapeHtml(title)}</h3>
<p>${escapeHtml(told)}</p>
<p class="links">
<a class="main" href="${address(page)}#step=${steps}">Explore the ${plural(steps, 'step')}</a>
<a href="${address(picture)}">Picture</a> <a href="${address(file)}">Schedule</a></p>
<p class="about">In this folder:</p>
${code(command)}
</article>`;
}

function lifecycleItem({ name, about, picture }: ReportedLifecycle): string {
  return `<li><a href="${address(picture)}">${escapeHtml(name)}</a>: ${escapeHtml(about)}</li>`;
}

export function code(command: string): string {
  return `<pre class="command"><code>${escapeHtml(command)}</code></pre>`;
}

/** A file beside the index, as a link names it. */
export function address(file: string): string {
  return escapeHtml(file.split('/').map(encodeURIComponent).join('/'));
}

export const STYLE = `
:root { color-scheme: light dark; --ground: #f4f5f7; --card: #fff; --ink: #1b2430; --soft: #566070;
  --line: #d3d9e1; --accent: #1f5fbf; }
@media (prefers-color-scheme: dark) { :root { --ground: #12161c; --card: #1b2129; --ink: #e6eaf0;
  --soft: #a3aebd; --line: #36414f; --accent: #8ab8ff; } }
body { margin: 0 auto; padding: 16px; max-width: 1100px; background: var(--ground); color: var(--ink);
  font: 14px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 22px; } h2 { font-size: 17px; margin: 0; } h3 { font-size: 14px; margin: 0; }
p { margin: 6px 0; }
a { color: var(--accent); } a.main { font-weight: 600; } .links a { margin-right: 14px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
td.lost, td.stranded, td.stale, td.torn, td.violated, td.no { font-weight: 700; }
.about { color: var(--soft); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; background: var(--card); }
th, td { text-align: left; padding: 6px 10px; border-bottom: 1px solid var(--line); overflow-wrap: normal; }
section, article { background: var(--card); border: 1px solid var(--line); border-radius: 10px;
  padding: 12px 14px; margin-top: 14px; }
pre { white-space: pre-wrap; margin: 6px 0; font: 12.5px/1.5 ui-monospace, Menlo, Consolas, monospace; }
.command { border: 1px solid var(--line); border-radius: 6px; padding: 6px 10px; background: var(--ground); }
`;
