import type { Article } from '../../article/index.js';
import { type CampaignRecord, type InheritanceGate, inheritanceGateOf } from '../../moderation/index.js';
import type { CampaignEvent, CampaignMember, CampaignProgress, Store } from '../../store/index.js';

/** Members among which the examples are chosen: the first and the last ones of a large campaign. */
const SAMPLED = 200;
const EXAMPLES = 3;
const ARTICLES = 5;
const REGROUPINGS = 3;

/** Data of the card of a campaign, read from the store at one point in time. */
export interface CampaignView {
  readonly record: CampaignRecord;
  /** Times (ms) of its posts, oldest first. */
  readonly times: readonly number[];
  readonly standing: Awaited<ReturnType<Store['campaigns']['standing']>>;
  /** How far Discord has confirmed the removal, or undoing it. */
  readonly progress: CampaignProgress;
  /** The members that differ most from one another. */
  readonly examples: readonly CampaignMember[];
  readonly articles: readonly { readonly article: Article | null; readonly count: number }[];
  /** Number of its articles. */
  readonly articleCount: number;
  /** Whether later members are removed without a click; null where it is not to be removed, or the server is not in mode `act`. */
  readonly gate: InheritanceGate | null;
  /** The campaign that it became a part of. */
  readonly into: CampaignRecord | null;
  /** What was merged, taken apart and split off last, oldest first. */
  readonly history: readonly Regrouping[];
  /** Whether the latest merge into it stands and can be undone. */
  readonly merged: boolean;
}

/** Something that a moderator did to the membership of a campaign. */
export interface Regrouping {
  readonly kind: 'merge' | 'unmerge' | 'split';
  readonly at: number;
  readonly moderatorId: string | null;
  /** The other campaign; null for a split, or where it is past the retention. */
  readonly other: CampaignRecord | null;
  /** Messages that it concerned; 0 where nobody counted. */
  readonly count: number;
}

/** Loads the current data of a campaign's card. */
export async function loadCampaignView(
  { store }: { readonly store: Store },
  record: CampaignRecord,
): Promise<CampaignView> {
  const { guildId, id } = record;
  const { campaigns } = store;
  const [times, standing, progress, members, counts, reviewed, settings, events] = await Promise.all([
    campaigns.times(guildId, id),
    campaigns.standing(guildId, id),
    campaigns.progress(guildId, id),
    campaigns.members(guildId, id, SAMPLED),
    campaigns.articles(guildId, id),
    campaigns.reviewed(guildId),
    store.servers.settings(guildId),
    campaigns.events(guildId, id),
  ]);
  const articles = await Promise.all(
    counts.slice(0, ARTICLES).map(async ({ articleId, count }) => ({
      article: (await store.articles.get(guildId, articleId)) ?? null,
      count,
    })),
  );
  const into = record.mergedInto === null ? undefined : await campaigns.get(guildId, record.mergedInto);
  return {
    record,
    times,
    standing,
    progress,
    examples: mostDifferent(members, EXAMPLES),
    articles,
    articleCount: counts.length,
    gate:
      record.decided?.decision === 'remove' && settings.mode === 'act'
        ? inheritanceGateOf(record.reviewed, reviewed)
        : null,
    into: into ?? null,
    ...(await regroupingsOf(store, record, events)),
  };
}

async function regroupingsOf(
  { campaigns }: Pick<Store, 'campaigns'>,
  { guildId, id }: CampaignRecord,
  events: readonly CampaignEvent[],
): Promise<Pick<CampaignView, 'history' | 'merged'>> {
  const history = await Promise.all(
    events
      .flatMap((event) => {
        const { kind } = event;
        return kind === 'merge' || kind === 'unmerge' || kind === 'split' ? [{ ...event, kind }] : [];
      })
      .slice(-REGROUPINGS)
      .map(async ({ kind, at, moderatorId, ids }): Promise<Regrouping> => {
        const [first = ''] = ids;
        const other = kind === 'split' ? undefined : await campaigns.get(guildId, first);
        const count = kind === 'split' ? ids.length : ids.length - 1;
        return { kind, at, moderatorId, other: other ?? null, count };
      }),
  );
  const latest = events.findLast(({ kind, undoneBy }) => kind === 'merge' && undoneBy === null);
  const part = latest && (await campaigns.get(guildId, latest.ids[0] ?? ''));
  return { history, merged: part?.mergedInto === id };
}

/**
 * The members whose texts differ most: the first core one, then each time the one whose nearest chosen one is furthest (Gonzalez,
 * "Clustering to minimize the maximum intercluster distance", 1985), by the share of common pairs of letters.
 */
export function mostDifferent<M extends Pick<CampaignMember, 'text' | 'core'>>(
  members: readonly M[],
  count: number,
): M[] {
  const core = members.some((one) => one.core) ? members.filter((one) => one.core) : members;
  const pairs = new Map(core.map((one) => [one, pairsOf(one.text)]));
  const chosen: M[] = core.slice(0, 1);
  while (chosen.length < Math.min(count, core.length)) {
    let [best, least] = [undefined as M | undefined, Infinity];
    for (const one of core) {
      if (chosen.includes(one)) continue;
      const nearest = Math.max(...chosen.map((other) => likeness(pairs.get(one)!, pairs.get(other)!)));
      if (nearest < least) [best, least] = [one, nearest];
    }
    // All others are copies of those.
    if (best === undefined || least === 1) break;
    chosen.push(best);
  }
  return chosen;
}

function pairsOf(text: string): Set<string> {
  const letters = [...text.replace(/\s+/gu, '')];
  return new Set(
    letters.length === 1 ? letters : letters.slice(1).map((letter, i) => `${letters[i]}${letter}`),
  );
}

/** Jaccard index of two sets, 0 to 1. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let common = 0;
  for (const pair of one) if (other.has(pair)) common += 1;
  const all = one.size + other.size - common;
  return all === 0 ? 1 : common / all;
}

/** Widths of a bar in minutes; the least that needs no more than `MOST_BARS`. */
const WIDTHS = [1, 5, 10, 30, 60, 180, 360, 720, 1440, 2880, 10_080] as const;
const MOST_BARS = 24;
const BARS = '▁▂▃▄▅▆▇█';
const MINUTE_MS = 60_000;

/**
 * The course of a campaign in bars of equal time, from its first to its last post; the highest bar is the busiest one, a dot an
 * empty one.
 *
 * @param times ms, ascending
 * @example sparkline([0, 60_000, 60_001]) // { bars: '▄█', minutes: 1 }
 */
export function sparkline(times: readonly number[]): { readonly bars: string; readonly minutes: number } {
  const first = times[0];
  const last = times.at(-1);
  if (first === undefined || last === undefined) return { bars: '', minutes: WIDTHS[0] };
  const minutes =
    WIDTHS.find((width) => (last - first) / (width * MINUTE_MS) < MOST_BARS) ?? WIDTHS[WIDTHS.length - 1]!;
  const counts = Array<number>(
    Math.min(MOST_BARS, Math.floor((last - first) / (minutes * MINUTE_MS)) + 1),
  ).fill(0);
  for (const time of times) {
    const bar = Math.min(counts.length - 1, Math.floor((time - first) / (minutes * MINUTE_MS)));
    counts[bar]! += 1;
  }
  const most = Math.max(...counts);
  const bars = counts.map((count) => (count === 0 ? '·' : BARS[Math.ceil((count / most) * BARS.length) - 1]));
  return { bars: bars.join(''), minutes };
}
