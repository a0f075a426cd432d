import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ALL_WAYS, compileTerms, showText, shownText, type Term } from '../../../src/hangul/index.js';
import { symbolLetters } from '../../../src/hangul/letters/letter-symbols.js';
import { lexicon } from '../lexicon-file.js';

describe('읽는 이에게 보이는 글', () => {
  test.each([
    ['문자 참조', 'A&amp;B &lt;상&gt; &quot;말&quot; &#39;안&#39;&nbsp;녕', 'A&B <상> "말" \'안\'\u00a0녕'],
    ['두 번 이스케이프한 것까지', '&amp;lt; &amp;amp;lt;', '< &lt;'],
    ['이름 없는 것은 그대로', '&없음; &zzzz; & AT&T', '&없음; &zzzz; & AT&T'],
    [
      '링크의 매개 변수는 참조가 아니다',
      'https://a.example/?a=1&copy=2&lt=3',
      'https://a.example/?a=1&copy=2&lt=3',
    ],
    ['이진 번호 밖의 참조', '&#0; &#1114112;', '\ufffd \ufffd'],
    ['태그', '가<br>나<br />다 <a href="https://a.example">라</a>', '가\n나\n다 라'],
    ['태그가 아닌 것', '1<2 그리고 a<b 그리고 c>d', '1<2 그리고 a<b 그리고 c>d'],
    ['퍼센트', 'https://a.example/%ED%95%9C%EA%B8%80?x=%20', 'https://a.example/한글?x= '],
    ['EUC-KR 퍼센트', 'https://a.example/%C7%D1%B1%DB', 'https://a.example/한글'],
    ['링크 밖의 숫자', '지지율 50%20대 100%', '지지율 50%20대 100%'],
    ['깨진 바이트', 'https://a.example/%FF%FE%C0', 'https://a.example/%FF%FE%C0'],
    ['이모지와 멘션은 글자가 아니다', '가<:x:1>나 <@12> 다<:y:2>', '가\u2060나   다 '],
    ['국기와 기호는 그대로', '🇰🇷 🇺🇸 ⓒ뉴스1 🅰형 ① 물가 🅿', '🇰🇷 🇺🇸 ⓒ뉴스1 🅰형 ① 물가 🅿'],
    ['동그라미 숫자가 이어지면 번호다', '⓪①⓪-①②③④-⑤⑥⑦⑧', '010-1234-5678'],
    ['자판 단추', '0️⃣1️⃣0️⃣ 1️⃣ 첫째', '010 1️⃣ 첫째'],
    ['나라 이름이 아닌 짝은 글자다', '🇰🇹 🇰🇷🇺🇸🇯🇵', 'kt 🇰🇷🇺🇸🇯🇵'],
    ['전각', '０１０ ＡＢＣ', '010 ABC'],
  ])('%s', (_why, raw, shown) => {
    expect(shownText(raw)).toBe(shown);
  });

  test('덮어쓰기는 뒤집히고, 안의 왼쪽 덩어리는 제 차례를 지킨다', () => {
    const drawn = (raw: string): string => shownText(raw).replace(/[\u202a-\u202e\u2066-\u2069]/gu, '');
    expect(drawn('앞 \u202eCBA\u202c 뒤')).toBe('앞 ABC 뒤');
    expect(drawn('\u202eCBA\n나')).toBe('ABC\n나');
    expect(drawn('\u202e뒤\u202d앞글\u202c다\u202c')).toBe('다앞글뒤');
    expect(drawn('\u2067안녕\u2069 \u202b하세요\u202c')).toBe('안녕 하세요');
    expect(drawn('\u202e👍가')).toBe('가👍');
  });

  test('이모지의 이름은 글 뒤에, 그 낱말과 함께 선다', () => {
    const shown = showText('우리 대<:유:12>를 <:smile:3>')!;
    expect(shown.text.slice(0, shown.length)).toBe('우리 대\u2060를  ');
    expect(shown.text.slice(shown.length)).toBe('\n대유를 smile');
    const at = shown.text.indexOf('대유');
    expect(shown.rawSpan(at, at + 2)).toEqual([3, 11]);
  });

  test('기호 하나는 글자가 아니고, 이어진 것과 로마자 곁의 것은 글자다', () => {
    const read = (text: string): string =>
      symbolLetters(text)
        .map(({ letter }) => letter)
        .join('');
    expect(read('ⓚ')).toBe('');
    expect(read('ⓚⓣ')).toBe('kt');
    expect(read('ⓚt가')).toBe('');
    expect(read('ⓚtv')).toBe('k');
    expect(read('🇰🇷')).toBe('');
    expect(read('🇰 🇷 🇺')).toBe('kru');
    expect(read('㉠㉮㈀㈎')).toBe('ㄱ가ㄱ가');
  });
});

