import { groups } from 'd3-array';
import { z } from 'zod';
import { Fault } from '../fault.js';
import { CAMPAIGN_FAULTS } from '../wording/campaigns.js';
import {
  type Campaign,
  CAMPAIGN_DECISIONS,
  CAMPAIGN_HANDS,
  CAMPAIGN_KINDS,
  CAMPAIGN_PACES,
  CAMPAIGN_STATES,
} from './campaign.js';
import type { Cluster, Member } from './cluster.js';
import { describe } from './describe.js';
import { Folder } from './fold.js';
import { CAMPAIGN_DEFAULTS } from './options.js';

// Campaigns as a file: what `matgeul campaigns` prints with --json and saves, and what a report shows. Authors are numbers
// that mean nothing outside of the file.

const whole = z.int().nonnegative();
const time = z.iso.datetime().nullable();

export const listedMemberSchema = z.object({
  /** Names the post within the file: the comment's id, with its article's where two comments share one. */
  post: z.string(),
  commentId: z.string(),
  articleId: z.string(),
  text: z.string(),
  /** ISO 8601, UTC. */
  at: time,
  /** Number of its author within the file, from 1; null: unknown. */
  author: z.int().min(1).nullable(),
  /** The member that it was linked to, and how: see `Membership`. */
  link: z.string().nullable(),
  by: z.enum(['copy', 'near', 'words', 'meaning']),
  span: z.tuple([whole, whole]).nullable(),
  phrase: z.string(),
  likeness: z.number().min(0).max(1),
  core: z.boolean(),
});

export const listedCampaignSchema = z.object({
  id: z.string(),
  name: z.string(),
  phrases: z.array(z.string()),
  kind: z.enum(CAMPAIGN_KINDS),
  state: z.enum(CAMPAIGN_STATES),
  first: time,
  last: time,
  declared: time,
  /** Posts in the last hour before `last`. */
  hourly: whole,
  counts: z.object({ posts: whole, texts: whole, authors: whole, articles: whole, channels: whole }),
  /** Share of members that are foreign to their article, of those that the judge weighed; null: nobody asked. */
  foreign: z.number().min(0).max(1).nullable(),
  shape: z.object({ hands: z.enum(CAMPAIGN_HANDS), pace: z.enum(CAMPAIGN_PACES) }),
  decision: z.enum(CAMPAIGN_DECISIONS).nullable(),
  merged: z.array(z.string()),
  splitFrom: z.string().nullable(),
  members: z.array(listedMemberSchema),
});

const listedArticleSchema = z.object({
  id: z.string(),
  title: z.string(),
  url: z.string().optional(),
  publishedAt: z.string().optional(),
});

const changeSchema = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('merge'),
    at: z.iso.datetime(),
    /** The campaigns as they were named before, and the one that they are now. */
    campaigns: z.array(z.string()),
    into: z.string(),
  }),
  z.object({
    action: z.literal('split'),
    at: z.iso.datetime(),
    from: z.string(),
    into: z.string(),
    posts: z.array(z.string()),
  }),
]);

export const campaignListSchema = z.object({
  version: z.literal(1),
  /** The files that were read, as the user named them. */
  sources: z.array(z.string()),
  /** Comments that were read. */
  comments: whole,
  /** The articles under which members stand. */
  articles: z.array(listedArticleSchema),
  /** Known ones first, each by size. */
  campaigns: z.array(listedCampaignSchema),
  /** What people changed, oldest first. */
  history: z.array(changeSchema),
});

export type ListedMember = z.infer<typeof listedMemberSchema>;
export type ListedCampaign = z.infer<typeof listedCampaignSchema>;
export type ListedArticle = z.infer<typeof listedArticleSchema>;
export type CampaignList = z.infer<typeof campaignListSchema>;

/** The JSON Schema (draft 2020-12) of a campaigns file; it allows additional keys. */
export function campaignListJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(campaignListSchema, { io: 'input' }), title: 'matgeul campaigns' };
}

/** A campaign for a file: without its members, whose texts somebody else has. */
export function listed(
  { first, last, declared, phrases, merged, counts, shape, ...same }: Omit<Campaign, 'members'>,
  members: readonly ListedMember[],
): ListedCampaign {
  return {
    ...same,
    phrases: [...phrases],
    merged: [...merged],
    counts: { ...counts },
    shape: { ...shape },
    first: isoOf(first),
    last: isoOf(last),
    declared: isoOf(declared),
    members: [...members],
  };
}

