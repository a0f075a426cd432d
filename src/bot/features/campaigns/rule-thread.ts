import { Fault } from '../../../fault.js';
import type { CampaignRecord } from '../../../moderation/index.js';
import { Semaphore } from '../../../semaphore.js';
import type { Store } from '../../../store/index.js';
import { NO_RULE } from '../../../wording/bot/campaigns.js';
import { type ThreadFaults, workApart } from '../../apart.js';
import { turns } from '../../campaigns/tracked.js';
import { pageOf, type RuleOrder, type RuleOutcome, type RulePost } from './rule-order.js';

/** 20,000 posts take three seconds with the model and packs opened; a thread that needs much more is broken. */
const TIMEOUT_MS = 120_000;
const MOST_MEGABYTES = 1024;
/** Posts that are read and decrypted at once: some 3 ms. */
const PAGE = 200;
/** Members, the first and the last, of which the phrase is read as well: disguised ones give their words by it. */
const PHRASED = 400;
/** Posts of others that a rule is tried on, the latest: 200 bytes each, and in a busy server the last days. */
const MOST_OTHERS = 50_000;

const FAULTS: ThreadFaults = {
  stopped: () => new Fault('campaigns/rule-stopped', NO_RULE.stopped),
  timeout: () => new Fault('campaigns/rule-timeout', NO_RULE.timeout),
  broken: (cause) => new Fault('campaigns/rule-thread', NO_RULE.broken, {}, { cause }),
};

/** One draft at a time, since each takes a core, the model and the packs; one of a server waits for its turn. */
export const oneByOne = new Semaphore(1);
const running = new Set<string>();

/** What a draft is made of beside the stored posts. */
export type RuleMeans = Pick<RuleOrder, 'packs' | 'rulesOff' | 'model' | 'language'>;

/**
 * Drafts a rule from the stored posts of a campaign and tries it on those of its server, in a thread: the event loop is kept
 * from nothing else for more than a few ms.
 *
 * @returns the number of stored members, and the outcome: null where there are fewer than two
 * @throws `Fault` `campaigns/rule-running`, `campaigns/rule-stopped`, `campaigns/rule-timeout`, `campaigns/rule-thread`, `store/…`
 */
export async function draftRule(
  store: Pick<Store, 'campaigns' | 'articles'>,
  record: CampaignRecord,
  means: RuleMeans,
  stop: AbortSignal,
): Promise<{ readonly members: number; readonly outcome: RuleOutcome | null }> {
  const { guildId } = record;
  if (running.has(guildId)) throw new Fault('campaigns/rule-running', NO_RULE.running);
  running.add(guildId);
  try {
    return await oneByOne.run(async () => {
      const { members, posts, articles } = await gather(store, record);
      if (members < 2) return { members, outcome: null };
      const { id, summary } = record;
      const order: RuleOrder = {
        ...means,
        campaign: { id, phrases: summary.phrases, counts: { posts: members } },
        posts,
        articles,
      };
      const outcome = await workApart<RuleOutcome>(
        {
          thread: 'rule',
          workerData: order,
          transferList: [...posts, ...articles].map(({ buffer }) => buffer),
          mostMs: TIMEOUT_MS,
          mostMegabytes: MOST_MEGABYTES,
          stop,
        },
        FAULTS,
      );
      return { members, outcome };
    });
  } finally {
    running.delete(guildId);
  }
}

interface Gathered {
  readonly members: number;
  readonly posts: readonly Uint8Array<ArrayBuffer>[];
  readonly articles: readonly Uint8Array<ArrayBuffer>[];
}

/** Reads the posts of a server and their articles, page by page with turns of the event loop between. */
async function gather(
  { campaigns, articles: stored }: Pick<Store, 'campaigns' | 'articles'>,
  { guildId, id }: CampaignRecord,
): Promise<Gathered> {
  const turn = turns();
  const phrases = new Map<string, string>();
  for (const { messageId, evidence: of } of await campaigns.members(guildId, id, PHRASED))
    phrases.set(messageId, of?.phrase ?? '');
  const own: Uint8Array<ArrayBuffer>[] = [];
  const others: { readonly page: Uint8Array<ArrayBuffer>; readonly count: number }[] = [];
  const articleIds = new Set<string>();
  let [members, kept, after] = [0, 0, { seq: -1, messageId: '' }];
  for (;;) {
    const page = await campaigns.posts(guildId, after, PAGE);
    const [inside, outside]: [RulePost[], RulePost[]] = [[], []];
    for (const { messageId, text, articleId, campaignId } of page) {
      articleIds.add(articleId);
      if (campaignId === id) inside.push({ text, articleId, phrase: phrases.get(messageId) ?? '' });
      else outside.push({ text, articleId, phrase: null });
    }
    members += inside.length;
    kept += outside.length;
    if (inside.length > 0) own.push(pageOf(inside));
    if (outside.length > 0) others.push({ page: pageOf(outside), count: outside.length });
    while (kept > MOST_OTHERS) kept -= others.shift()!.count;
    await turn();
    const last = page.at(-1);
    if (page.length < PAGE || last === undefined) break;
    after = { seq: last.seq, messageId: last.messageId };
  }
  const articles: Uint8Array<ArrayBuffer>[] = [];
  for (const articleId of members < 2 ? [] : articleIds) {
    const article = await stored.get(guildId, articleId);
    if (article !== undefined) articles.push(pageOf([article]));
    await turn();
  }
  return { members, posts: [...own, ...others.map(({ page }) => page)], articles };
}
