import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rows, termOf } from '../../../bench/kotox.js';
import type { Pair } from '../../../bench/kotox.js';
import { ALL_WAYS, compileTerms } from '../../../src/hangul/index.js';
import type { Term } from '../../../src/hangul/index.js';
import { skipOrFail } from '../../setup/skip.js';
import { lexicon } from '../lexicon-file.js';

const pairsFile = '../shared/data/obfuscation.jsonl.gz';
const cleanFile = '../shared/data/news2025.comments.jsonl.gz';
const missing =
  !(existsSync(pairsFile) && existsSync(cleanFile)) &&
  skipOrFail('KOTOX and the clean comments (../shared/data) are not beside the project');

const all = (text: string): Term => ({ text, ways: ALL_WAYS, unless: [], place: 'anywhere' });

/** The figures themselves: `npx tsx bench/obfuscation.ts`. */
describe.skipIf(missing)('KOTOX의 감춘 문장', () => {
  const pairs = missing ? [] : rows<Pair>(pairsFile).map((pair) => ({ ...pair, term: termOf(pair.clean) }));

  test.each([
    ['easy', 0.87],
    ['normal', 0.83],
    ['hard', 0.77],
  ])('%s: %d 이상 찾는다', (level, least) => {
    const own = pairs.filter((pair) => pair.level === level && pair.term !== null);
    const found = own.filter(
      ({ term, obfuscated }) => compileTerms([all(term!)], lexicon).find(obfuscated).length > 0,
    );
    expect(found.length / own.length).toBeGreaterThanOrEqual(least);
  });

  test('깨끗한 댓글 만 개에 낱말 하나가 잘못 맞는 일은 두 음절 1번, 더 긴 낱말 0.5번까지다', () => {
    const terms = [...new Set(pairs.flatMap(({ term }) => term ?? []))];
    const matcher = compileTerms(terms.map(all), lexicon);
    const comments = rows<{ text: string }>(cleanFile).slice(-10_000);
    const wrong = comments.flatMap(({ text }) => {
      const nfc = text.normalize('NFC');
      return matcher
        .find(text)
        .flatMap(({ term }) => (nfc.includes(terms[term]!) ? [] : [terms[term]!.length]));
    });
    const rate = (short: boolean): number =>
      wrong.filter((length) => (length === 2) === short).length /
      terms.filter((term) => (term.length === 2) === short).length;
    expect(rate(true)).toBeLessThanOrEqual(1);
    expect(rate(false)).toBeLessThanOrEqual(0.5);
  });
});