/** The campaign of an id, also of one that was merged away. @throws Fault `usage/no-campaign` */
export function findListed({ campaigns }: CampaignList, id: string): ListedCampaign {
  const found = campaigns.find((one) => one.id === id) ?? campaigns.find(({ merged }) => merged.includes(id));
  if (found === undefined) throw new Fault('usage/no-campaign', CAMPAIGN_FAULTS.noCampaign(id));
  return found;
}

/**
 * Makes one campaign of several: the oldest keeps its id, everything is counted anew, and earlier decisions no longer
 * hold.
 *
 * @param at when, ISO 8601
 * @throws Fault `usage/no-campaign` for an unknown id, `usage/one-campaign` when all are the same
 */
export function mergeListed(
  list: CampaignList,
  ids: readonly string[],
  at: string,
): { readonly list: CampaignList; readonly id: string } {
  const all = [...new Set(ids.map((id) => findListed(list, id)))].sort(byAge);
  const [oldest, ...others] = all;
  if (oldest === undefined || others.length === 0)
    throw new Fault('usage/one-campaign', CAMPAIGN_FAULTS.oneCampaign);
  const members = all.flatMap((one) => one.members).sort(byArrival);
  const merged = all.flatMap((one) => (one === oldest ? one.merged : [...one.merged, one.id]));
  const asked = all.filter(({ foreign }) => foreign !== null);
  const foreign =
    asked.length === 0
      ? null
      : asked.reduce((sum, one) => sum + one.foreign! * one.members.length, 0) /
        asked.reduce((sum, one) => sum + one.members.length, 0);
  const made = { ...described(oldest, members), merged, foreign };
  const change = { action: 'merge' as const, at, campaigns: all.map(({ id }) => id), into: oldest.id };
  return { id: oldest.id, list: replaced(list, all, [made], change) };
}

/**
 * Takes posts out of a campaign into one of their own; both are counted anew, and earlier decisions no longer hold.
 *
 * @param posts as the file names them (`post`), or ids of comments
 * @param at when, ISO 8601
 * @throws Fault `usage/no-campaign`, `usage/no-post` for a post that is no member, `usage/split-all` when none would stay
 */
export function splitListed(
  list: CampaignList,
  id: string,
  posts: readonly string[],
  at: string,
): { readonly list: CampaignList; readonly id: string } {
  const campaign = findListed(list, id);
  const out = new Set<ListedMember>();
  for (const post of posts) {
    const found = campaign.members.filter((one) => one.post === post || one.commentId === post);
    if (found.length === 0) throw new Fault('usage/no-post', CAMPAIGN_FAULTS.noPost(post, campaign.id));
    for (const member of found) out.add(member);
  }
  const leave = campaign.members.filter((member) => out.has(member));
  const stay = campaign.members.filter((member) => !out.has(member));
  if (leave.length === 0 || stay.length === 0)
    throw new Fault('usage/split-all', CAMPAIGN_FAULTS.splitAll(campaign.id));
  const into = freeId(list, campaign.id);
  const made = { ...described({ ...campaign, id: into, merged: [] }, leave), splitFrom: campaign.id };
  const change = {
    action: 'split' as const,
    at,
    from: campaign.id,
    into,
    posts: leave.map(({ post }) => post),
  };
  return { id: into, list: replaced(list, [campaign], [described(campaign, stay), made], change) };
}

function replaced(
  list: CampaignList,
  old: readonly ListedCampaign[],
  fresh: readonly ListedCampaign[],
  change: CampaignList['history'][0],
): CampaignList {
  const campaigns = [...list.campaigns.filter((one) => !old.includes(one)), ...fresh].sort(byImportance);
  return { ...list, campaigns, history: [...list.history, change] };
}

/** Known before emerging, the largest first, ties by id. */
export function byImportance(one: ListedCampaign, other: ListedCampaign): number {
  const emerging = Number(one.state === 'emerging') - Number(other.state === 'emerging');
  return emerging || other.counts.posts - one.counts.posts || (one.id < other.id ? -1 : 1);
}

