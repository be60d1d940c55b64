import { phaseSays } from '../../cutsets/words.ts';
import { PHASES } from '../../model/phase.ts';
import { escapeHtml, htmlHead } from '../../page/dom/html.ts';
import { plural } from '../../words/numbers.ts';
import { address, code, STYLE } from './html.ts';

/** What a cut set does to a device, with the files beside the index that show it. */
export interface ListedHarm {
  readonly told: string;
  readonly steps: number;
  readonly file: string;
  readonly page: string;
}

/** A row of the table. */
export interface Listed {
  readonly name: string;
  readonly verdict: string;
  readonly isSingle: boolean;
  readonly harms: readonly ListedHarm[];
  readonly remarks: readonly string[];
}

export interface CutSetsContent {
  readonly command: string;
  readonly designs: readonly {
    readonly name: string;
    readonly bounds: string;
    readonly rows: readonly Listed[];
  }[];
}

/** The cut sets of designs as a page: a document that loads nothing but, on a click, what lies beside it. */
export function cutSetsHtml({ command, designs }: CutSetsContent): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
  return `${htmlHead({ title: 'Mirrorproof: cut sets', policy, style: STYLE })}
<body>
<main>
<h1>Which faults together do harm?</h1>
<p>Each row holds at the bounds of its design, and for nothing beyond them. To make this page again, where it was run:</p>
${code(command)}
${designs.map(section).join('\n')}
<section aria-labelledby="phases">
<h2 id="phases">When a fault strikes</h2>
<ul>
${PHASES.map((phase) => `<li>${escapeHtml(phase)}: ${escapeHtml(phaseSays[phase])}</li>`).join('\n')}
</ul>
</section>
</main>
</body>
</html>
`;
}

function section({ name, bounds, rows }: CutSetsContent['designs'][number], index: number): string {
  const id = `design-${index + 1}`;
  const table = `<div class="scroll" tabindex="0" role="region" aria-labelledby="${id}">
<table>
<thead><tr><th scope="col">cut set</th><th scope="col">verdict</th><th scope="col">how</th></tr></thead>
<tbody>
${rows.map(row).join('\n')}
</tbody>
</table>
</div>`;
  return `<section aria-labelledby="${id}">
<h2 id="${id}">${escapeHtml(name)}</h2>
<p class="about">${escapeHtml(bounds)}.</p>
${rows.length === 0 ? '<p>No set of faults does harm.</p>' : table}
</section>`;
}

function row({ name, verdict, isSingle, harms, remarks }: Listed): string {
  const mark = isSingle ? '<br>single point of failure' : '';
  const lines = [...harms.map(link), ...remarks.map((remark) => escapeHtml(remark))];
  return `<tr><th scope="row">${escapeHtml(name)}${mark}</th><td class="${escapeHtml(verdict)}">${escapeHtml(verdict)}</td>
<td>${lines.join('<br>\n')}</td></tr>`;
}

function link({ told, steps, file, page }: ListedHarm): string {
  const open = `<a class="main" href="${address(page)}#step=${steps}">Explore the ${plural(steps, 'step')}</a>`;
  return `${escapeHtml(told)} ${open} <a href="${address(file)}">Schedule</a>`;
}
