import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readWork } from './database.js';
import { kept } from './meta.js';

/** The name of the run whose work was left in a folder; undefined where there is none. */
export function leftRun(folder: string): string | undefined {
  const file = join(folder, 'work.db');
  if (!existsSync(file)) return undefined;
  const db = readWork(file);
  try {
    return kept(db, 'runId', z.uuid());
  } finally {
    db.close();
  }
}

/** Removes what a run has left. */
export function removeLeft(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
