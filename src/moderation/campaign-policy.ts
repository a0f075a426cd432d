import type { CampaignDecision } from '../campaign/index.js';
import type { ServerSettings } from './settings.js';
import { type DecisionCounts, wilsonLower } from './accuracy-gate.js';

/** Reviewed members of a campaign from which its later members may be removed unseen. */
const LEAST_REVIEWED = 20;
/** Lower bound of the share of right ones among the reviewed members of the server's campaigns. */
const LEAST_PRECISION = 0.99;

/** Whether later members of a removed campaign are removed without a click, with the numbers that its card shows. */
export interface InheritanceGate {
  readonly open: boolean;
  /** Lower bound of the 95% interval of the share of right ones in the server, 0 to 1. */
  readonly lower: number;
  /** Members that have to be reviewed, all of them right, until it opens; 0 when it is open. */
  readonly more: number;
}

/**
 * Decides whether the decision to remove a campaign is carried out on its later members. Two things must hold: moderators
 * removed 20 members of this campaign by a click and nothing shows that one was wrong, and over all campaigns of the server the
 * lower bound of the 95% Wilson interval of right members is at least .99. Twenty of twenty alone give .84; the bound asks for
 * 381 members without a wrong one, 562 beside one, which a server gathers over several campaigns.
 *
 * @param campaign reviewed members of this campaign: removed by a click that stands, and those that proved wrong
 * @param server the same over all campaigns of the server, this one included
 */
export function inheritanceGateOf(campaign: DecisionCounts, server: DecisionCounts): InheritanceGate {
  const opens = (more: number): boolean =>
    campaign.wrong === 0 &&
    campaign.right + more >= LEAST_REVIEWED &&
    wilsonLower(server.right + more, server.right + server.wrong + more) >= LEAST_PRECISION;
  let [low, high] = [0, 1_000_000];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (opens(middle)) high = middle;
    else low = middle + 1;
  }
  return {
    open: opens(0),
    lower: wilsonLower(server.right, server.right + server.wrong),
    more: low,
  };
}

/** Decisions under which members have no card of their own. */
const FOLDING: ReadonlySet<string> = new Set<CampaignDecision>(['remove', 'allow', 'ordinary']);

/**
 * Whether the campaign's card, or the decision on it, stands for the cards of its members.
 *
 * @param decision a `CampaignDecision`, as the store's rows have it too
 * @param carded whether a card was ordered
 */
export function foldsCards(decision: string | null, carded: boolean): boolean {
  return decision === null ? carded : FOLDING.has(decision);
}

const DAY_MS = 86_400_000;

/** Share of foreign members that is assumed where nobody judged them, and the least that counts. Set by hand. */
const FOREIGN_UNKNOWN = 0.5;
const LEAST_FOREIGN = 0.1;

/**
 * How much a campaign asks for a moderator: the expected number of its comments that do not belong. A campaign whose comments
 * fit their articles still counts a tenth: fifty copies are a flood even where they are on topic.
 */
export function campaignStrength(of: { readonly posts: number; readonly foreign: number | null }): number {
  return of.posts * Math.max(LEAST_FOREIGN, of.foreign ?? FOREIGN_UNKNOWN);
}

/** Days that texts of judged comments are kept for campaigns. Set by hand: a campaign that rests longer opens anew. */
const KEPT_DAYS = 14;

/** Ms that a server keeps the texts of judged comments, and the hashes of their authors, for campaigns. */
export function campaignKeptMs({ retentionDays }: Pick<ServerSettings, 'retentionDays'>): number {
  return Math.min(retentionDays, KEPT_DAYS) * DAY_MS;
}

/** Days of a server's history that set its threshold: four weeks, so that weekdays count alike. */
export const BUDGET_DAYS = 28;

/**
 * The strength above which a campaign gets a card, so that a server gets no more cards a day than it wants. It is the strength
 * that as many campaigns of the last four weeks reached as the budget had cards in that time; 0 while there were fewer.
 *
 * @param history strength and time (ms) of the server's known campaigns, without the one in question
 * @param cardsPerDay 0: no cards, campaigns are only listed
 */
export function cardThreshold(
  history: readonly { readonly strength: number; readonly at: number }[],
  cardsPerDay: number,
  now: number,
): number {
  if (cardsPerDay === 0) return Infinity;
  const recent = history.filter(({ at }) => at > now - BUDGET_DAYS * DAY_MS);
  const oldest = recent.reduce((first, { at }) => Math.min(first, at), now);
  const cards = Math.floor(cardsPerDay * Math.max(1, (now - oldest) / DAY_MS));
  const strengths = recent.map(({ strength }) => strength).sort((a, b) => b - a);
  return strengths[cards - 1] ?? 0;
}
