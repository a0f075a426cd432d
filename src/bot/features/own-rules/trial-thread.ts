import { Fault } from '../../../fault.js';
import type { Store } from '../../../store/index.js';
import { OWN_RULE_TRIAL_FAULTS as WORDS } from '../../../wording/bot/own-rules.js';
import { type ThreadFaults, workApart } from '../../apart.js';
import { turns } from '../../campaigns/tracked.js';
import { pageOf } from '../campaigns/rule-order.js';
import { oneByOne } from '../campaigns/rule-thread.js';
import type { OwnRuleTrial, TrialOrder, TriedComment } from './trial-order.js';

/** 20,000 comments take some seconds; a thread that needs much more is broken. */
const TIMEOUT_MS = 120_000;
const MOST_MEGABYTES = 1024;
/** Comments that are read and decrypted at once: some 3 ms. */
const PAGE = 200;
/** Comments that a rule is tried on; beyond, the older ones are left out. */
const MOST_COMMENTS = 50_000;
/** Kept comments of the nights that are read, the latest: their table is read in one piece, 5,000 in some 40 ms. */
const MOST_OF_NIGHTS = 5_000;

const FAULTS: ThreadFaults = {
  stopped: () => new Fault('own-rules/trial-stopped', WORDS.stopped),
  timeout: () => new Fault('own-rules/trial-timeout', WORDS.timeout),
  broken: (cause) => new Fault('own-rules/trial-thread', WORDS.broken, {}, { cause }),
};

const running = new Set<string>();

/** What a trial needs beside the stored comments. */
export type TrialMeans = Omit<TrialOrder, 'comments' | 'articles'>;

/**
 * Tries a rule on the stored comments of its server, in a thread: flags with what was decided, the texts kept for repeated
 * texts, and those kept for the nights. One at a time, as drafts of rules are, and one of a server.
 *
 * @throws `Fault` `own-rules/trial-running`, `…-stopped`, `…-timeout`, `…-thread`, `store/…`
 */
export async function tryOwnRule(
  store: Pick<Store, 'ownRules' | 'campaigns' | 'adaptations' | 'articles'>,
  guildId: string,
  means: TrialMeans,
  { now, stop }: { readonly now: number; readonly stop: AbortSignal },
): Promise<OwnRuleTrial> {
  if (running.has(guildId)) throw new Fault('own-rules/trial-running', WORDS.running);
  running.add(guildId);
  try {
    return await oneByOne.run(async () => {
      const history = await gather(store, guildId, now);
      const order: TrialOrder = { ...means, ...history };
      return workApart<OwnRuleTrial>(
        {
          thread: 'trial',
          workerData: order,
          transferList: [...history.comments, ...history.articles].map(({ buffer }) => buffer),
          mostMs: TIMEOUT_MS,
          mostMegabytes: MOST_MEGABYTES,
          stop,
        },
        FAULTS,
      );
    });
  } finally {
    running.delete(guildId);
  }
}

type Bytes = Uint8Array<ArrayBuffer>;

/** Reads the stored comments of a server and their articles, page by page with turns of the event loop between. */
async function gather(
  {
    ownRules,
    campaigns,
    adaptations,
    articles: stored,
  }: Pick<Store, 'ownRules' | 'campaigns' | 'adaptations' | 'articles'>,
  guildId: string,
  now: number,
): Promise<{ readonly comments: Bytes[]; readonly articles: Bytes[] }> {
  const turn = turns();
  const seen = new Set<string>();
  const articleIds = new Set<string>();
  const pages: { readonly page: Bytes; readonly count: number }[] = [];
  let count = 0;
  const keep = (list: readonly (TriedComment & { readonly messageId: string })[]): void => {
    const fresh = list.flatMap(({ messageId, articleId, text, label }): TriedComment[] => {
      if (seen.has(messageId) || text.trim() === '') return [];
      seen.add(messageId);
      articleIds.add(articleId);
      return [{ articleId, text, label }];
    });
    if (fresh.length === 0) return;
    pages.push({ page: pageOf(fresh), count: fresh.length });
    count += fresh.length;
  };
  // Decided ones first: they are what precision is measured on, and are never left out.
  for (let after = ''; ;) {
    const page = await ownRules.history(guildId, after, PAGE);
    keep(page);
    await turn();
    const last = page.at(-1);
    if (page.length < PAGE || last === undefined) break;
    after = last.id;
  }
  const decided = pages.length;
  for (let after = { seq: -1, messageId: '' }; ;) {
    const page = await campaigns.posts(guildId, after, PAGE);
    keep(page.map((post) => ({ ...post, label: null })));
    while (count > MOST_COMMENTS && pages.length > decided + 1) count -= pages.splice(decided, 1)[0]!.count;
    await turn();
    // Posts that cannot be read are left out of a page.
    const last = page.at(-1);
    if (last === undefined) break;
    after = { seq: last.seq, messageId: last.messageId };
  }
  if (count < MOST_COMMENTS) {
    const window = { since: 0, keptBefore: now, limit: Math.min(MOST_OF_NIGHTS, MOST_COMMENTS - count) };
    keep((await adaptations.comments(guildId, window)).map((one) => ({ ...one, label: null })));
  }
  const articles: Bytes[] = [];
  for (const articleId of articleIds) {
    const article = await stored.get(guildId, articleId);
    if (article !== undefined) articles.push(pageOf([article]));
    await turn();
  }
  return { comments: pages.map(({ page }) => page), articles };
}
