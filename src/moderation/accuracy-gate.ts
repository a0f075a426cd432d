import type { LocalizedText } from '../fault.js';
import { accuracyLine } from '../wording/moderation.js';
import type { ServerSettings } from './settings.js';

/** How right a kind of evidence was: decisions that confirmed it, and decisions that said `keep`. */
export interface DecisionCounts {
  readonly right: number;
  readonly wrong: number;
}

/** Whether `act` may act by itself on a kind of evidence, with all numbers to show. */
export interface AccuracyGate {
  readonly open: boolean;
  readonly decided: number;
  readonly right: number;
  /** Least share of right decisions that they bear out, 0 to 1; 0 without decisions. */
  readonly lower: number;
  /** What the server asks for. */
  readonly needs: {
    readonly least: number;
    readonly precision: number;
    /** Further right decisions in a row that would open it; 0 when open, null when no number would. */
    readonly more: number | null;
  };
}

/** The 0.975 quantile of the normal distribution: the lower bound of a two-sided interval of 95%. */
const Z = 1.959963984540054;
/** More decisions than a server will ever take on one kind of evidence, so that "never" is said instead. */
const NEVER = 1_000_000;

/**
 * The lower bound of the Wilson score interval of 95% for a share.
 *
 * E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22 (1927), 209–212; chosen
 * for small counts and shares near 1 after Brown, Cai, DasGupta, "Interval Estimation for a Binomial Proportion",
 * Statistical Science 16 (2001), 101–133, where the bound of the plain normal interval is far too high.
 *
 * @returns 0 to 1, below 1 however many were right; 0 for no trials
 */
export function wilsonLower(right: number, decided: number): number {
  if (decided === 0) return 0;
  const share = right / decided;
  const z2 = Z * Z;
  const centre = share + z2 / (2 * decided);
  const spread = Z * Math.sqrt((share * (1 - share)) / decided + z2 / (4 * decided * decided));
  return Math.max(0, (centre - spread) / (1 + z2 / decided));
}

/**
 * The accuracy gate: `act` is allowed on a kind of evidence only when enough decisions were taken on it, and those say
 * with 95% confidence that it is right as often as the server asks.
 *
 * @param accuracy decisions on that kind of evidence; undone ones and those of the bot itself must not be among them
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

/** The least number for which a condition holds that holds for all greater ones too; null when it is beyond reason. */
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

/** One line for cards: how many decisions, how many were right, and what is missing. */
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

/** Rounded down: a share that is shown never looks like more than it is. */
function percent(share: number): string {
  return `${Math.floor(share * 1000 + 1e-9) / 10}%`;
}
