import { beforeEach, describe, expect, test, vi } from 'vitest';
import { compilePacks, type Pack, type RuleMatch } from '../../src/rules/index.js';
import { ALL_WAYS, type Way } from '../../src/hangul/ways.js';
import { packOf, packWith } from './packs.js';
import { compiled } from './stand-in.js';

// How words are read is tested on its own floor; here the tests choose the readings.
vi.mock('../../src/hangul/matcher/build-tables.js', () => import('./stand-in.js'));
vi.mock('../../src/hangul/index.js', async () => ({
  ...(await import('./stand-in.js')),
  ...(await import('../../src/hangul/letters/eojeol.js')),
  ...(await import('../../src/hangul/shown/shown-text.js')),
  ...(await import('../../src/hangul/ways.js')),
}));

beforeEach(() => {
  compiled.length = 0;
});

/** Whether the one rule holds for the text. */
const holds = (rule: string, text: string): boolean =>
  compilePacks([packWith([`weight: 1, ${rule}`])]).match(text).length === 1;

describe('조건', () => {
  test.each([
    ['any: [대유, 주주]', '주주들', true],
    ['any: [대유, 주주]', '개미들', false],
    ['all: [대유, [주주, 개미]]', '대유 개미', true],
    ['all: [대유, [주주, 개미]]', '대유만', false],
    ['all: [대유, [주주, 개미]]', '주주와 개미', false],
    ['any: [대유], none: [공시]', '대유 보라', true],
    ['any: [대유], none: [공시]', '대유 공시', false],
    // A doubtful reading silences nothing.
    ['any: [대유], none: [공시]', '대유 ㄱㅅ', true],
    ['any: [대유], unless: [대유행]', '대유행이다', false],
    ['any: [대유], unless: [대유행]', '대유행과 대유', true],
    ['any: [대유, 주주], unless: [대유행]', '주주 대유행', true],
    ["pattern: '01[016]-?\\d{4}'", '전화 010-1234', true],
    ["pattern: '01[016]-?\\d{4}'", '전화 02-1234', false],
    ["any: [대유], pattern: '\\d+원'", '대유 300원', true],
    ["any: [대유], pattern: '\\d+원'", '대유 삼백원', false],
    ["any: [대유], pattern: '\\d+원'", '300원', false],
    ['any: [대유], all: [주주]', '대유', false],
    ['near: { terms: [[리딩방, 단톡방], 무료], within: 2 }', '무료 주식 리딩방', true],
    ['near: { terms: [[리딩방, 단톡방], 무료], within: 2 }', '단톡방 입장은 무료', true],
    ['near: { terms: [[리딩방, 단톡방], 무료], within: 2 }', '무료 하나 둘 셋 리딩방', false],
    ['near: { terms: [[리딩방, 단톡방], 무료], within: 2 }', '무료 하나 둘 셋 무료 넷 리딩방', true],
    ['near: { terms: [리딩방, 무료], within: 0 }', '무료리딩방', true],
    ['near: { terms: [리딩방, 무료], within: 0 }', '무료 리딩방', false],
    ['near: { terms: [투자, 투자자], within: 3 }', '투자자', false],
    ['near: { terms: [투자, 투자자], within: 3 }', '투자자가 투자', true],
  ])('{ %s } 는 "%s" 에 %s', (rule, text, expected) => {
    expect(holds(rule, text)).toBe(expected);
  });

  test('묶음은 펼쳐지고 묶음 안의 묶음도', () => {
    const pack = packOf(
      'id: p\ntitle: { ko: 가, en: a }\nrole: foreign\ngroups:\n  a: [거래정지, $b]\n  b: [상폐]\nrules:\n  - { id: r, weight: 1, all: [$a, 주주] }\n',
    );
    expect(
      compilePacks([pack])
        .match('상폐라니 주주는')
        .map(({ rule }) => rule.name),
    ).toEqual(['p/r']);
  });
});

