import type { CutSets } from '../find.ts';
import { toGalileo } from './galileo.ts';
import { toMermaid } from './mermaid.ts';
import { toOpenPsa } from './open-psa.ts';
import { toSvg } from './svg.ts';
import { toCsv, toMarkdown } from './tables.ts';

/** A way to write cut sets down. */
export type Form =
  /** A table of any number of designs. */
  | {
      readonly of: 'designs';
      readonly endings: readonly string[];
      readonly render: (all: readonly CutSets[]) => string;
    }
  /** A tree of one. */
  | {
      readonly of: 'design';
      readonly endings: readonly string[];
      readonly render: (one: CutSets) => string | Promise<string>;
    };

/** Every form by the name that it has in commands. */
export const forms = {
  markdown: { of: 'designs', endings: ['.md', '.markdown'], render: toMarkdown },
  csv: { of: 'designs', endings: ['.csv'], render: toCsv },
  svg: { of: 'design', endings: ['.svg'], render: toSvg },
  mermaid: { of: 'design', endings: ['.mmd', '.mermaid'], render: toMermaid },
  galileo: { of: 'design', endings: ['.dft'], render: toGalileo },
  'open-psa': { of: 'design', endings: ['.xml'], render: toOpenPsa },
} as const satisfies Record<string, Form>;

export type FormName = keyof typeof forms;
export const formNames = Object.keys(forms) as FormName[];
