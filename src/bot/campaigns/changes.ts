import type { Campaign, Membership } from '../../campaign/index.js';
import { campaignStrength, type CampaignSummary, cardThreshold } from '../../moderation/index.js';
import type { CampaignChange } from '../../store/index.js';
import { type Known, recordId, type Tracked } from './tracked.js';

/** What decides about cards and inheritance beside the campaign itself. */
export interface Circumstances {
  readonly now: number;
  readonly cardsPerDay: number;
  /** Whether the bot may post cards for a campaign (id in the tracker) where its new posts came from. */
  readonly visible: (id: string) => boolean;
  /** Whether the bot removes new members of a campaign (id in the store) that a moderator removed. */
  readonly inherits: (id: string) => boolean;
}

/** What happened to a campaign since it was written last. */
interface Happened {
  /** Ids in the tracker of campaigns that it absorbed. */
  readonly absorbed: ReadonlySet<string>;
  /** Messages that joined it; null: more may have happened. */
  readonly joined: readonly string[] | null;
}

/** Ids in the tracker of campaigns that may have changed. */
export type Touched = ReadonlyMap<string, Happened>;

/** Nobody knows what happened. */
export const ANYTHING: Happened = { absorbed: new Set(), joined: null };

/**
 * Members up to which a campaign is described anew whenever it grows, and the growth after which a larger one is: to do so for
 * each member would be quadratic. Until then its counts are as they were, but for the posts.
 */
const SMALL = 200;
const GROWN = 1 + 1 / 32;

/**
 * What the store must learn of campaigns: the difference between what the tracker says and what `known` has, which is brought
 * up to date. Nothing for a campaign that is as it was.
 *
 * @param aged posts left because they are old: a campaign that ends by it keeps its counts
 */
export function changesOf(
  tracked: Tracked,
  touched: Touched,
  circumstances: Circumstances,
  aged = false,
): CampaignChange[] {
  const changes: { readonly change: CampaignChange; readonly described: number }[] = [];
  for (const [id, { absorbed, joined }] of touched) {
    const record = recordId(tracked, id);
    const before = tracked.known.get(record);
    const grown = absorbed.size === 0 ? grownBy(tracked, id, joined, circumstances) : undefined;
    if (grown !== undefined) {
      changes.push({ change: grown, described: before?.described ?? 0 });
      continue;
    }
    const campaign = tracked.tracker.campaign(id);
    // Part of another campaign by now, which is touched too.
    if (campaign !== undefined && campaign.id !== id) continue;
    if (campaign === undefined && before === undefined) continue;
    const change =
      campaign === undefined
        ? withoutTracker(tracked, record, before!, aged)
        : changeOf(tracked, campaign, record, circumstances, absorbed);
    if (change !== undefined) changes.push({ change, described: campaign?.members.length ?? 0 });
  }
  for (const { change, described } of changes) remember(tracked, change, described);
  return changes.map(({ change }) => change);
}

/** The change of a large campaign that only grew by a few; undefined where it must be described anew. */
function grownBy(
  tracked: Tracked,
  id: string,
  joined: readonly string[] | null,
  { now, inherits }: Circumstances,
): CampaignChange | undefined {
  const record = recordId(tracked, id);
  const before = tracked.known.get(record);
  if (joined === null || before === undefined || before.members.size < SMALL) return undefined;
  const fits = before.members.size + joined.length < before.described * GROWN;
  // One without a card may deserve one; a thirty-second more of it decides that too.
  if (!fits || before.state === 'emerging') return undefined;
  const members = joined.flatMap((post) => tracked.tracker.membership(post) ?? []);
  if (members.some(({ campaign }) => campaign !== id)) return undefined;
  const { summary } = before;
  const posts = before.members.size + members.filter(({ post }) => !before.members.has(post)).length;
  return {
    ...before,
    id: record,
    // A quiet one is so no more.
    state: before.state === 'watch' ? 'decided' : before.state,
    last: Math.max(before.last, ...joined.map((post) => tracked.posts.get(post) ?? now)),
    summary: { ...summary, counts: { ...summary.counts, posts } },
    members: members.map(memberOf),
    left: [],
    absorbed: [],
    card: false,
    inherits: inherits(record),
  };
}

function memberOf({
  post,
  core,
  link,
  by,
  span,
  phrase,
  likeness,
}: Membership): CampaignChange['members'][number] {
  return {
    messageId: post,
    core,
    evidence: { link, by, span: span === null ? null : [...span], phrase, likeness },
  };
}

