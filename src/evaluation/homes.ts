import type { Case } from './case.js';

/** How often the article that a planted comment was taken from is named. */
export interface HomesFound {
  /** Planted comments whose home the judge knew. */
  readonly known: number;
  /** Share of them whose home is the first named, and one of the (at most five) named; null when `known` is 0. */
  readonly exact: number | null;
  readonly withinFive: number | null;
}

const NAMED = 5;

/** Counts homes over cases; those without a known home are passed over. */
export function homesFound(cases: readonly Case[]): HomesFound {
  const known = cases.filter(({ home }) => home !== undefined);
  const share = (named: number): number | null =>
    known.length === 0
      ? null
      : known.filter(({ home, homes }) => homes.slice(0, named).includes(home!)).length / known.length;
  return { known: known.length, exact: share(1), withinFive: share(NAMED) };
}