describe('무엇을 어디서 어떻게 읽었나', () => {
  test('자리는 주어진 글 그대로를 가리킨다', () => {
    const [match] = compilePacks([packWith(['weight: 2, all: [대유, 주주]'])]).match('🔥대~유 주주');
    expect(match?.spans).toEqual([
      { start: 2, end: 5, text: '대~유', reads: '대유', via: ['sound'], cost: 1 },
      { start: 6, end: 8, text: '주주', reads: '주주', via: [], cost: 0 },
    ]);
  });

  test('정규식의 자리도', () => {
    const [match] = compilePacks([packWith(["weight: 2, pattern: '[0-9]+'"])]).match('😀 12와 345');
    expect(match?.spans.map(({ start, end, text, reads }) => [start, end, text, reads])).toEqual([
      [3, 5, '12', '12'],
      [7, 10, '345', '345'],
    ]);
  });

  test('다른 낱말 안의 낱말은 따로 보이지 않는다', () => {
    const [match] = compilePacks([packWith(['weight: 2, any: [대유, 대유에이텍]'])]).match('대유에이텍');
    expect(match?.spans.map(({ reads }) => reads)).toEqual(['대유에이텍']);
  });

  test('의심스러운 읽기는 무게를 1/(1+비용)로 줄이고, 가장 약한 조건이 정한다', () => {
    const weigh = (rule: string, text: string): number | undefined =>
      compilePacks([packWith([rule])]).match(text)[0]?.weight;
    expect(weigh('weight: 2, any: [대유]', '대유')).toBe(2);
    expect(weigh('weight: 2, any: [대유]', '대~유')).toBe(1);
    expect(weigh('weight: 2, any: [대유]', '대~유 대유')).toBe(2);
    expect(weigh('weight: 2, all: [대유, 주주]', '대~유 주주')).toBe(1);
    expect(weigh('weight: 2, near: { terms: [대유, 주주], within: 3 }', '대~유 주주')).toBe(1);
    expect(weigh('weight: 2, near: { terms: [대유, 주주], within: 1 }', '대~유 주주 대유')).toBe(2);
    expect(weigh('weight: 2, any: [대유, { text: 주주, weight: 0.5 }]', '주주')).toBe(0.5);
    expect(weigh('weight: 2, any: [대유, { text: 주주, weight: 0.5 }]', '주주 대유')).toBe(2);
  });

  test('초성으로만 읽은 것은 약하다', () => {
    const weak = (rule: string, text: string): boolean | undefined =>
      compilePacks([packWith([rule])]).match(text)[0]?.weak;
    expect(weak('weight: 1, any: [대유]', 'ㄷㅇ')).toBe(true);
    expect(weak('weight: 1, any: [대유]', 'ㄷㅇ 대유')).toBe(false);
    expect(weak('weight: 1, all: [대유, 주주]', 'ㄷㅇ 주주')).toBe(false);
    expect(weak('weight: 1, any: [대유], ways: none', 'ㄷㅇ')).toBeUndefined();
  });

  test('맞은 규칙은 규칙집과 규칙의 순서로 나온다', () => {
    const packs = [
      packWith(['weight: 1, any: [나다]', "weight: 1, pattern: '가'"], 'role: foreign', 'a'),
      packWith(['weight: 1, any: [가나]'], 'role: foreign', 'b'),
    ];
    expect(
      compilePacks(packs)
        .match('가나다')
        .map(({ rule }) => rule.name),
    ).toEqual(['a/r1', 'a/r2', 'b/r1']);
  });

  test('빈 글과 홀로 남은 서로게이트', () => {
    const book = compilePacks([packWith(["weight: 1, pattern: 'a'", 'weight: 1, any: [대유]'])]);
    expect(book.match('')).toEqual([]);
    expect(book.match('\ud83d대유\udc00a').map(({ spans }) => spans[0]?.start)).toEqual([4, 1]);
  });
});

/** Which ways a compiled term allows: none, all, all but anagram, or their names. */
function waysOf(ways: readonly Way[]): string {
  // Ways that are added later stand behind the thirteen and may be undone by default or not.
  const known = ALL_WAYS.slice(0, 13);
  const own = ways.filter((way) => known.includes(way)).join();
  if (ways.length === 0) return 'none';
  if (ways.length === ALL_WAYS.length) return 'all';
  return own === known.filter((way) => way !== 'anagram').join() ? 'usual' : own;
}

