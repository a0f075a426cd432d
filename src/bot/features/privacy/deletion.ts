import type { Language } from '../../../fault.js';
import type { Services } from '../../services.js';
import { PRIVACY, TABLES } from '../../../wording/bot/privacy.js';

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
