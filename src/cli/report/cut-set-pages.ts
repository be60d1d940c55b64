import { join } from 'node:path';
import type { Design } from '../../../spec/design.ts';
import { type Compared, type Difference, isHarmful } from '../../cutsets/compare.ts';
import { type CutSet, type DeviceHarm, nameOf } from '../../cutsets/cut-set.ts';
import type { CutSets } from '../../cutsets/find.ts';
import { harmInWords, remarksOn } from '../../cutsets/words.ts';
import { commandAsGiven } from '../../files/shell.ts';
import { writeWhole } from '../../files/whole.ts';
import { compileModel, type Model } from '../../model/model.ts';
import { actionsByLabel } from '../../schedule/label.ts';
import { ScheduleFolder } from '../../schedule-files/save.ts';
import { listed } from '../../words/names.ts';
import { boundsInWords, plural } from '../../words/numbers.ts';
import { cutSetsHtml, type Listed, type ListedHarm } from './cut-set-html.ts';
import { pageOfSchedule } from './trace-page.ts';

/** The cut sets of a design, with its name as the command line has it. */
export interface Named {
  readonly name: string;
  readonly cutSets: CutSets;
}

/** A design as it was explored, with its name as the command line has it. */
interface Explored {
  readonly name: string;
  readonly design: Design;
  readonly model: Model;
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
    rows: cutSets.found.map((set) =>
      rowOf(schedules, { name, design: cutSets.design, model: cutSets.model }, set),
    ),
  }));
  const index = join(folder, 'index.html');
  writeWhole(index, cutSetsHtml({ command: commandAsGiven(), designs }));
  return index;
}

/** The same for what tells designs apart: for each design the harm that another one survives. Returns the index. */
export function writeComparisonPages(
  folder: string,
  all: readonly Compared[],
  differences: readonly Difference[],
): string {
  const schedules = new ScheduleFolder(folder, ['index']);
  const designs = all.map(({ name, design }) => ({
    name,
    bounds: boundsInWords(design),
    rows: differences.flatMap((difference) => worseIn(schedules, name, design, difference)),
  }));
  const index = join(folder, 'index.html');
  writeWhole(index, cutSetsHtml({ command: commandAsGiven(), designs }));
  return index;
}

function worseIn(
  schedules: ScheduleFolder,
  name: string,
  design: Design,
  { faults, outcomes }: Difference,
): Listed[] {
  const own = outcomes.find((outcome) => outcome.name === name)!;
  const safe = outcomes.filter(({ verdict }) => verdict === 'safe');
  if (!isHarmful(own) || safe.length === 0) return [];
  const { verdict, schedule } = own;
  const title = `${faults.join(' + ') || 'none'}: ${verdict}`;
  const told = `${verdict} in ${plural(schedule.length, 'action')}`;
  const files = written(schedules, { name, design, model: compileModel(design) }, title, schedule);
  return [
    {
      name: faults.join(' + ') || 'none',
      verdict,
      isSingle: faults.length === 1,
      harms: [{ told, steps: schedule.length, ...files }],
      remarks: [`survived by ${listed(safe.map((outcome) => outcome.name))}`],
    },
  ];
}

function rowOf(schedules: ScheduleFolder, explored: Explored, set: CutSet): Listed {
  const { ack } = explored.design;
  const harms = set.devices.map((harm): ListedHarm => {
    const title = `${nameOf(set)}: ${harm.device} ${harm.verdict}`;
    return {
      told: harmInWords(harm, ack),
      steps: harm.schedule.length,
      ...written(schedules, explored, title, harm.schedule),
    };
  });
  const milder = set.milder.map(({ faults, verdict, schedule }): ListedHarm => {
    const title = `${faults.join(' + ')}: ${verdict}`;
    return {
      told: `not monotone: ${title}`,
      steps: schedule.length,
      ...written(schedules, explored, title, schedule),
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
  { name, design, model }: Explored,
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
