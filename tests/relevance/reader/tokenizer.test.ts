import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Tokenizer, type Vocabulary } from '../../../src/relevance/reader/tokenizer.js';
import { VOCABULARY } from './made-up-reader.js';

const TABLE = readFileSync(new URL('pieces.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('"'))
  .map((line) => line.split('\t') as [string, string])
  .map(([text, ids]) => [JSON.parse(text) as string, ids] as const);

/** `29x3` stands for `29 29 29`. */
const spread = (ids: string): number[] =>
  ids.split(' ').flatMap((run) => {
    const [id, times] = run.split('x').map(Number);
    return new Array<number>(times ?? 1).fill(id!);
  });

/** All segmentations of a short text by plain recursion: the highest sum of scores. */
function highestSum(text: readonly string[], vocabulary: Vocabulary): number {
  if (text.length === 0) return 0;
  const known = vocabulary.pieces.flatMap(([piece, score], id) => {
    const letters = [...piece];
    const fits =
      letters.length > 0 && id !== vocabulary.unk && letters.every((letter, i) => letter === text[i]);
    return fits ? [score + highestSum(text.slice(letters.length), vocabulary)] : [];
  });
  return Math.max(vocabulary.unkScore + highestSum(text.slice(1), vocabulary), ...known);
}

describe('the tokenizer', () => {
  const all = new Tokenizer(VOCABULARY, 400);

  it('cuts texts as in training', () => {
    for (const [text, ids] of TABLE) expect([...all.pieces(text)], text).toEqual(spread(ids));
  });

  it('keeps the last piece when it cuts off', () => {
    const six = new Tokenizer(VOCABULARY, 6);
    for (const [text, ids] of TABLE) {
      const pieces = spread(ids);
      const expected = pieces.length <= 6 ? pieces : [...pieces.slice(0, 5), VOCABULARY.eos];
      expect([...six.pieces(text)]).toEqual(expected);
    }
  });

  it('finds a segmentation of the highest sum', () => {
    const letters = fc.constantFrom('a', 'b', '😂', '\ud800');
    const word = fc.array(letters, { minLength: 1, maxLength: 4 }).map((drawn) => drawn.join(''));
    const pieces = fc.array(fc.tuple(word, fc.integer({ min: -40, max: -1 })), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(pieces, fc.array(letters, { minLength: 1, maxLength: 7 }), (drawn, text) => {
        const unique = [...new Map(drawn.toReversed())];
        const vocabulary: Vocabulary = {
          ...VOCABULARY,
          pieces: [['<s>', -99], ['<pad>', -99], ['</s>', -99], ['<unk>', -99], ['▁query:▁', -1], ...unique],
        };
        const tokenizer = new Tokenizer(vocabulary, 48);
        const found = [...tokenizer.pieces(text.join(''))].slice(1, -1);
        const sum = found.reduce(
          (total, id) => total + (id === vocabulary.unk ? vocabulary.unkScore : vocabulary.pieces[id]![1]),
          0,
        );
        expect(sum).toBe(highestSum([...'▁query:▁', ...[...text.join('')]], vocabulary));
      }),
    );
  });

  it('reads no further than the first 160 code points', () => {
    const start = '손흥민이 골을 넣었다 😂'.repeat(13);
    for (const rest of ['', 'a', ' a'.repeat(50_000), '가'.repeat(100_000)])
      expect(all.pieces(`${start}${rest}`)).toEqual(all.pieces(start));
  });
});