const term = (text: string): Term => ({ text, ways: ALL_WAYS, unless: [], place: 'edge' });
const matcher = compileTerms(['대유', '거래정지', 'KT'].map(term), lexicon);

/** Pieces of what evaders write, in any order. */
const pieces = fc.array(
  fc.constantFrom(
    '대', '유', '거래정지', ' ', '\n', '&nbsp;', '&amp;', 'lt;', '&#45824;', '<br>', '<b>', '</b>', '<:대:12>', '<a:smile:1>',
    '<@1>', '%EB%8C%80', '%B4%EB', '%', 'https://a.example/', '\u202e', '\u202d', '\u202c', '\u2067', '\u2069', '🇩', 'ⓚ', 'ⓣ', '\\uB300',
    '㉮', '😀', '\ud83c', '\udde9', '𝐝', '①', '0️⃣', ':smile:', 'Ｋ',
  ),
  { maxLength: 24 },
); // prettier-ignore

describe('어떤 글이든', () => {
  test('자리는 원래 글 안에 있고, 비지 않는다', () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        const raw = parts.join('');
        for (const { start, end } of matcher.find(raw)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(raw.length);
        }
        const shown = showText(raw);
        for (let at = 0; shown !== null && at < shown.text.length; at++) {
          const [start, end] = shown.rawSpan(at, at + 1);
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(raw.length);
          expect(start).toBeLessThanOrEqual(end);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('평범한 글은 보이는 그대로고, 풀어 쓴 것과 보이는 것의 적중이 같다', () => {
    const plain = fc.string({ unit: fc.constantFrom(...'대유거래정지 가나\nKTa1.,!?ㅋㅠ(~'), maxLength: 40 });
    fc.assert(
      fc.property(plain, (text) => {
        expect(showText(text)).toBe(null);
        const written = Array.from(text, (letter) => `&#${letter.charCodeAt(0)};`).join('');
        const terms = (raw: string): readonly (readonly [number, number])[] =>
          matcher.find(raw).map((hit) => [hit.term, hit.cost]);
        expect(shownText(written)).toBe(text);
        expect(terms(written)).toEqual(terms(text));
      }),
      { numRuns: 300 },
    );
  });

  test('덮어쓰기로 뒤집어 쓴 글은 바로 쓴 글과 같이 읽힌다', () => {
    const plain = fc.string({ unit: fc.constantFrom(...'대유거래정지 가나'), maxLength: 20 });
    fc.assert(
      fc.property(plain, (text) => {
        const turned = `\u202e${Array.from(text).reverse().join('')}\u202c`;
        const spans = matcher
          .find(turned)
          .map(({ term: number, start, end }) => ({ number, length: end - start }));
        const own = matcher
          .find(text)
          .map(({ term: number, start, end }) => ({ number, length: end - start }));
        expect(spans.toSorted(byTerm)).toEqual(own.toSorted(byTerm));
      }),
      { numRuns: 200 },
    );
  });
});

const byTerm = (a: { number: number; length: number }, b: { number: number; length: number }): number =>
  a.number - b.number || a.length - b.length;
