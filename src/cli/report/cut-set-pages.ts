import { join } from 'node:path';
import { type CutSet, type DeviceHarm, nameOf } from '../../cutsets/cut-set.ts';
import type { CutSets } from '../../cutsets/find.ts';
import { harmInWords, remarksOn } from '../../cutsets/words.ts';
import { commandAsGiven } from '../../files/shell.ts';
import { writeWhole } from '../../files/whole.ts';
import { actionsByLabel } from '../../schedule/label.ts';
import { ScheduleFolder } from '../../schedule-files/save.ts';
import { boundsInWords } from '../../words/numbers.ts';
import { cutSetsHtml, type Listed, type ListedHarm } from './cut-set-html.ts';
import { pageOfSchedule } from './trace-page.ts';

/** The cut sets of a design, with its name as the command line has it. */
export interface Named {
  readonly name: string;
  readonly cutSets: CutSets;
}

/**
 * Writes for each row its schedules and their explorer pages, and then the table that opens them, `index.html`, so that no
 * link of it leads nowhere. Returns that.
 */
export function writeCutSetPages(folder: string, all: readonly Named[]): string {
  const schedules = new ScheduleFolder(folder, ['index']);
  const designs = all.map(({ name, cutSets }) => ({
    name: cutSets.design.name,
    bounds: boundsInWords(cutSets.design),
    rows: cutSets.found.map((set) => listed(schedules, { name, cutSets }, set)),
  }));
  const index = join(folder, 'index.html');
  writeWhole(index, cutSetsHtml({ command: commandAsGiven(), designs }));
  return index;
}

function listed(schedules: ScheduleFolder, named: Named, set: CutSet): Listed {
  const { ack } = named.cutSets.design;
  const harms = set.devices.map((harm): ListedHarm => {
    const title = `${nameOf(set)}: ${harm.device} ${harm.verdict}`;
    return {
      told: harmInWords(harm, ack),
      steps: harm.schedule.length,
      ...written(schedules, named, title, harm.schedule),
    };
  });
  const milder = set.milder.map(({ faults, verdict, schedule }): ListedHarm => {
    const title = `${faults.join(' + ')}: ${verdict}`;
    return {
      told: `not monotone: ${title}`,
      steps: schedule.length,
      ...written(schedules, named, title, schedule),
    };
  });
  const isSingle = set.faults.length === 1;
  return {
    name: nameOf(set),
    verdict: set.verdict,
    isSingle,
    harms: [...harms, ...milder],
    remarks: remarksOn({ ...set, milder: [] }),
  };
}

function written(
  schedules: ScheduleFolder,
  { name, cutSets: { design, model } }: Named,
  title: string,
  schedule: DeviceHarm['schedule'],
): Pick<ListedHarm, 'file' | 'page'> {
  const actions = actionsByLabel(model);
  const found = {
    name,
    model,
    schedule: schedule.map((label) => actions.get(label)!),
    comment: [`${design.name}: ${title}`],
  };
  return pageOfSchedule(schedules, found);
}
