import { AttachmentBuilder } from 'discord.js';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Fault, type Language } from '../../../fault.js';
import { FAULTS, PRIVACY, TABLES } from '../../../wording/bot/privacy.js';
import type { Services } from '../../services.js';

type DeletionServices = Pick<Services, 'store' | 'judges' | 'learning' | 'outbox' | 'now'>;

/** Deletes an author's data in a server, out of what was learned too; tells what went. */
export async function deletePerson(
  { store, learning, outbox, now }: DeletionServices,
  guildId: string,
  userId: string,
  language: Language,
): Promise<string> {
  const counts = await store.privacy.deleteAuthor(guildId, userId, now());
  // Cards are waiting to lose the text.
  outbox.wake();
  const taught = (counts.cases ?? 0) > 0 && (await store.classifiers.latest(guildId)) !== undefined;
  if (taught) {
    // A classifier holds words of the comments it learned from, and so does each older version.
    await learning.reset(guildId);
    void learning.retrain(guildId);
  }
  return [countsWords(counts, language), ...(taught ? [PRIVACY.relearn[language]] : [])].join('\n');
}

/** Deletes all data of a server; tells what went. */
export async function deleteAll(
  { store, judges, learning }: DeletionServices,
  guildId: string,
  language: Language,
): Promise<string> {
  // Stops a training that would save a classifier after all else is gone.
  await learning.reset(guildId);
  const counts = await store.privacy.deleteServer(guildId);
  judges.forget(guildId);
  return `${countsWords(counts, language)}\n${PRIVACY.serverDeleted[language]}`;
}

function countsWords(counts: Readonly<Record<string, number>>, language: Language): string {
  const parts = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([table, count]) => `${TABLES[table]?.[language] ?? table} ${count.toLocaleString('en-US')}`);
  return parts.length === 0 ? PRIVACY.nothing[language] : PRIVACY.deleted(parts.join(' · '))[language];
}

const gzipped = promisify(gzip);

/** Elements written in one go: others' interactions come between. */
const SLICE = 200;

/**
 * Data as a JSON file that Discord takes; packed where it is too large.
 *
 * @param most bytes that may be uploaded
 * @throws Fault `privacy/too-large`
 */
export async function jsonFile(
  data: Readonly<Record<string, unknown>>,
  name: string,
  most: number,
): Promise<AttachmentBuilder> {
  const pieces: string[] = [];
  for await (const piece of jsonPieces(data)) pieces.push(piece);
  const bytes = Buffer.from(pieces.join(''));
  if (bytes.length <= most) return new AttachmentBuilder(bytes, { name: `${name}.json` });
  const packed = await gzipped(bytes);
  if (packed.length > most) throw new Fault('privacy/too-large', FAULTS.tooLarge);
  return new AttachmentBuilder(packed, { name: `${name}.json.gz` });
}

/** The JSON of an object; long lists in slices, one element a line. */
async function* jsonPieces(data: Readonly<Record<string, unknown>>): AsyncGenerator<string> {
  const entries = Object.entries(data).filter(([, value]) => value !== undefined);
  yield '{';
  for (const [i, [key, value]] of entries.entries()) {
    yield `${i === 0 ? '' : ','}\n${JSON.stringify(key)}: `;
    if (!Array.isArray(value)) {
      yield JSON.stringify(value);
      continue;
    }
    yield '[';
    for (let from = 0; from < value.length; from += SLICE) {
      const lines = (value as unknown[]).slice(from, from + SLICE).map((one) => `\n${JSON.stringify(one)}`);
      yield `${from === 0 ? '' : ','}${lines.join(',')}`;
      await setImmediate();
    }
    yield ']';
  }
  yield '\n}\n';
}
