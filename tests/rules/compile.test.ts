import { expect, test, vi } from 'vitest';
import { compilePacks } from '../../src/rules/index.js';
import { packWith } from './packs.js';
import { compiled } from './stand-in.js';

vi.mock('../../src/hangul/matcher/build-tables.js', () => import('./stand-in.js'));
vi.mock('../../src/hangul/index.js', async () => ({
  ...(await import('./stand-in.js')),
  ...(await import('../../src/hangul/letters/eojeol.js')),
  ...(await import('../../src/hangul/shown/shown-text.js')),
  ...(await import('../../src/hangul/ways.js')),
}));

// Each term has its share of doubtful readings that nobody meant: a book of more terms asks for surer ones, by the log of
// their number over 950.
test.each([
  [1, 0],
  [950, 0],
  [951, 0.001052],
  [1900, 0.693147],
  [2582, 0.999858],
])('낱말 %i개면 문턱은 %f', (count, threshold) => {
  compiled.length = 0;
  const terms = Array.from({ length: count }, (_, i) => `낱말${i}`);
  compilePacks([packWith([`weight: 1, any: [${terms.join(', ')}]`])]);
  expect(compiled[0]).toHaveLength(count);
  for (const term of compiled[0]!) expect(term.threshold).toBeCloseTo(threshold, 5);
});