describe('낱말의 준비', () => {
  const termsOf = (...packs: Pack[]): unknown[] => {
    compilePacks(packs);
    return (compiled[0] ?? []).map(({ text, place: place, unless, ways }) => [
      text,
      place,
      unless.join(),
      waysOf(ways),
    ]);
  };

  test('같은 낱말과 같은 방식은 여러 규칙에서도 한 번만', () => {
    expect(
      termsOf(
        packWith(['weight: 1, any: [대유, 주주]', 'weight: 2, any: [대유]'], 'role: foreign', 'a'),
        packWith(
          ['weight: 1, any: [대유], ways: none', 'weight: 1, all: [{ text: 대유, weight: 3 }]'],
          'role: foreign',
          'b',
        ),
      ),
    ).toEqual([
      ['대유', 'edge', '', 'usual'],
      ['주주', 'edge', '', 'usual'],
      ['대유', 'edge', '', 'none'],
    ]);
  });

  test('두 음절까지는 어절의 끝에서, 셋부터는 어디서나; 규칙과 낱말이 달리 정할 수 있다', () => {
    expect(
      termsOf(packWith(['weight: 1, any: [대유, 거래 정지, { text: 개미, place: word }], unless: [대유행]'])),
    ).toEqual([
      ['대유', 'edge', '대유행', 'usual'],
      ['거래 정지', 'anywhere', '', 'usual'],
      ['개미', 'word', '', 'usual'],
    ]);
  });

  test('방식을 적지 않으면 순서를 바꾼 것만 빼고 모두 되돌리고, all이면 그것도 되돌린다', () => {
    expect(termsOf(packWith(['weight: 1, any: [대유], ways: all', 'weight: 1, any: [주주]']))).toEqual([
      ['대유', 'edge', '', 'all'],
      ['주주', 'edge', '', 'usual'],
    ]);
  });

  test('NFD로 쓴 낱말은 모아 쓴다', () => {
    expect(termsOf(packWith([`weight: 1, any: ['${'대유'.normalize('NFD')}']`]))).toEqual([
      ['대유', 'edge', '', 'usual'],
    ]);
  });
});

describe('기사의 주제', () => {
  const head = 'role: article\ntopic: { at: 3, title-at: 2 }';
  const has = (rules: string[], title: string, body: string | null): unknown => {
    const book = compilePacks([packWith(rules, head)]);
    const score = book.topics({ title, body }).get('p');
    expect([...book.topicsOf({ title, body })]).toEqual(score?.has === true ? ['p'] : []);
    return [score?.points, score?.has];
  };

  test.each([
    [
      '본문은 한 번',
      ['weight: 1, topic: 2, any: [먹통]', 'weight: 1, any: [장애]'],
      '제목',
      '먹통 장애 장애',
      [3, true],
    ],
    ['제목은 두 번', ['weight: 1, any: [먹통]', 'weight: 1, any: [장애]'], '먹통', '', [2, true]],
    [
      '제목과 본문에 다 있으면 제목으로',
      ['weight: 1, any: [먹통]', 'weight: 1, any: [장애]'],
      '먹통',
      '먹통 장애',
      [3, true],
    ],
    ['모자라면 없다', ['weight: 2, any: [먹통]', 'weight: 1, any: [장애]'], '제목', '먹통', [2, false]],
    [
      '0점인 규칙은 말하지 않는다',
      ['weight: 5, topic: 0, any: [먹통]', 'weight: 2, any: [장애]'],
      '먹통',
      '먹통',
      [0, false],
    ],
    ['본문이 없어도', ['weight: 3, any: [먹통]'], '먹통', null, [6, true]],
    ["무늬도 센다", ["weight: 1, pattern: '\\d+분'", 'weight: 2, any: [먹통]'], '제목', '30분 먹통', [3, true]],
    ["무늬가 없으면 모자란다", ["weight: 1, pattern: '\\d+분'", 'weight: 2, any: [먹통]'], '제목', '먹통', [2, false]],
    ["제목의 무늬", ["weight: 1, pattern: '\\d+분'", 'weight: 2, any: [먹통]'], '30분째', '30분', [2, true]],
    ["무늬 없이도 되면", ["weight: 1, pattern: '\\d+분'", 'weight: 3, any: [먹통]'], '제목', '30분 먹통', [4, true]],
    ['가까이 있어야', ['weight: 3, near: { terms: [먹통, 장애], within: 1 }'], '제목', '먹통 하나 둘 장애', [0, false]],
    ['초성은 세지 않는다', ['weight: 3, any: [먹통]'], 'ㅁㅌ', 'ㅁㅌ', [0, false]],
    ['뒤바꾼 글자는 세지 않는다', ['weight: 3, any: [먹통]'], '통먹', '통먹', [0, false]],
    ['의심스러운 읽기는 세지 않는다', ['weight: 3, any: [먹통]'], '먹~통', '먹~통', [0, false]],
  ])('%s', (_why, rules, title, body, expected) => {
    expect(has(rules, title, body)).toEqual(expected);
  });

  test('주제가 없는 규칙집은 나오지 않는다', () => {
    const book = compilePacks([
      packWith(['weight: 1, any: [먹통]'], 'role: filler', 'f'),
      packWith(['weight: 3, any: [먹통]'], head),
    ]);
    expect([...book.topics({ title: '먹통', body: null }).keys()]).toEqual(['p']);
  });
});

