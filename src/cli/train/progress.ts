import { MultiBar, type SingleBar } from 'cli-progress';
import type { LocalizedText } from '../../fault.js';
import type { Context } from '../context.js';
import { columnsOf, padColumns } from '../columns.js';

/** The parts of the training, with the share of the work that each is. */
const SHARES = { measured: 0.4, all: 0.4, stages: 0.2 };
export type Part = keyof typeof SHARES;
const PARTS = Object.keys(SHARES) as Part[];

const NAMES: Record<Part, LocalizedText> = {
  measured: { ko: '인코더 (앞 기사)', en: 'encoder (earlier articles)' },
  all: { ko: '인코더 (모든 기사)', en: 'encoder (all articles)' },
  stages: { ko: '판정 단계', en: 'later stages' },
};

/** Shows how far a training is. */
export interface TrainingProgress {
  /** @param done share of the part, 0 to 1 @param loss in nats, where the part has one */
  tell(part: Part, done: number, loss?: number): void;
  stop(): void;
}

/** On standard error: bars in a terminal, else a line for each tenth. */
export function trainingProgress(context: Context): TrainingProgress {
  return process.stderr.isTTY ? bars(context) : lines(context);
}

function bars({ say }: Context): TrainingProgress {
  const loss = say({ ko: '손실', en: 'loss' });
  const left = say({ ko: '남은 시간', en: 'left' });
  const all = new MultiBar({
    stream: process.stderr,
    format: `{name} {bar} {percentage}% · ${left} {eta_formatted} {loss}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    // The terminal must be told to wrap again, after Ctrl-C too: `stop` below.
    linewrap: false,
    gracefulExit: false,
    etaBuffer: 50,
    fps: 4,
  });
  const width = Math.max(...PARTS.map((part) => columnsOf(say(NAMES[part]))));
  const payload = (part: Part, value?: number): { name: string; loss: string } => ({
    name: padColumns(say(NAMES[part]), width),
    loss: value === undefined ? '' : `· ${loss} ${value.toFixed(2)}`,
  });
  const shown: Partial<Record<Part, SingleBar>> = {};
  // A bar's clock runs from here: a part that begins later gets its bar later.
  const bar = (part: Part): SingleBar => (shown[part] ??= all.create(1, 0, payload(part)));
  bar('measured');
  bar('all');
  const stop = (): void => {
    process.off('exit', stop);
    all.stop();
  };
  process.once('exit', stop);
  return {
    tell: (part, done, value) => {
      bar(part).update(done, payload(part, value));
    },
    stop,
  };
}

/** A line each time that another tenth of the whole is done. */
export function lines({ note, say }: Pick<Context, 'note' | 'say'>): TrainingProgress {
  const begun = Date.now();
  const done: Record<Part, number> = { measured: 0, all: 0, stages: 0 };
  let told = 0;
  return {
    tell: (part, share) => {
      done[part] = share;
      // The shares do not quite add up to 1 in binary.
      const whole = PARTS.reduce((sum, each) => sum + SHARES[each] * done[each], 1e-9);
      const tenth = Math.floor(whole * 10);
      if (tenth <= told) return;
      told = tenth;
      const percent = tenth * 10;
      const seconds = Math.round((Date.now() - begun) / 1000);
      note(say({ ko: `배우는 중 ${percent}% (${seconds}초)`, en: `training ${percent}% (${seconds} s)` }));
    },
    stop: () => undefined,
  };
}
