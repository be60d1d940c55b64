import type { Design } from '../../spec/design.ts';

/**
 * What an explorer page is given, as JSON inside of it: all that the core needs to run the schedule again.
 */
export interface PageData {
  /** Where the schedule comes from, for the headline. */
  readonly source: string;
  readonly design: Design;
  /** The design as a schedule file names it: a shipped one by its name, another by its path. */
  readonly named: string;
  /** The recorded actions, by label. */
  readonly schedule: readonly string[];
  /** Comment of the schedule file, a line each. */
  readonly comment: readonly string[];
  /** Shell command that makes this page again. */
  readonly command: string;
  /** Changes to the design that were explored and found to mend it. */
  readonly advice: readonly string[];
}

/** Id of the element that holds the data. */
export const DATA_ID = 'data';

/** Id of the template that holds the picture of a chart, before the name of the chart. */
export const CHART_ID = 'chart-';
