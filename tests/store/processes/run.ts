import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { KEYS } from '../given.js';

/** Starts a script of this folder as a process of its own, on a store. */
export function startProcess(
  script: string,
  database: string,
  environment: Record<string, string> = {},
): ChildProcess & { readonly stdout: NonNullable<ChildProcess['stdout']> } {
  const keys = KEYS.map(({ id, key }) => `${id}:${key.toString('base64')}`).join(',');
  return spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, script)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, STORE: database, MATGEUL_KEYS: keys, ...environment },
  });
}

/** All that a process prints until it ends by itself; rejects when it fails. */
export async function outputOf(child: ReturnType<typeof startProcess>): Promise<string> {
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`the process ended with ${String(code)}`);
  return Buffer.concat(chunks).toString();
}

/** What a process prints until it has printed so many lines; then it is killed on the spot. */
export async function linesBeforeKill(
  child: ReturnType<typeof startProcess>,
  lines: number,
): Promise<string[]> {
  let text = '';
  const closed = new Promise((resolve) => child.once('close', resolve));
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    if (text.split('\n').length > lines) child.kill('SIGKILL');
  });
  await closed;
  // What was cut off in the middle was not acknowledged.
  return text.split('\n').slice(0, -1);
}
