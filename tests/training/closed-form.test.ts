import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EmbeddingTable, packEmbeddingTable } from '../../src/relevance/encoder/embedding-table.js';
import { BagReader } from '../../src/relevance/encoder/ngrams.js';
import { associateTable } from '../../src/training/closed-form.js';

const BITS = 12;
const DIMENSION = 8;
/** Two titles and a word that share no n-gram, as the first test checks. */
const [HERE, THERE, WORD] = ['토트넘손흥민', '전공의파업', '붕어빵'] as const;
const bags = new BagReader(BITS);
const bucketsOf = (text: string): number[] => [...bags.read(text).buckets];

/** N-grams of `HERE` point along the first axis, those of `THERE` along the second, those of `WORD` along the third. */
function tableOf(word = 3): EmbeddingTable {
  const rows = new Int8Array(2 ** BITS * DIMENSION);
  for (const [text, axis, value] of [
    [HERE, 0, 7],
    [THERE, 1, 7],
    [WORD, 2, word],
  ] as const)
    for (const bucket of bucketsOf(text)) rows[bucket * DIMENSION + axis] = value;
  const scales = new Float32Array(2 ** BITS).fill(0.125);
  return { bits: BITS, dimension: DIMENSION, rows, scales, idfCodes: new Uint8Array(2 ** BITS) };
}

function rowOf({ rows, scales, dimension }: EmbeddingTable, bucket: number): number[] {
  return Array.from(
    rows.subarray(bucket * dimension, (bucket + 1) * dimension),
    (value) => value * scales[bucket]!,
  );
}

const dumpOf = (here: readonly string[], there: readonly string[], trusts?: readonly number[]) => [
  { title: HERE, body: null, comments: here, trusts },
  { title: THERE, body: null, comments: there },
];
/** The same comment so often, told apart by signs that are no letters. */
const times = (count: number): string[] => Array.from({ length: count }, (_, i) => `${WORD}${'!'.repeat(i)}`);
/** Length of the n-grams of `WORD`. */
const LENGTH = 3 * 0.125;
/** Half a step of a quantised row whose largest number is about that. */
const STEP = 0.03;
const bytesOf = (table: EmbeddingTable): string => Buffer.from(packEmbeddingTable(table)).toString('base64');

describe('작은 덤프에서 한 번에 배우기', () => {
  it('보기의 글들은 n-그램을 나누지 않는다', () => {
    const all = [HERE, THERE, WORD].flatMap(bucketsOf);
    expect(new Set(all).size).toBe(all.length);
  });

  // The middle of two titles is taken from both: what is left are opposite directions, (1, -1) / √2 for the first.
  it.each([
    ['한 번', 1, 0, [0.707 / 4, -0.707 / 4]],
    ['세 번', 3, 0, [(3 * 0.707) / 6, (3 * -0.707) / 6]],
    ['아홉 번', 9, 0, [(9 * 0.707) / 12, (9 * -0.707) / 12]],
    ['양쪽에 똑같이', 4, 4, [0, 0]],
    ['저쪽에 더', 1, 4, [(-3 * 0.707) / 8, (3 * 0.707) / 8]],
  ] as const)(
    '낱말은 그것이 나온 기사 쪽으로 길이의 n / (n + 3)만큼 옮겨 간다: %s',
    (_, here, there, moved) => {
      const table = associateTable(tableOf(), dumpOf(times(here), times(there)));
      for (const bucket of bucketsOf(WORD)) {
        const row = rowOf(table, bucket);
        [...moved, 1].forEach((part, axis) => {
          expect(Math.abs(row[axis]! - LENGTH * part)).toBeLessThan(STEP);
        });
      }
    },
  );

  it('모르던 n-그램도 자리를 얻는다', () => {
    const before = tableOf(0);
    const table = associateTable(before, dumpOf(times(9), []));
    for (const bucket of bucketsOf(WORD)) {
      expect(rowOf(before, bucket).every((value) => value === 0)).toBe(true);
      expect(rowOf(table, bucket)[0]).toBeGreaterThan(0.3);
    }
  });

  it('믿음은 그만큼의 댓글로 친다', () => {
    const trusted = associateTable(tableOf(), dumpOf(times(2), [], [0.5, 0.5]));
    const once = associateTable(tableOf(), dumpOf(times(1), []));
    expect(bytesOf(trusted)).toBe(bytesOf(once));
    const distrusted = associateTable(tableOf(), dumpOf(times(1), [], [0]));
    const row = rowOf(distrusted, bucketsOf(WORD)[0]!);
    expect(row.filter((_, axis) => axis !== 2).every((value) => value === 0)).toBe(true);
    expect(Math.abs(row[2]! - LENGTH)).toBeLessThan(STEP);
  });

  it('글에 나오지 않은 n-그램은 그대로고, 받은 표도 그대로다', () => {
    const word = fc.string({
      unit: fc.constantFrom(...'가나다라마바사아자차카타파하'),
      minLength: 1,
      maxLength: 5,
    });
    const text = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
    const articles = fc.array(
      fc.record({ title: text, body: fc.constant(null), comments: fc.array(text, { maxLength: 4 }) }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(articles, (dump) => {
        const before = tableOf();
        const table = associateTable(before, dump);
        expect(bytesOf(before)).toBe(bytesOf(tableOf()));
        const seen = new Set(dump.flatMap(({ title, comments }) => [title, ...comments].flatMap(bucketsOf)));
        for (let bucket = 0; bucket < 2 ** BITS; bucket++)
          if (!seen.has(bucket)) expect(rowOf(table, bucket)).toEqual(rowOf(before, bucket));
        expect(table.scales.every(Number.isFinite)).toBe(true);
        expect(bytesOf(associateTable(before, dump))).toBe(bytesOf(table));
      }),
      { numRuns: 25 },
    );
  });
});