/** A campaign of other members: named, counted and shaped anew. Links to those that are gone are cut. */
function described(campaign: ListedCampaign, members: readonly ListedMember[]): ListedCampaign {
  const posts = new Set(members.map(({ post }) => post));
  const linked = members.map((member) => ({
    ...member,
    link: member.link !== null && posts.has(member.link) ? member.link : null,
  }));
  const made = describe(clusterOf(campaign, linked), null, CAMPAIGN_DEFAULTS);
  const fresh = listed(
    { ...made, foreign: campaign.foreign, state: campaign.state === 'emerging' ? 'emerging' : 'known' },
    linked,
  );
  return { ...fresh, counts: { ...fresh.counts, channels: campaign.counts.channels } };
}

function clusterOf(campaign: ListedCampaign, members: readonly ListedMember[]): Cluster {
  const folder = new Folder();
  const numbers = new Map<string, number>();
  const numberOf = (text: string): number => {
    const known = numbers.get(text) ?? numbers.size;
    numbers.set(text, known);
    return known;
  };
  const kept = members.map((member, serial): Member => {
    const { letters, length, odd } = folder.fold(member.text);
    const { at, author, articleId, ...same } = member;
    return {
      ...same,
      serial,
      author: author ?? 0,
      article: numberOf(`article ${articleId}`),
      channel: null,
      at: at === null ? null : Date.parse(at),
      folded: numberOf(`text ${String.fromCharCode(...letters.subarray(0, length))}`),
      odd,
      foreign: null,
      bits: 0,
    };
  });
  const { id, declared, merged, splitFrom } = campaign;
  return {
    key: 0,
    id,
    members: kept,
    known: campaign.state !== 'emerging',
    declared: declared === null ? null : Date.parse(declared),
    decision: null,
    merged: [...merged],
    splitFrom,
    expired: false,
  };
}

/** A distinct text of a campaign, disguise undone, as its first member writes it. */
export interface Wording {
  readonly text: string;
  readonly span: readonly [number, number] | null;
  readonly posts: number;
}

/** The distinct texts of members, the most frequent first. */
export function wordingsOf(members: readonly ListedMember[]): Wording[] {
  const folder = new Folder();
  const found = new Map<string, { text: string; span: readonly [number, number] | null; posts: number }>();
  for (const { text, span } of members) {
    const { letters, length } = folder.fold(text);
    const key = String.fromCharCode(...letters.subarray(0, length));
    const there = found.get(key);
    if (there === undefined) found.set(key, { text, span, posts: 1 });
    else there.posts++;
  }
  return [...found.values()].sort((one, other) => other.posts - one.posts);
}

/** Times of members, ms since 1970. */
export function timesOf(members: readonly ListedMember[]): (number | null)[] {
  return members.map(({ at }) => (at === null ? null : Date.parse(at)));
}

/** Members by the id of their article, the article of most first. */
export function membersByArticle(members: readonly ListedMember[]): [string, ListedMember[]][] {
  return groups(members, ({ articleId }) => articleId).sort(
    ([one, a], [other, b]) => b.length - a.length || compare(one, other),
  );
}

/** Posts in equal parts of the time from the first to the last; empty where fewer than two have a time. */
export function countsOverTime(times: readonly (number | null)[], parts: number): number[] {
  const known = times.filter((at) => at !== null);
  if (known.length < 2) return [];
  const first = known.reduce((least, at) => Math.min(least, at), Infinity);
  const last = known.reduce((most, at) => Math.max(most, at), -Infinity);
  const counts = new Array<number>(parts).fill(0);
  const step = Math.max(1, (last - first) / parts);
  for (const at of known) counts[Math.min(parts - 1, Math.floor((at - first) / step))]!++;
  return counts;
}

function freeId({ campaigns }: CampaignList, from: string): string {
  for (let n = 2; ; n++) {
    const id = `${from}-${n}`;
    if (!campaigns.some((one) => one.id === id || one.merged.includes(id))) return id;
  }
}

const byArrival = (one: ListedMember, other: ListedMember): number =>
  compare(one.at ?? '', other.at ?? '') || compare(one.post, other.post);
const byAge = (one: ListedCampaign, other: ListedCampaign): number =>
  compare(one.first ?? '', other.first ?? '') || compare(one.id, other.id);
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const isoOf = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
