import { type Options, SingleBar } from 'cli-progress';
import type { Progress } from '../../batch/batch-run.js';
import type { QueueProgress } from '../../batch/executors/queue/index.js';
import type { LocalizedText } from '../../fault.js';
import { BATCH_PHASES, progressLine, PROGRESS_WORDS, queueProgress } from '../../wording/cli/batch.js';
import { figure } from '../../wording/numbers.js';
import type { Context } from '../context.js';

/** Shows the progress of a batch on standard error. */
export interface BatchProgress {
  /** Shows how far the run is. */
  readonly show: (progress: Progress) => void;
  /** Counts bytes that were read of the inputs. */
  readonly read: (bytes: number) => void;
  /** Shows the state of the queue, of a run on many machines. */
  readonly showQueue: (progress: QueueProgress) => void;
  /** Removes the bar. */
  readonly end: () => void;
}

/** Time between two lines where there is no terminal. */
const LINE_INTERVAL_MS = 30_000;
/** Steps of a bar: it shows the share, not rows. */
const STEPS = 1000;

/**
 * A bar in a terminal, with rows a second, time left and flags so far; else a line every {@link LINE_INTERVAL_MS}.
 *
 * @param bytes of all inputs, where known: gives the time left while they are read
 */
export function batchProgress(context: Context, bytes: number | undefined): BatchProgress {
  const { show, ...rest } = process.stderr.isTTY ? bar(context) : lines(context);
  let read = 0;
  return {
    ...rest,
    read: (more) => (read += more),
    show: (progress) => {
      const known = progress.phase === 'reading' && bytes !== undefined;
      show(known ? { ...progress, share: Math.min(1, read / bytes) } : progress);
    },
  };
}

type Display = Omit<BatchProgress, 'read'>;

function bar({ say }: Context): Display {
  let shown: SingleBar | undefined;
  let phase: Progress['phase'] | undefined;
  let begun = 0;
  let before = 0;
  let queue = '';
  const end = (): void => {
    process.off('exit', end);
    shown?.stop();
    shown = undefined;
  };
  process.once('exit', end);
  return {
    show: (progress) => {
      if (progress.phase !== phase) {
        shown?.stop();
        phase = progress.phase;
        begun = performance.now();
        before = progress.done;
        shown = new SingleBar(options(say, progress));
        shown.start(STEPS, 0, { ...payload(progress, 0), queue });
      }
      const seconds = (performance.now() - begun) / 1000;
      const rate = seconds > 0 ? (progress.done - before) / seconds : 0;
      shown?.update(Math.round((progress.share ?? 0) * STEPS), { ...payload(progress, rate), queue });
    },
    showQueue: (progress) => {
      queue = ` · ${say(queueText(progress))}`;
    },
    end,
  };
}

function options(say: Context['say'], { phase, share }: Progress): Options {
  const [left, flags] = [say(PROGRESS_WORDS.timeLeft), say(PROGRESS_WORDS.flagged)];
  const known = share === undefined ? '' : `{bar} {percentage}% · ${left} {eta_formatted} · `;
  return {
    stream: process.stderr,
    format: `${say(BATCH_PHASES[phase])} ${known}{rows} · {rate}/s · ${flags} {flagged}{queue}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 20,
    linewrap: false,
    gracefulExit: false,
    etaBuffer: 50,
    fps: 4,
  };
}

function payload({ done, flagged }: Progress, rate: number): object {
  return { rows: figure(done), rate: figure(Math.round(rate)), flagged: figure(flagged) };
}

function queueText({ waiting, active, done, failed, workers, strangers }: QueueProgress): LocalizedText {
  const open = waiting === undefined ? '?' : String(waiting);
  return queueProgress(open, active, done, failed, workers.length, strangers);
}

function lines({ note, say }: Context): Display {
  let lastLine = performance.now();
  let lastQueueLine = -LINE_INTERVAL_MS;
  return {
    show: ({ phase, done, share, flagged }) => {
      if (performance.now() - lastLine < LINE_INTERVAL_MS) return;
      lastLine = performance.now();
      const percent = share === undefined ? '' : ` (${Math.floor(share * 100)}%)`;
      note(say(progressLine(phase, done, percent, flagged)));
    },
    showQueue: (progress) => {
      if (performance.now() - lastQueueLine < LINE_INTERVAL_MS) return;
      lastQueueLine = performance.now();
      note(say(queueText(progress)));
    },
    end: () => undefined,
  };
}
