import type { LocalizedText } from '../fault.js';
import { accuracyLine } from '../wording/moderation.js';
import type { ServerSettings } from './settings.js';

/** Track record of a kind of evidence: decisions that confirmed it, and decisions to `keep` the comment. */
export interface DecisionCounts {
  readonly right: number;
  readonly wrong: number;
}

/** Whether `act` may act by itself on a kind of evidence, with the numbers that cards show. */
export interface AccuracyGate {
  readonly open: boolean;
  readonly decided: number;
  readonly right: number;
  /** Lower confidence bound of the share of right decisions, 0 to 1; 0 without decisions. */
  readonly lower: number;
  /** The server's requirements. */
  readonly needs: {
    readonly least: number;
    readonly precision: number;
    /** Consecutive right decisions that would open the gate; 0 when it is open, null when no number would. */
    readonly more: number | null;
  };
}

/** The 0.975 quantile of the normal distribution: the lower bound of a two-sided interval of 95%. */
const Z = 1.959963984540054;
/** More decisions than a server ever takes on one kind of evidence: beyond this the gate counts as unreachable. */
const NEVER = 1_000_000;

/**
 * The lower bound of the 95% Wilson score interval for a proportion.
 *
 * E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22 (1927), 209–212; chosen
 * for small counts and shares near 1 after Brown, Cai, DasGupta, "Interval Estimation for a Binomial Proportion",
 * Statistical Science 16 (2001), 101–133: there the bound of the plain normal interval is far too high.
 *
 * @returns 0 to 1, always below 1; 0 for no trials
 */
export function wilsonLower(right: number, decided: number): number {
  if (decided === 0) return 0;
  const share = right / decided;
  const z2 = Z * Z;
  const centre = share + z2 / (2 * decided);
  const spread = Z * Math.sqrt((share * (1 - share)) / decided + z2 / (4 * decided * decided));
  return Math.max(0, (centre - spread) / (1 + z2 / decided));
}

/** A share with its 95% Wilson interval, 0 to 1 each. */
export interface Proportion {
  readonly right: number;
  readonly decided: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** The share of right ones among decided ones; null where nothing was decided. */
export function proportionOf({ right, wrong }: DecisionCounts): Proportion | null {
  const decided = right + wrong;
  if (decided === 0) return null;
  const [low, high] = [wilsonLower(right, decided), 1 - wilsonLower(wrong, decided)];
  return { right, decided, share: right / decided, low, high };
}

/**
 * Computes the accuracy gate: it allows `act` on a kind of evidence only when moderators have decided on it often
 * enough and the lower bound of the 95% interval of its precision reaches the server's requirement.
 *
 * @param accuracy decisions on that kind of evidence, without undone ones and without the bot's own
 */
export function accuracyGateOf(
  { right, wrong }: DecisionCounts,
  { least, precision }: ServerSettings['gate'],
): AccuracyGate {
  const decided = right + wrong;
  const opens = (more: number): boolean =>
    decided + more >= least && wilsonLower(right + more, decided + more) >= precision;
  return {
    open: opens(0),
    decided,
    right,
    lower: wilsonLower(right, decided),
    needs: { least, precision, more: fewest(opens) },
  };
}

/** The least number that satisfies a monotone condition, by binary search; null when even `NEVER` does not. */
function fewest(holds: (n: number) => boolean): number | null {
  if (!holds(NEVER)) return null;
  let [low, high] = [0, NEVER];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** One line for cards: number of decisions, share of right ones, and what the gate still needs. */
export function gateLine({ decided, right, lower, needs }: AccuracyGate): LocalizedText {
  const { least, precision, more } = needs;
  return accuracyLine({
    decided,
    least,
    right: percent(right / decided),
    certain: percent(lower),
    needed: percent(precision),
    more,
  });
}

/** Rounds down, so that a card never overstates a share. */
function percent(share: number): string {
  return `${Math.floor(share * 1000 + 1e-9) / 10}%`;
}
