import { type Options, SingleBar } from 'cli-progress';
import type { Progress } from '../../batch/batch-run.js';
import type { QueueProgress } from '../../batch/executors/queue/index.js';
import type { LocalizedText } from '../../fault.js';
import type { Context } from '../context.js';

/** Shows how far a batch is. */
export interface BatchProgress {
  readonly tell: (progress: Progress) => void;
  /** Bytes more that were read of the inputs. */
  readonly read: (bytes: number) => void;
  /** What the queue says of a run on many machines. */
  readonly tellQueue: (progress: QueueProgress) => void;
  readonly end: () => void;
}

const PHASES: Record<Progress['phase'], LocalizedText> = {
  reading: { ko: '읽기', en: 'reading' },
  judging: { ko: '판정', en: 'judging' },
  writing: { ko: '쓰기', en: 'writing' },
};

/** Milliseconds between two notes where there is no terminal. */
const EVERY = 30_000;
/** A bar has so many steps: shares are told, not rows. */
const STEPS = 1000;

/**
 * On standard error: a bar in a terminal with rows a second, time left and flags so far; else a line now and then.
 *
 * @param bytes of all inputs, where that is known: for the time left while they are read
 */
export function batchProgress(context: Context, bytes: number | undefined): BatchProgress {
  const { tell, ...rest } = process.stderr.isTTY ? bar(context) : notes(context);
  let read = 0;
  return {
    ...rest,
    read: (more) => (read += more),
    tell: (progress) => {
      const known = progress.phase === 'reading' && bytes !== undefined;
      tell(known ? { ...progress, share: Math.min(1, read / bytes) } : progress);
    },
  };
}

type Shown = Omit<BatchProgress, 'read'>;

function bar({ say }: Context): Shown {
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
    tell: (progress) => {
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
    tellQueue: (progress) => {
      queue = ` · ${say(queueWords(progress))}`;
    },
    end,
  };
}

function options(say: Context['say'], { phase, share }: Progress): Options {
  const [left, flags] = [say({ ko: '남은 시간', en: 'left' }), say({ ko: '바로 확인', en: 'flagged' })];
  const known = share === undefined ? '' : `{bar} {percentage}% · ${left} {eta_formatted} · `;
  return {
    stream: process.stderr,
    format: `${say(PHASES[phase])} ${known}{rows} · {rate}/s · ${flags} {flagged}{queue}`,
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
  const n = (number: number): string => Math.round(number).toLocaleString('en-US');
  return { rows: n(done), rate: n(rate), flagged: n(flagged) };
}

/** Chunks by what became of them, and who works on them. */
function queueWords({ waiting, active, done, failed, workers, strangers }: QueueProgress): LocalizedText {
  const open = waiting === undefined ? '?' : String(waiting);
  return {
    ko: `덩이 대기 ${open} 진행 ${active} 끝남 ${done} 실패 ${failed} · 일꾼 ${workers.length}${strangers > 0 ? ` (규칙·모델이 다른 일꾼 ${strangers})` : ''}`,
    en: `chunks waiting ${open} active ${active} done ${done} failed ${failed} · workers ${workers.length}${strangers > 0 ? ` (${strangers} with other rules or model)` : ''}`,
  };
}

function notes({ note, say }: Context): Shown {
  let told = performance.now();
  let toldQueue = -EVERY;
  return {
    tell: ({ phase, done, share, flagged }) => {
      if (performance.now() - told < EVERY) return;
      told = performance.now();
      const n = done.toLocaleString('en-US');
      const percent = share === undefined ? '' : ` (${Math.floor(share * 100)}%)`;
      const flags = flagged.toLocaleString('en-US');
      note(
        say({
          ko: `${PHASES[phase].ko} ${n}${percent} · 바로 확인 ${flags} …`,
          en: `${PHASES[phase].en} ${n}${percent} · flagged ${flags} …`,
        }),
      );
    },
    tellQueue: (progress) => {
      if (performance.now() - toldQueue < EVERY) return;
      toldQueue = performance.now();
      note(say(queueWords(progress)));
    },
    end: () => undefined,
  };
}
