import { type Options, SingleBar } from 'cli-progress';
import type { Progress } from '../batch/batch-run.js';
import type { Said } from '../fault.js';
import type { Context } from './context.js';

/** Shows how far a batch is. */
export interface BatchProgress {
  tell(progress: Progress): void;
  end(): void;
}

const PHASES: Record<Progress['phase'], Said> = {
  reading: { ko: '읽기', en: 'reading' },
  judging: { ko: '판정', en: 'judging' },
  writing: { ko: '쓰기', en: 'writing' },
};

/** Milliseconds between two notes where there is no terminal. */
const EVERY = 30_000;
/** A bar has so many steps: shares are told, not rows. */
const STEPS = 1000;

/** On standard error: a bar in a terminal with rows a second, time left and flags so far; else a line now and then. */
export function batchProgress(context: Context): BatchProgress {
  return process.stderr.isTTY ? bar(context) : notes(context);
}

function bar({ say }: Context): BatchProgress {
  let shown: SingleBar | undefined;
  let phase: Progress['phase'] | undefined;
  let begun = 0;
  let before = 0;
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
        shown.start(STEPS, 0, payload(progress, 0));
      }
      const seconds = (performance.now() - begun) / 1000;
      const rate = seconds > 0 ? (progress.done - before) / seconds : 0;
      shown?.update(Math.round((progress.share ?? 0) * STEPS), payload(progress, rate));
    },
    end,
  };
}

function options(say: Context['say'], { phase, share }: Progress): Options {
  const [left, flags] = [say({ ko: '남은 시간', en: 'left' }), say({ ko: '바로 확인', en: 'flagged' })];
  const known = share === undefined ? '' : `{bar} {percentage}% · ${left} {eta_formatted} · `;
  return {
    stream: process.stderr,
    format: `${say(PHASES[phase])} ${known}{rows} · {rate}/s · ${flags} {flagged}`,
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

function notes({ note, say }: Context): BatchProgress {
  let told = performance.now();
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
    end: () => undefined,
  };
}
