import { digestPage } from '../../../src/bot/digest/page.js';
import { loadBook } from '../../../src/assets/packs.js';
import { inPackage } from '../../../src/assets/package-root.js';
import { settledFacts } from './views.js';

/** Monday, 2026-11-30, 09:00 in Korea. */
const END = Date.UTC(2026, 10, 30);
const DAY_MS = 24 * 60 * 60_000;

/** A digest of made-up counts, as the bot renders it, with its picture as a data address by what the message calls it. */
export async function digestView(title: string) {
  const counts = (of: number) => ({
    judged: 610 + of,
    flagged: 41 + of,
    kept: 6,
    removed: 29 + of,
    dismissed: 2,
    undone: of > 0 ? 1 : 0,
    accuracy: new Map([
      ['shareholder-campaign', { right: 21, wrong: 1 }],
      ['relevance', { right: 8, wrong: 4 }],
    ]),
    articles: of > 0 ? [{ articleId: 'a', flagged: 37 }] : [],
  });
  const store = {
    cases: {
      period: (_guildId: string, { until }: { readonly until: number }) =>
        Promise.resolve(counts(until === END ? 12 : 0)),
      statistics: () =>
        Promise.resolve(
          Array.from({ length: 7 }, (_, i) => ({
            day: new Date(END - (6 - i) * DAY_MS).toISOString().slice(0, 10),
            judged: [480, 530, 510, 620, 580, 610, 622][i]!,
            flagged: [22, 31, 18, 44, 37, 41, 53][i]!,
            removed: [15, 20, 11, 30, 27, 29, 41][i]!,
            kept: [4, 6, 5, 9, 6, 6, 6][i]!,
            dismissed: [1, 2, 0, 3, 2, 2, 2][i]!,
          })),
        ),
      accuracy: () => Promise.resolve(new Map([['shareholder-campaign', { right: 120, wrong: 5 }]])),
    },
    reports: { counts: () => Promise.resolve({ reports: 0, right: 0, wrong: 0 }) },
    flags: { count: () => Promise.resolve({ open: 4 }) },
    servers: { settings: () => Promise.resolve(settledFacts().settings) },
    campaigns: { list: () => Promise.resolve([]) },
    articles: { get: () => Promise.resolve({ id: 'a', title, body: null }) },
  };
  const packs = new Map(loadBook(inPackage('rules')).book.packs.map((pack) => [pack.id, pack.title]));
  const sources = { store: store as never, titles: () => Promise.resolve(packs), now: () => END };
  const { body, files } = await digestPage(sources, '1', { every: 'daily', end: END }, 'ko');
  const pictures = Object.fromEntries(
    files.map(({ name, data }) => [`attachment://${name}`, `data:image/png;base64,${data.toString('base64')}`]),
  );
  return { components: body.components, pictures };
}
