import { authorsOf, type Cluster, type Member } from './cluster.js';

const HOUR = 3_600_000;
/** Fewer posts are company by chance. */
const MIN_POSTS = 3;
/** Posts that are near each other in time. */
const BURST_MS = 6 * HOUR;
/** Bits that the middle member shares, where posts come in a burst or from few hands. */
const SHARED_BITS = 40;
/** The same where many write it over days: what is said so often of itself is short. */
const SPREAD_BITS = 80;
/** Under one or two articles readers quote the same sentence of the article in their own words: they must be more alike, or more. */
const QUOTED_LIKENESS = 0.6;
const QUOTED_POSTS = 6;
/** A short slogan, copied as it is, must come more often and under more articles at a time than a saying does. */
const SHORT_POSTS = 5;
const SHORT_ARTICLES = 3;
const SHORT_LIKENESS = 0.8;
const QUOTES = /["'“”‘’「」『』<>《》]/u;

/** Whether a cluster is a campaign by now, by its members so far. */
export function isCampaign({ members }: Cluster): boolean {
  if (members.length < MIN_POSTS) return false;
  const articles = new Set(members.map((member) => member.article)).size;
  const quoted = members.filter(isQuoted).length * 2 >= members.length;
  const near = articles <= 2 && median(members, 'likeness') < QUOTED_LIKENESS;
  if ((near || quoted) && members.length < QUOTED_POSTS) return false;
  const burst = isBurst(members);
  if (
    burst &&
    articles >= SHORT_ARTICLES &&
    members.length >= SHORT_POSTS &&
    median(members, 'likeness') >= SHORT_LIKENESS
  )
    return true;
  const together = burst || authorsOf(members) * 3 <= members.length * 2;
  return median(members, 'bits') >= (together ? SHARED_BITS : SPREAD_BITS);
}

/** Whether what the member shares stands in quotation marks, or at one, and is not all that it says. */
function isQuoted({ text, span, likeness }: Member): boolean {
  if (span === null || likeness > 0.8) return false;
  const before = text.slice(0, span[0] + 1).trimEnd();
  const after = text.slice(span[1] - 1).trimStart();
  return QUOTES.test(before.slice(-2)) || QUOTES.test(after.slice(0, 3));
}

function median(members: readonly Member[], of: 'bits' | 'likeness'): number {
  return members.map((member) => member[of]).sort((a, b) => a - b)[members.length >> 1]!;
}

/** Whether half of the members and at least three came within a few hours. A saying has bursts too, but a longer history. */
function isBurst(members: readonly Member[]): boolean {
  const times = members.map(({ at }) => at);
  if (times.includes(null)) return false;
  const sorted = (times as number[]).sort((a, b) => a - b);
  const needed = Math.max(MIN_POSTS, Math.ceil(sorted.length / 2));
  return sorted.some((from, i) => (sorted[i + needed - 1] ?? Infinity) - from < BURST_MS);
}
