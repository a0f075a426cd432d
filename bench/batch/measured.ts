import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Resource usage of a process with its threads and the children that it waited for. */
export interface Measured {
  readonly code: number | null;
  /** Clock and processor time (user and system, of all threads) in seconds. */
  readonly wall: number;
  readonly cpu: number;
  /** Peak of resident memory of the largest process, MB. */
  readonly peak: number;
  readonly stderr: string;
}

const TIME = '/usr/bin/time';

/**
 * Runs a command to its end, optionally pinned to cores. GNU time reads the usage that the kernel has added up
 * (`wait4`), so nothing between two samples is lost.
 */
export async function measured(command: readonly string[], cores?: string): Promise<Measured> {
  if (!existsSync(TIME)) throw new Error(`${TIME} is not installed (apt-get install time)`);
  const folder = mkdtempSync(join(tmpdir(), 'matgeul-time-'));
  const usage = join(folder, 'usage');
  const pinned = cores === undefined ? command : ['taskset', '-c', cores, ...command];
  const child = spawn(TIME, ['-q', '-f', '%e %U %S %M', '-o', usage, ...pinned], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (piece: Buffer) => (stderr += piece.toString()));
  try {
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    const [wall, user, system, kilobytes] = readFileSync(usage, 'utf8').trim().split(' ').map(Number);
    return { code, wall: wall!, cpu: user! + system!, peak: kilobytes! / 1024, stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The medians of several runs, each number by itself; the first code that is not 0. */
export function medianOf(runs: readonly Measured[]): Measured {
  const middle = (of: (one: Measured) => number): number =>
    runs.map(of).sort((a, b) => a - b)[Math.floor(runs.length / 2)]!;
  const failed = runs.find(({ code }) => code !== 0);
  return {
    code: failed === undefined ? 0 : failed.code,
    wall: middle(({ wall }) => wall),
    cpu: middle(({ cpu }) => cpu),
    peak: middle(({ peak }) => peak),
    stderr: failed?.stderr ?? '',
  };
}
