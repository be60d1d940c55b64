import type { PresetName } from '../../../spec/design.ts';
import { neverAsked, tellIdle } from '../../check/idle-rules.ts';
import { storiesOf } from '../../explain/story.ts';
import { replayFile } from '../../schedule-files/load.ts';
import { conclusion, finalVerdict, violatedIn } from '../../schedule-files/outcome.ts';
import { storyJson, tellStory } from '../present/explain.ts';
import { type ExitCode, exit } from '../terminal/exit.ts';
import { print, printJson } from '../terminal/write.ts';
import { commonOptions, exactlyOne, type Verb } from './verb.ts';

interface ExplainOptions {
  readonly preset: PresetName;
  readonly json?: boolean;
}

/** Which copy saved each block after each step of a schedule, and what took it in the end. */
export const explain: Verb<ExplainOptions> = {
  name: 'explain',
  operands: exactlyOne('schedule'),
  says: 'tell of each block which copies kept it, step by step, and what took them',
  options: commonOptions(),
  onlyShows: true,
  examples: ['explain out/self-fed.schedule'],
  run: ([file], options) => run(file!, options),
};

function run(file: string, { preset, json }: ExplainOptions): ExitCode {
  const replayed = replayFile(file, preset);
  const { design, model, trace } = replayed;
  const stories = storiesOf(model, trace);
  if (json) {
    printJson({
      schema: 'explain/1',
      file,
      design: design.name,
      bounds: design.bounds,
      weakened: design.weakened,
      weakenedIdle: neverAsked(design).map(({ rule }) => rule),
      violated: violatedIn(replayed),
      verdict: finalVerdict(replayed),
      blocks: stories.map((story) => storyJson(model, story)),
    });
    return exit.holds;
  }
  for (const story of stories) print(`${tellStory(model, story).join('\n')}\n`);
  print([...conclusion(replayed), ...neverAsked(design).map(tellIdle)].join('\n'));
  return exit.holds;
}
