import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Design } from '../../spec/design.ts';
import type { FoldName } from '../../src/explorer/fold/fold.ts';
import { findJar } from '../../src/tlc/run/jar.ts';
import { runTlc, type TlcOptions, type TlcResult } from '../../src/tlc/run/run.ts';
import { type TlcQuestion, writeModel } from '../../src/tlc/write/model.ts';

// The graphs of tests are small: a quick compiler makes more of them than a good one.
process.env['JAVA_TOOL_OPTIONS'] = '-XX:TieredStopAtLevel=1';

/** A change to a copy of a module: the text must be there once. */
export interface Alteration {
  readonly module: string;
  readonly from: string;
  readonly to: string;
}

/** Does something in a folder that is gone afterwards. */
export async function inFolder<R>(use: (folder: string) => Promise<R>): Promise<R> {
  const folder = mkdtempSync(join(tmpdir(), 'mirrorproof-test-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Changes a module in a folder of copies. */
export function alter(folder: string, { module, from, to }: Alteration): void {
  const file = join(folder, `${module}.tla`);
  const text = readFileSync(file, 'utf8');
  if (text.split(from).length !== 2) throw new Error(`${module}: "${from}" is not there once`);
  writeFileSync(
    file,
    text.replace(from, () => to),
  );
}

/** Runs TLC on a design, on modules that are altered first if asked, and for one of its temporal properties if named. */
export async function tlcOn(
  design: Design,
  question: TlcQuestion,
  alterations: readonly Alteration[] = [],
  {
    only,
    folds = [],
    ...options
  }: Partial<TlcOptions> & {
    readonly only?: string;
    readonly folds?: readonly FoldName[];
  } = {},
): Promise<TlcResult> {
  return inFolder(async (folder) => {
    const model = writeModel(design, folder, question, folds);
    for (const alteration of alterations) alter(folder, alteration);
    if (only !== undefined) {
      const text = readFileSync(model.config, 'utf8');
      writeFileSync(model.config, text.replace(/^PROPERTIES .*$/m, `PROPERTIES ${only}`));
    }
    return runTlc({ ...options, jar: await findJar(), folder, ...model, memoryMegabytes: 1024 });
  });
}
