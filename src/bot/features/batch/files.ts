import type { Attachment } from 'discord.js';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { InteractionContext } from '../../gateway/feature.js';
import { BATCH_LIMITS, type Input } from './order.js';

/** Downloads an attached file into a folder. */
export async function download(
  { articles }: Pick<InteractionContext, 'articles'>,
  attachment: Attachment,
  folder: string,
): Promise<Input> {
  const bytes = await articles.readAttachment(attachment, BATCH_LIMITS.file);
  await mkdir(folder, { recursive: true });
  const name = plainName(ownName(attachment));
  const path = join(folder, name);
  await writeFile(path, bytes);
  return { path, name };
}

/** The name that its owner gave: Discord takes all but ASCII out of `name`, and keeps it, without the ending, in `title`. */
export function ownName({ name, title }: Pick<Attachment, 'name' | 'title'>): string {
  if (title === null || title === '') return name;
  const ending = extname(name);
  return title.endsWith(ending) ? title : `${title}${ending}`;
}

/** Longest name of a file, in code points: a Hangul syllable takes three bytes of the 255 that file systems bear. */
const MOST = 60;

/** A file's name without anything that a path or a page could take for more than a name. */
export function plainName(name: string): string {
  const plain = Array.from(name.normalize('NFC').replace(/[^\p{L}\p{N}._ -]/gu, '_'))
    .slice(-MOST)
    .join('')
    .replace(/^[. ]+/, '');
  return plain === '' ? 'dump' : plain;
}

const PREFIX = 'matgeul-batch-';

/** A folder of its own for some work, removed when the work ends, however it ends. */
export async function inTempFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  // Also when the process ends in the middle: comments of strangers lie in it.
  const cleanUp = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', cleanUp);
  try {
    return await work(folder);
  } finally {
    process.off('exit', cleanUp);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Removes folders of processes that were killed. To be called before this process has made any of its own. */
export async function removeLeftovers(): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => []);
  for (const name of names) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-')[0]) : NaN;
    // In a container every run has the same number, so a folder of this very number is a leftover too.
    if (Number.isInteger(pid) && (pid === process.pid || !isAlive(pid)))
      await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
