import { MultiBar, type SingleBar } from 'cli-progress';
import { TRAIN_NOTES, TRAINING_PARTS } from '../../wording/cli/train.js';
import { columnsOf, padColumns } from '../columns.js';
import type { Context } from '../context.js';

/** The parts of the training, with the share of the work that each is. */
const SHARES = { measured: 0.4, all: 0.4, stages: 0.2 };
export type Part = keyof typeof SHARES;
const PARTS = Object.keys(SHARES) as Part[];

/** Shows the progress of a training. */
export interface TrainingProgress {
  /** @param done share of the part, 0 to 1 @param loss in nats, where the part has one */
  show(part: Part, done: number, loss?: number): void;
  /** Removes the bars. */
  stop(): void;
}

/** Progress on standard error: bars in a terminal, else a line for each tenth. */
export function trainingProgress(context: Context): TrainingProgress {
  return process.stderr.isTTY ? bars(context) : lines(context);
}

function bars({ say }: Context): TrainingProgress {
  const loss = say(TRAIN_NOTES.loss);
  const left = say(TRAIN_NOTES.timeLeft);
  const all = new MultiBar({
    stream: process.stderr,
    format: `{name} {bar} {percentage}% · ${left} {eta_formatted} {loss}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    // `stop` below makes the terminal wrap lines again, after Ctrl-C too.
    linewrap: false,
    gracefulExit: false,
    etaBuffer: 50,
    fps: 4,
  });
  const width = Math.max(...PARTS.map((part) => columnsOf(say(TRAINING_PARTS[part]))));
  const payload = (part: Part, value?: number): { name: string; loss: string } => ({
    name: padColumns(say(TRAINING_PARTS[part]), width),
    loss: value === undefined ? '' : `· ${loss} ${value.toFixed(2)}`,
  });
  const shown: Partial<Record<Part, SingleBar>> = {};
  // A bar's clock starts with the bar: a part that begins later gets its bar later.
  const bar = (part: Part): SingleBar => (shown[part] ??= all.create(1, 0, payload(part)));
  bar('measured');
  bar('all');
  const stop = (): void => {
    process.off('exit', stop);
    all.stop();
  };
  process.once('exit', stop);
  return {
    show: (part, done, value) => {
      bar(part).update(done, payload(part, value));
    },
    stop,
  };
}

/** Progress as a line for each tenth of the whole. */
export function lines({ note, say }: Pick<Context, 'note' | 'say'>): TrainingProgress {
  const begun = Date.now();
  const done: Record<Part, number> = { measured: 0, all: 0, stages: 0 };
  let shown = 0;
  return {
    show: (part, share) => {
      done[part] = share;
      // The shares do not quite add up to 1 in binary.
      const whole = PARTS.reduce((sum, each) => sum + SHARES[each] * done[each], 1e-9);
      const tenth = Math.floor(whole * 10);
      if (tenth <= shown) return;
      shown = tenth;
      const seconds = Math.round((Date.now() - begun) / 1000);
      note(say(TRAIN_NOTES.progress(tenth * 10, seconds)));
    },
    stop: () => undefined,
  };
}
