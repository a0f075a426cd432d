import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Resource usage of a process. */
export interface Measured {
  readonly code: number | null;
  /** Wall-clock and processor time in seconds. */
  readonly wall: number;
  readonly cpu: number;
  /** Peak of resident memory, MB. */
  readonly peak: number;
  readonly stderr: string;
}

const TICKS = 100;
const EVERY_MS = 50;

/** Runs a command to its end, optionally pinned to cores, and samples its usage from /proc (Linux only). */
export async function measured(command: readonly string[], cores?: string): Promise<Measured> {
  const [file, ...args] = cores === undefined ? command : ['taskset', '-c', cores, ...command];
  const began = performance.now();
  const child = spawn(file!, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (piece: Buffer) => (stderr += piece.toString()));
  let [peak, cpu] = [0, 0];
  const sample = (): void => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
      const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
      cpu = Math.max(cpu, (Number(stat[11]) + Number(stat[12])) / TICKS);
    } catch {
      // The process ended between two samples.
    }
  };
  const timer = setInterval(sample, EVERY_MS);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearInterval(timer);
  return { code, wall: (performance.now() - began) / 1000, cpu, peak, stderr };
}
