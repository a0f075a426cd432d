import { authorsOf, type Cluster } from './cluster.js';

const HOUR = 3_600_000;
/** Fewer posts are company by chance. */
const MIN_POSTS = 3;

/** Whether a cluster is a campaign by now, by its members so far. */
export function isCampaign(cluster: Cluster): boolean {
  const { members } = cluster;
  if (members.length < MIN_POSTS) return false;
  const bits = members.map((member) => member.bits).sort((a, b) => a - b)[members.length >> 1]!;
  const newest = members.slice(-MIN_POSTS);
  const times = newest.map((member) => member.at).filter((at) => at !== null);
  const within = times.length < newest.length ? null : Math.max(...times) - Math.min(...times);
  const burst = within !== null && within < 6 * HOUR;
  const fewHands = authorsOf(members) < members.length;
  return bits >= (burst || fewHands ? 40 : 80);
}
