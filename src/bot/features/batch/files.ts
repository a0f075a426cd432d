import { mkdir, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Attachment } from 'discord.js';
import type { InteractionContext } from '../../router/feature.js';
import { BATCH_LIMITS } from './limits.js';
import type { Input } from './order.js';

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
