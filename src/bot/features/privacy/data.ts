import { AttachmentBuilder } from 'discord.js';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Fault, type Language } from '../../../fault.js';
import { FAULTS, PRIVACY, TABLES } from '../../../wording/bot/privacy.js';
import type { Services } from '../../services.js';

type DeletionServices = Pick<
  Services,
  'store' | 'judges' | 'campaigns' | 'learning' | 'adaptation' | 'outbox' | 'now'
>;

/** Deletes an author's data in a server, including learned classifiers, and returns what was deleted. */
export async function deletePerson(
  { store, campaigns, learning, outbox, now }: DeletionServices,
  guildId: string,
  userId: string,
  language: Language,
): Promise<string> {
  const posts = await store.campaigns.ofAuthor(guildId, userId);
  const counts = await store.privacy.deleteAuthor(guildId, userId, now());
  // Campaigns count without them.
  await campaigns?.forget(guildId, posts);
  // Card updates that remove the text are queued.
  outbox.wake();
  const taught = (counts.cases ?? 0) > 0 && (await store.classifiers.latest(guildId)) !== undefined;
  if (taught) {
    // Every version of a classifier contains words of the comments it was trained on.
    await learning.reset(guildId);
    void learning.retrain(guildId);
  }
  return [countsWords(counts, language), ...(taught ? [PRIVACY.relearn[language]] : [])].join('\n');
}

/** Deletes all data of a server and returns what was deleted. */
export async function deleteAll(
  { store, judges, campaigns, learning, adaptation }: DeletionServices,
  guildId: string,
  language: Language,
): Promise<string> {
  // Stop training first, otherwise it would save a classifier after the deletion.
  await Promise.all([learning.reset(guildId), adaptation.reset(guildId)]);
  const counts = await store.privacy.deleteServer(guildId);
  judges.forget(guildId);
  campaigns?.drop(guildId);
  return `${countsWords(counts, language)}\n${PRIVACY.serverDeleted[language]}`;
}

function countsWords(counts: Readonly<Record<string, number>>, language: Language): string {
  const parts = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([table, count]) => `${TABLES[table]?.[language] ?? table} ${count.toLocaleString('en-US')}`);
  return parts.length === 0 ? PRIVACY.nothing[language] : PRIVACY.deleted(parts.join(' · '))[language];
}

const gzipped = promisify(gzip);

/** Elements serialised before yielding to other interactions. */
const SLICE = 200;

/**
 * Serialises data as a JSON file for upload; compresses it if it is too large.
 *
 * @param most maximum bytes of an upload
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

/** The JSON of an object in pieces; lists in slices, one element per line. */
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
