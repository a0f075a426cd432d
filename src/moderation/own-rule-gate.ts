import type { DecisionCounts } from './accuracy-gate.js';

/** Decisions before which a rule is never put back. */
export const LEAST_DECISIONS = 10;
/** Level of the test, of each look. What that gives over many looks: docs/discord.md. */
export const ALPHA = 0.01;

/** What the test says of a live rule. */
export interface OwnRuleTest {
  readonly right: number;
  readonly decided: number;
  /** The precision that the server asks for. */
  readonly precision: number;
  /** Chance of so few right decisions, or fewer, if the rule were as precise as that. */
  readonly p: number;
  /** Whether the rule goes back to shadow. */
  readonly fails: boolean;
}

/**
 * Exact one-sided binomial test of a live rule: H0 its precision is at least what the server's accuracy gate asks for. Looked
 * at after every decision from the tenth on.
 *
 * @param counts decisions on flags in which the rule was the leading evidence
 * @param precision 0.5 to 1, the server's `gate.precision`
 */
export function testOwnRule({ right, wrong }: DecisionCounts, precision: number): OwnRuleTest {
  const decided = right + wrong;
  const p = binomialAtMost(right, decided, precision);
  return { right, decided, precision, p, fails: decided >= LEAST_DECISIONS && p < ALPHA };
}

/** P(X ≤ `most`) for X ~ Bin(`trials`, `share`), by a sum of logarithmic terms: exact to 1e-12 for thousands of trials. */
export function binomialAtMost(most: number, trials: number, share: number): number {
  if (most >= trials) return 1;
  if (share >= 1) return 0;
  if (share <= 0) return 1;
  const [log, logOther] = [Math.log(share), Math.log1p(-share)];
  let choose = 0;
  let sum = 0;
  for (let k = 0; k <= most; k++) {
    if (k > 0) choose += Math.log((trials - k + 1) / k);
    sum += Math.exp(choose + k * log + (trials - k) * logOther);
  }
  return Math.min(1, sum);
}
