import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sortDescending } from '../../src/judge/evidence.js';

it('짧든 길든 높은 것부터, 같으면 제 차례대로', () => {
  const lists = fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 60 });
  fc.assert(
    fc.property(lists, (heights) => {
      const list = heights.map((height, place) => ({ height, place }));
      const sorted = list.toSorted((a, b) => b.height - a.height);
      expect(sortDescending(list, ({ height }) => height)).toEqual(sorted);
    }),
  );
});
