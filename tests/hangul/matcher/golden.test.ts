import { describe, expect, test } from 'vitest';
import { ALL_WAYS, compileTerms } from '../../../src/hangul/index.js';
import type { Term, Way } from '../../../src/hangul/index.js';
import { golden } from '../golden.js';
import { lexicon } from '../lexicon-file.js';

/** A term with the defaults of a rule pack. */
function term(text: string, unless: readonly string[] = []): Term {
  const short = text.replace(/\s/gu, '').length <= 2;
  return { text, ways: ALL_WAYS, unless, place: short ? 'edge' : 'anywhere' };
}

describe('찾아야 하는 표기', () => {
  const rows = golden('spellings.tsv');
  test.each(rows)('%s: %s (%s, %s)', (word, text, way) => {
    const hits = compileTerms([term(word)], lexicon).find(text);
    expect(hits.map((hit) => hit.via)).toContainEqual(expect.arrayContaining([way as Way]));
    for (const { start, end } of hits)
      expect([start >= 0, start < end, end <= text.length]).toEqual([true, true, true]);
  });
  test('글 전체가 NFD면(맥에서 쓴 글) 찾되 바꿔 쓴 것으로 보지 않는다', () => {
    const text = '판교 데이터센터에 불났다네'.normalize('NFD');
    const hits = compileTerms([term('데이터센터')], lexicon).find(text);
    expect(hits.map(({ via, start, end }) => [via, text.slice(start, end).normalize('NFC')])).toEqual([
      [[], '데이터센터'],
    ]);
  });
  test('표는 150줄이 넘고 모든 방식을 담는다', () => {
    expect(rows.length).toBeGreaterThanOrEqual(150);
    expect(new Set(rows.map(([, , way]) => way))).toEqual(new Set(ALL_WAYS));
  });
});

describe('찾으면 안 되는 말', () => {
  const rows = golden('innocents.tsv');
  test.each(rows)('%s: %s (%s)', (word, text, _why, unless = '') => {
    const words = unless === '' ? [] : unless.split(/[,\s]+/u);
    expect(compileTerms([term(word, words)], lexicon).find(text)).toEqual([]);
  });
  test('표는 100줄이 넘는다', () => {
    expect(rows.length).toBeGreaterThanOrEqual(100);
  });
});
