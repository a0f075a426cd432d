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

/** The owner's file name: Discord reduces `name` to ASCII and keeps the original, without extension, in `title`. */
export function ownName({ name, title }: Pick<Attachment, 'name' | 'title'>): string {
  if (title === null || title === '') return name;
  const ending = extname(name);
  return title.endsWith(ending) ? title : `${title}${ending}`;
}

/** Maximum length of a file name in code points: file systems allow 255 bytes, and a Hangul syllable takes three. */
const MOST = 60;

/** Strips from a file name everything with a meaning in paths or markup. */
export function plainName(name: string): string {
  const plain = Array.from(name.normalize('NFC').replace(/[^\p{L}\p{N}._ -]/gu, '_'))
    .slice(-MOST)
    .join('')
    .replace(/^[. ]+/, '');
  return plain === '' ? 'dump' : plain;
}

const PREFIX = 'matgeul-batch-';

/** Runs work with a temporary folder, which is removed afterwards in any case. */
export async function inTempFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  // Also remove it if the process exits meanwhile: it contains users' comments.
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

/** Removes folders left by killed processes. Call it before this process creates any. */
export async function removeLeftovers(): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => []);
  for (const name of names) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-')[0]) : NaN;
    // In a container every run has the same pid, so a folder with our own pid is a leftover too.
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
