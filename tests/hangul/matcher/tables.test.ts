import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ALL_WAYS, DEFAULT_WAYS, type Term } from '../../../src/hangul/index.js';
import { buildTables } from '../../../src/hangul/matcher/build-tables.js';
import { compileTerms, matcherOf } from '../../../src/hangul/matcher/compile.js';
import { layTables, ownTerms, readTables } from '../../../src/hangul/matcher/tables.js';
import { lexicon } from '../lexicon-file.js';

const term = (text: string, more: Partial<Term> = {}): Term => ({
  text,
  ways: DEFAULT_WAYS,
  unless: [],
  place: 'anywhere',
  ...more,
});
const terms: readonly Term[] = [
  term('대유', { unless: ['대유행', '화천 대유'], place: 'edge' }),
  term('거래 정지', { ways: ALL_WAYS, threshold: 2.5 }),
  term('남자친구', { ways: ALL_WAYS }),
  term('KT', { place: 'word' }),
  term('비', { ways: [], unless: ['★'], place: 'start' }),
  term('데이터', { ways: ALL_WAYS, unless: ['대유행'] }),
];
const tables = buildTables(terms);
const laid = readTables(layTables(tables));

test('펴 놓은 표는 쌓았다가 다시 읽어도 같다', () => {
  expect(laid).toEqual(tables);
  expect(Buffer.from(layTables(laid)).equals(layTables(tables))).toBe(true);
  // 대유행, 화천 대유 and ★ are the words of `unless`.
  expect([ownTerms(laid), laid.termPlace.length]).toEqual([6, 9]);
  expect([...laid.blocks.subarray(laid.blockFrom[0], laid.blockFrom[1])]).toEqual([0, 5]);
});

test('공유 메모리에서도 읽는다', () => {
  const bytes = layTables(tables);
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  const read = readTables(shared);
  expect(read.units.buffer).toBe(shared.buffer);
  expect(matcherOf(read, lexicon).find('대.유 거래정지')).toEqual(
    compileTerms(terms, lexicon).find('대.유 거래정지'),
  );
});

test('잘린 표는 읽지 않는다', () => {
  const bytes = layTables(tables);
  expect(() => readTables(bytes.slice(0, 100))).toThrow(RangeError);
  expect(() => readTables(bytes.slice(0, bytes.length - 64))).toThrow(RangeError);
});

describe('같은 낱말을 같은 자리에서 찾는다', () => {
  const [compiled, read] = [compileTerms(terms, lexicon), matcherOf(laid, lexicon)];
  const piece = fc.constantFrom('대유', '대', '유', '행', '화천', '거래정지', '거래', '정지', 'ㄱㅓ래', '남친구자가', 'kt', 'KT는', '비', '데이타', '댸유', '.', ' ', 'ㄷㅐ', '★', '오'); // prettier-ignore

  test('아무 글에서나', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        expect(read.find(text)).toEqual(compiled.find(text));
        expect(read.findSure(text)).toEqual(compiled.findSure(text));
      }),
      { numRuns: 300 },
    );
  });
});