function changeOf(
  tracked: Tracked,
  campaign: Campaign,
  id: string,
  { now, cardsPerDay, visible, inherits }: Circumstances,
  absorbedIds: ReadonlySet<string>,
): CampaignChange | undefined {
  const before = tracked.known.get(id);
  const absorbed = [...absorbedIds]
    .map((one) => recordId(tracked, one))
    .filter((one) => one !== id && tracked.known.has(one));
  const members = campaign.members
    .filter(({ post, core }) => before?.members.get(post) !== core)
    .map(memberOf);
  const still = new Set(campaign.members.map(({ post }) => post));
  const left = [...(before?.members.keys() ?? [])].filter((post) => !still.has(post));
  // The most that it ever was: a card that was posted counts in the budget, whatever was deleted since.
  const strength = Math.max(
    before?.strength ?? 0,
    campaignStrength({ posts: campaign.counts.posts, foreign: campaign.foreign }),
  );
  // Once it was known it stays so, whatever was deleted since.
  const sticky = campaign.state === 'emerging' && before !== undefined && before.declared !== null;
  const state = sticky ? 'known' : campaign.state;
  const declared = sticky ? before.declared : campaign.declared;
  const others = [...tracked.known]
    .filter(([other, known]) => other !== id && known.declared !== null)
    .map(([, known]) => ({ strength: known.strength, at: known.declared! }));
  // The card of a part goes on as that of the whole.
  const takesCard = absorbed.some((other) => tracked.known.get(other)?.carded === true);
  const deservesCard =
    state === 'known' && visible(campaign.id) && strength > cardThreshold(others, cardsPerDay, now);
  const card = before?.carded !== true && (takesCard || deservesCard);
  const change: CampaignChange = {
    id,
    state,
    first: campaign.first ?? now,
    last: campaign.last ?? now,
    declared,
    strength,
    summary: summaryOf(campaign),
    members,
    left,
    absorbed,
    ...(campaign.splitFrom === null ? {} : { splitFrom: recordId(tracked, campaign.splitFrom) }),
    card,
    inherits: inherits(id),
  };
  return isSame(change, before) ? undefined : change;
}

function summaryOf(campaign: Campaign): CampaignSummary {
  const { name, phrases, kind, hourly, counts, foreign, shape } = campaign;
  return { name, phrases: [...phrases], kind, hourly, counts: { ...counts }, foreign, shape: { ...shape } };
}

/**
 * A campaign that the tracker does not have: none of its members has company any more; or so much was deleted that what is left
 * would not have been found, and a restart forgot it. Then the store's members count.
 */
function withoutTracker(
  { posts }: Tracked,
  id: string,
  before: Known,
  aged: boolean,
): CampaignChange | undefined {
  const { first, last, declared, state, strength, summary, members } = before;
  const left = [...members.keys()].filter((post) => !posts.has(post));
  const rest = members.size - left.length;
  if (rest < 2) return dissolved(id, before, aged);
  const counts = Object.fromEntries(
    Object.entries(summary.counts).map(([key, count]) => [
      key,
      key === 'posts' ? rest : Math.min(rest, count),
    ]),
  ) as CampaignSummary['counts'];
  if (left.length === 0 && counts.posts === summary.counts.posts) return undefined;
  return {
    id,
    state,
    first,
    last,
    declared,
    strength,
    summary: { ...summary, counts },
    members: [],
    left,
    absorbed: [],
    card: false,
    inherits: false,
  };
}

function dissolved(id: string, before: Known, aged: boolean): CampaignChange | undefined {
  const { first, last, declared, strength, summary, members } = before;
  if (before.state === 'expired' && members.size === 0) return undefined;
  const none = { posts: 0, texts: 0, authors: 0, articles: 0, channels: 0 };
  return {
    id,
    state: 'expired',
    first,
    last,
    declared,
    strength,
    summary: aged ? summary : { ...summary, hourly: 0, counts: none },
    members: [],
    left: [...members.keys()],
    absorbed: [],
    card: false,
    inherits: false,
  };
}

function isSame(change: CampaignChange, before: Known | undefined): boolean {
  return (
    before !== undefined &&
    change.members.length === 0 &&
    change.left.length === 0 &&
    change.absorbed.length === 0 &&
    !change.card &&
    change.state === before.state &&
    change.declared === before.declared &&
    change.first === before.first &&
    change.last === before.last &&
    change.strength === before.strength &&
    JSON.stringify(change.summary) === JSON.stringify(before.summary)
  );
}

/** What the store will have once the changes are stored. */
function remember({ known, aliases }: Tracked, change: CampaignChange, described: number): void {
  const { id, state, first, last, declared, strength, summary } = change;
  const before = known.get(id);
  const members = before?.members ?? new Map<string, boolean>();
  for (const messageId of change.left) members.delete(messageId);
  for (const { messageId, core } of change.members) members.set(messageId, core);
  let decision = before?.decision ?? null;
  for (const other of change.absorbed) {
    decision ??= known.get(other)?.decision ?? null;
    known.delete(other);
    aliases.delete(other);
  }
  known.set(id, {
    state,
    first,
    last,
    declared,
    strength,
    summary,
    carded: (before?.carded ?? false) || change.card,
    decision,
    members,
    described,
  });
}