describe('규칙집과 규칙을 끈 책', () => {
  const head = 'role: article\ntopic: { at: 2, title-at: 2 }';
  const packs = [
    packWith(['weight: 1, any: [먹통]', "weight: 1, pattern: '[0-9]+분'", 'weight: 1, any: [장애]'], head, 'a'),
    packWith(['weight: 1, any: [먹통]', 'weight: 1, any: [주주]'], head, 'b'),
  ];
  const book = compilePacks(packs);
  const text = '먹통 30분 장애 주주';
  const names = (ids: string[], from = book): string[] =>
    from
      .without(new Set(ids))
      .match(text)
      .map(({ rule }) => rule.name);

  test.each<[string[], string[]]>([
    [[], ['a/r1', 'a/r2', 'a/r3', 'b/r1', 'b/r2']],
    [['a'], ['b/r1', 'b/r2']],
    [['a/r1'], ['a/r2', 'a/r3', 'b/r1', 'b/r2']],
    [['a/r2', 'b'], ['a/r1', 'a/r3']],
    [['a', 'b'], []],
    [['c', 'a/r9', 'r1', ''], ['a/r1', 'a/r2', 'a/r3', 'b/r1', 'b/r2']],
  ])('%j 없이', (off, left) => {
    expect(names(off)).toEqual(left);
  });

  test('꺼진 것은 주제도 주지 않는다', () => {
    const topics = (ids: string[]): unknown =>
      [...book.without(new Set(ids)).topics({ title: '먹통', body: '장애' })].map(([id, { points }]) => [id, points]);
    expect(topics([])).toEqual([
      ['a', 3],
      ['b', 2],
    ]);
    expect(topics(['b'])).toEqual([['a', 3]]);
    expect(topics(['a/r1'])).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
  });

  test('본디 책은 그대로고, 거듭 끄면 더해진다', () => {
    const less = book.without(new Set(['a']));
    expect(names(['b/r2'], less)).toEqual(['b/r1']);
    expect(less.packs.map(({ id }) => id)).toEqual(['b']);
    expect(names([])).toHaveLength(5);
  });

  test('남은 규칙은 그것만 엮은 책과 같게 맞는다', () => {
    const alone = compilePacks([packs[1]!]);
    // Their terms have other numbers there.
    const seen = (matches: readonly RuleMatch[]): unknown =>
      matches.map(({ rule, weight, spans, weak }) => [rule.name, weight, spans, weak]);
    expect(seen(book.without(new Set(['a'])).match(text))).toEqual(seen(alone.match(text)));
  });

  test('새로 엮지 않는다', () => {
    const before = compiled.length;
    book.without(new Set(['a', 'b/r1']));
    expect(compiled.length).toBe(before);
  });
});
