import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built command line, as users start it. */
export const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** A file of the repository. */
export const inRepository = (path: string): string =>
  fileURLToPath(new URL(`../../${path}`, import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `matgeul` in a folder of its own, with no variable of the caller that it would listen to. */
export function matgeul(
  args: readonly string[],
  options: { input?: string | Buffer; env?: Record<string, string>; cwd?: string } = {},
): Ran {
  const env = { PATH: process.env.PATH ?? '', ...options.env };
  const ran = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: options.cwd ?? folder(),
    env,
    input: options.input ?? '',
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

/** A fresh folder. */
export function folder(): string {
  return mkdtempSync(join(tmpdir(), 'matgeul-cli-'));
}
