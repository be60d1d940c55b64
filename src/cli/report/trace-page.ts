import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { charts } from '../../../spec/charts/index.ts';
import { packageFile } from '../../files/package.ts';
import { commandOf, quoted } from '../../files/shell.ts';
import { writeWhole } from '../../files/whole.ts';
import type { PageData } from '../../page/data.ts';
import { type Assets, pageHtml } from '../../page/dom/html.ts';
import { labelOf } from '../../schedule/label.ts';
import { type Found, type ScheduleFolder, seenFrom } from '../../schedule-files/save.ts';
import { MissingProgram } from '../../tlc/run/missing.ts';

/** A schedule on its way to a page. What a page may do without is left out. */
export interface PageOf extends Pick<PageData, 'source' | 'design' | 'named' | 'schedule' | 'command'> {
  readonly comment?: readonly string[];
  readonly advice?: readonly string[];
}

/** The explorer page of a schedule: one HTML document that needs nothing else. */
export function tracePage({ comment = [], advice = [], ...page }: PageOf): string {
  return pageHtml({ ...page, comment, advice }, pageAssets());
}

/** Writes a schedule to a folder, and its page beside it. Returns the names of both. */
export function pageOfSchedule(schedules: ScheduleFolder, found: Found): { file: string; page: string } {
  const { name, model, schedule, comment = [] } = found;
  const path = schedules.write(found);
  const file = basename(path);
  const page = file.replace(/\.schedule$/, '.html');
  const html = tracePage({
    source: file,
    design: model.design,
    named: seenFrom(dirname(path), name),
    schedule: schedule.map((action) => labelOf(model, action)),
    comment,
    command: traceCommand(file),
  });
  writeWhole(join(dirname(path), page), html);
  return { file, page };
}

/** The command that makes the page of a schedule file, in the folder of that file. */
export function traceCommand(file: string, preset = 'tiny'): string {
  const bounds = preset === 'tiny' ? '' : ` --preset ${preset}`;
  const page = `${file.replace(/\.(schedule|itf\.json)$/, '')}.html`;
  return commandOf(`trace ${quoted(file)}${bounds} --format html --write ${quoted(page)}`);
}

/**
 * The pictures in spec/charts, and the bundle of src/page, as `npm run build` made it.
 * @throws MissingProgram in a checkout that was not built.
 */
function pageAssets(): Assets {
  const script = readBuilt('explorer.js');
  const hash = createHash('sha256').update(script).digest('base64');
  const pictures = Object.keys(charts).map((name) => [name, pictureOfChart(name)]);
  return { script, style: readBuilt('explorer.css'), hash, charts: Object.fromEntries(pictures) };
}

function pictureOfChart(name: string): string {
  return readFileSync(packageFile('spec', 'charts', `${name}.svg`), 'utf8');
}

function readBuilt(name: string): string {
  const file = packageFile('dist', 'page', name);
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  throw new MissingProgram('the explorer page is not built here: npm run build');
}
