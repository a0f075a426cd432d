import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TermHit } from '../../src/hangul/index.js';
import type { CompiledRule, TermUses } from '../../src/rules/compiled.js';
import { conditionTables, MatchState } from '../../src/rules/match-state.js';

const TERMS = 40;
/** Conditions of rules: for each rule the terms of its conditions, by `any` and, behind the first, by `near`. */
const conditions = fc.array(
  fc.array(fc.uniqueArray(fc.nat(TERMS - 1), { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 3 }),
  { minLength: 1, maxLength: 12 },
);

/** More hits than a comment has, so that what is kept for one has to grow. */
const texts = fc.array(
  fc.array(fc.record({ term: fc.nat(TERMS - 1), start: fc.nat(5000) }), { maxLength: 1500 }),
  { minLength: 1, maxLength: 4 },
);

test('조건에 든 말의 자리는 하나씩 찾아 모은 것과 같고, 앞 글의 것은 남지 않는다', () => {
  fc.assert(
    fc.property(conditions, texts, (given, all) => {
      let slot = 0;
      const rules = given.map((lists) => {
        const uses = lists.map((list): TermUses => ({
          slot: slot++,
          weights: new Map(list.map((t) => [t, 1])),
        }));
        const [first, ...others] = uses;
        const parts =
          others.length === 0
            ? [{ kind: 'any', terms: first! }]
            : [
                { kind: 'any', terms: first! },
                { kind: 'near', entries: others, within: 3 },
              ];
        return { uses, rule: { parts } as unknown as CompiledRule };
      });
      const tables = conditionTables(
        rules.map(({ rule }) => rule),
        TERMS,
      );
      const found = new MatchState(tables, (term) => `말${term}`);
      for (const text of all) {
        const hits = text
          .map(({ term, start }): TermHit => ({ term, start, end: start + 1, cost: 0, via: [] }))
          .sort((a, b) => a.start - b.start);
        found.take('글', hits);
        const inOrder = [...new Set(hits.map(({ term }) => term))];
        expect(found.termCount).toBe(inOrder.length);
        const met = rules.flatMap(({ uses }, number) =>
          uses.every(({ weights }) => inOrder.some((term) => weights.has(term))) ? [number] : [],
        );
        expect([...found.metRules].sort((a, b) => a - b)).toEqual(met);
        for (let term = 0; term < TERMS; term++) {
          const own = hits.filter((hit) => hit.term === term);
          expect(found.has(term)).toBe(own.length > 0);
          expect(found.hitsOf(term)).toEqual(own);
        }
        for (const { uses } of rules) {
          for (const one of uses) {
            const named = inOrder.length < one.weights.size ? inOrder : [...one.weights.keys()];
            const expected = named
              .filter((term) => one.weights.has(term))
              .flatMap((term) => hits.filter((hit) => hit.term === term));
            expect(found.hitsOfAny(one)).toEqual(expected);
            expect(found.hasAny(one)).toBe(expected.length > 0);
          }
        }
      }
    }),
    { numRuns: 60 },
  );
});
