import cliProgress from 'cli-progress';
import { shown } from '../../text/shown.ts';
import { warn } from './write.ts';

/** Shows how far a long run is, on standard error: a bar on a terminal, a line every other second elsewhere. */
export interface Meter {
  readonly show: (done: number, known: number, detail: string) => void;
  readonly end: () => void;
}

const LINE_EVERY_MS = 2000;

export function meter(title: string): Meter {
  return process.stderr.isTTY ? barMeter(title) : lineMeter(title);
}

function barMeter(title: string): Meter {
  const bar = new cliProgress.SingleBar({
    format: `${shown(title)} [{bar}] {detail}`,
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
  });
  let started = false;
  return {
    show: (done, known, detail) => {
      if (!started) bar.start(known, done, { detail: shown(detail) });
      started = true;
      bar.setTotal(known);
      bar.update(done, { detail: shown(detail) });
    },
    end: () => bar.stop(),
  };
}

function lineMeter(title: string): Meter {
  let last = performance.now();
  return {
    show: (_, __, detail) => {
      if (performance.now() - last < LINE_EVERY_MS) return;
      last = performance.now();
      warn(`${title}: ${detail}`);
    },
    end: () => {},
  };
}
