import { precisionAt } from './precision-recall.js';

/** What a level of attention (flag or review) does on comments whose truth is known. Shares are 0 to 1, null of none. */
export interface Attention {
  /** Share of the off-topic comments that have it. */
  readonly recall: number | null;
  readonly precision: { readonly prior: number; readonly value: number | null }[];
  /** On-topic comments that have it, of 1,000. */
  readonly falsePerThousand: number | null;
}

/** Measures one level at each prior. */
export function attention(
  cases: readonly { readonly off: boolean; readonly has: boolean }[],
  priors: readonly number[],
): Attention {
  const share = (of: readonly { readonly has: boolean }[]): number | null =>
    of.length === 0 ? null : of.filter(({ has }) => has).length / of.length;
  const recall = share(cases.filter(({ off }) => off));
  const falseRate = share(cases.filter(({ off }) => !off));
  const shown = recall !== null && falseRate !== null && recall + falseRate > 0;
  return {
    recall,
    precision: priors.map((prior) => ({
      prior,
      value: shown ? precisionAt(prior, recall, falseRate) : null,
    })),
    falsePerThousand: falseRate === null ? null : 1000 * falseRate,
  };
}
