import type { Campaign, CampaignKind, CampaignState } from './campaign.js';
import { authorsOf, firstOf, lastOf, publicOf, type Cluster, type Member } from './cluster.js';
import { phrasesOf } from './names.js';
import type { CampaignOptions } from './options.js';
import type { WordCounts } from './word-counts.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The cluster as everybody else sees it. `now`: newest time seen; `words`: what the past says of words, for the name. */
export function describe(
  cluster: Cluster,
  now: number | null,
  options: CampaignOptions,
  words?: WordCounts,
): Campaign {
  const { members } = cluster;
  const phrases = phrasesOf(members, words);
  const last = lastOf(cluster);
  const foreign = members.map((member) => member.foreign).filter((p) => p !== null);
  return {
    id: cluster.id,
    name: phrases.join(' · '),
    phrases,
    kind: kindOf(members),
    state: stateOf(cluster, last, now, options),
    first: firstOf(cluster),
    last,
    declared: cluster.declared,
    hourly: last === null ? 0 : members.filter(({ at }) => at !== null && at > last - HOUR).length,
    counts: {
      posts: members.length,
      texts: new Set(members.map((member) => member.folded)).size,
      authors: authorsOf(members),
      articles: new Set(members.map((member) => member.article)).size,
      channels: new Set(members.map((member) => member.channel).filter((channel) => channel !== null)).size,
    },
    foreign: foreign.length === 0 ? null : foreign.filter((p) => p > 0.5).length / foreign.length,
    shape: { hands: handsOf(members), pace: paceOf(members) },
    decision: cluster.decision,
    merged: cluster.merged,
    splitFrom: cluster.splitFrom,
    members: members.map(publicOf),
  };
}

function stateOf(
  cluster: Cluster,
  last: number | null,
  now: number | null,
  options: CampaignOptions,
): CampaignState {
  if (cluster.expired) return 'expired';
  if (cluster.decision !== null)
    return last !== null && now !== null && now - last > options.watchMs ? 'watch' : 'decided';
  return cluster.known ? 'known' : 'emerging';
}

function handsOf(members: readonly Member[]): Campaign['shape']['hands'] {
  if (members.some(({ author }) => author === 0)) return 'unknown';
  const authors = authorsOf(members);
  if (authors === 1) return 'one';
  // Three posts a head and more.
  return authors * 3 <= members.length ? 'few' : 'crowd';
}

function paceOf(members: readonly Member[]): Campaign['shape']['pace'] {
  const times = members
    .map(({ at }) => at)
    .filter((at) => at !== null)
    .sort((a, b) => a - b);
  if (times.length < members.length || times.length < 2) return 'unknown';
  let burst = 0;
  for (let from = 0, to = 0; to < times.length; to++) {
    while (times[to]! - times[from]! > HOUR) from++;
    burst = Math.max(burst, to - from + 1);
  }
  if (burst * 2 > times.length) return 'burst';
  return times.at(-1)! - times[0]! > 2 * DAY ? 'drip' : 'steady';
}

function kindOf(members: readonly Member[]): CampaignKind {
  const linked = members.filter((member) => member.link !== null);
  const words = linked.filter(({ by }) => by === 'words' || by === 'meaning').length;
  if (words * 2 > linked.length) return 'reworded';
  const odd = members.filter((member) => member.odd >= 2).length;
  if (odd * 3 > members.length) return 'obfuscated';
  const texts = new Set(members.map((member) => member.folded)).size;
  if (texts * 3 <= members.length || texts === 1) return 'copy';
  const likeness = linked.map((member) => member.likeness).sort((a, b) => a - b)[linked.length >> 1] ?? 1;
  return likeness < 0.5 ? 'drifting' : 'template';
}
