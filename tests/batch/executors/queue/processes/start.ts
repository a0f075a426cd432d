import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import split2 from 'split2';

/** A worker as a process of its own, and what it says. */
export interface WorkerProcess {
  readonly child: ChildProcess;
  /** The chunks it has taken, and of these the ones it has judged. */
  readonly taken: number[];
  readonly judged: number[];
  /** The next chunk that it takes, at the moment when it says so. */
  nextTaken(): Promise<number>;
}

/** Starts a worker process on a queue. */
export function startWorker(url: string): WorkerProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'worker.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, QUEUE: url },
  });
  const taken: number[] = [];
  const judged: number[] = [];
  let heard: ((chunk: number) => void)[] = [];
  child.stdout.pipe(split2()).on('data', (line: string) => {
    const { kind, chunk } = JSON.parse(line) as { kind: string; chunk?: number };
    if (chunk === undefined) return;
    if (kind === 'judged') judged.push(chunk);
    if (kind !== 'taken') return;
    taken.push(chunk);
    for (const hear of heard) hear(chunk);
    heard = [];
  });
  const ended = once(child, 'exit').then(([code, signal]: unknown[]) => {
    throw new Error(`the worker ended with ${String(code ?? signal)}`);
  });
  ended.catch(() => undefined);
  const nextTaken = (): Promise<number> =>
    Promise.race([new Promise<number>((resolve) => heard.push(resolve)), ended]);
  return { child, taken, judged, nextTaken };
}
