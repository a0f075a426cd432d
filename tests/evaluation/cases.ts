import fc from 'fast-check';
import type { Case } from '../../src/evaluation/index.js';
import type { Ranked } from '../../src/evaluation/ranking.js';

/** Comments from a drawing: `o` off-topic, `.` on-topic, by falling score; those in brackets are equal. */
export function drawn(picture: string): Ranked[] {
  const items: Ranked[] = [];
  let score = 1;
  let equal = false;
  for (const sign of picture) {
    if (sign === '(' || sign === ')') {
      equal = sign === '(';
      score -= 0.001;
    } else {
      if (!equal) score -= 0.001;
      items.push({ score, off: sign === 'o', group: `g${items.length % 7}` });
    }
  }
  return items;
}

/** Rankings with many equal scores and both sides in them. */
export const rankedItems = fc
  .array(
    fc.record({
      score: fc.integer({ min: 0, max: 40 }).map((score) => score / 40),
      off: fc.boolean(),
      group: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    }),
    { minLength: 2, maxLength: 80 },
  )
  .filter((items) => items.some(({ off }) => off) && items.some(({ off }) => !off));

/** A case with what a test says of it. */
export function aCase(said: Partial<Case> & Pick<Case, 'truth'>): Case {
  return {
    score: 0.5,
    flag: false,
    review: false,
    weights: new Map(),
    body: true,
    named: undefined,
    homes: [],
    home: undefined,
    group: 'a',
    words: 5,
    section: undefined,
    ...said,
  };
}
