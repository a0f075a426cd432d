import { describe, expect, test } from 'vitest';
import { type Signal, SIGNALS, type Weigh } from '../../src/judge/combine.js';
import type { Context, Evidence, HomeByWords, RelevanceScore } from '../../src/judge/evidence.js';
import { judgeArticleWords } from '../../src/judge/judges/article-words.js';
import { judgeFiller } from '../../src/judge/judges/filler.js';
import { homesByWords, homesOf, judgeHome } from '../../src/judge/judges/home.js';
import { judgeParent } from '../../src/judge/judges/parent.js';
import { judgeRelevance, weighRelevance } from '../../src/judge/judges/relevance.js';
import { judgeRules } from '../../src/judge/judges/rules.js';
import type { RuleMatch } from '../../src/rules/index.js';
import { articleOf, commentOf, contextOf, matchOf, relevanceOf } from './given.js';

const close = (weight: number): unknown => expect.closeTo(weight, 9);
const weights = (evidence: readonly Evidence[]): [string, number][] =>
  evidence.map(({ id, weight }) => [id, weight]);

/** A context with the model's estimate, in which every signal counts half. */
const halved = (given: Partial<RelevanceScore>): Context => {
  const weigh: Weigh = (signal, strength) =>
    signal === 'base' ? 0 : (SIGNALS[signal] < 0 ? -0.5 : 0.5) * strength;
  const relevance = relevanceOf(given);
  return contextOf({ relevance, weigh, counted: weighRelevance(relevance, weigh) });
};

describe('규칙', () => {
  const judged = (
    matches: RuleMatch[],
    article = articleOf({ text: '기사' }),
    context = contextOf(),
  ): [string, number][] => weights(judgeRules(article, commentOf([], matches), context));

  test.each<[why: string, matches: RuleMatch[], expected: [string, number][]]>([
    ['다른 주제의 규칙은 기사와 어긋난다', [matchOf({ weight: 2 })], [['p/r', 2]]],
    ['기사의 주제면 기사 편', [matchOf({ pack: 'own', weight: 2 })], [['own/r', -2]]],
    ['한쪽 규칙은 다른 기사의 댓글을 무관하다고 하지 않는다', [matchOf({ weight: 2, oneSided: true })], []],
    ['한쪽 규칙도 기사 편은 든다', [matchOf({ pack: 'own', weight: 2, oneSided: true })], [['own/r', -2]]],
    ['내용 없는 말의 규칙은 세지 않는다', [matchOf({ role: 'filler', weight: 2 })], []],
    [
      '한 규칙집의 다음 규칙은 0.7, 그다음은 0.49',
      [
        matchOf({ rule: 'b', weight: 2, starts: [10] }),
        matchOf({ rule: 'a', weight: 3, starts: [0] }),
        matchOf({ rule: 'c', weight: 1, starts: [20] }),
      ],
      [
        ['p/a', 3],
        ['p/b', 1.4],
        ['p/c', 0.49],
      ],
    ],
    [
      '다른 규칙집이면 줄이지 않는다',
      [matchOf({ weight: 3, starts: [0] }), matchOf({ pack: 'q', weight: 2, starts: [10] })],
      [
        ['p/r', 3],
        ['q/r', 2],
      ],
    ],
    [
      '이미 센 말이면 0.3',
      [matchOf({ weight: 3, starts: [0] }), matchOf({ pack: 'q', weight: 2, starts: [1] })],
      [
        ['p/r', 3],
        ['q/r', 0.6],
      ],
    ],
    [
      '맞닿기만 한 말은 따로 센다',
      [matchOf({ weight: 3, starts: [0] }), matchOf({ pack: 'q', weight: 2, starts: [2] })],
      [
        ['p/r', 3],
        ['q/r', 2],
      ],
    ],
    [
      '한 자리라도 새로우면 다 센다',
      [
        matchOf({ weight: 3, starts: [0] }),
        matchOf({ pack: 'q', weight: 2, reads: ['가', '가'], starts: [1, 10] }),
      ],
      [
        ['p/r', 3],
        ['q/r', 1],
        ['q/r', 1],
      ],
    ],
    [
      '서로 다른 두 말은 1.3배를 나누어',
      [matchOf({ weight: 2, reads: ['거래', '정지'] })],
      [
        ['p/r', 1.3],
        ['p/r', 1.3],
      ],
    ],
    [
      '세 말부터는 1.6배까지만',
      [matchOf({ weight: 4, reads: ['가', '나', '다', '라'] })],
      [
        ['p/r', 1.6],
        ['p/r', 1.6],
        ['p/r', 1.6],
        ['p/r', 1.6],
      ],
    ],
    [
      '같은 말이 되풀이되면 더하지 않는다',
      [matchOf({ weight: 2, reads: ['거래', '거래'] })],
      [
        ['p/r', 1],
        ['p/r', 1],
      ],
    ],
    ['첫소리만으로는 말이 없다', [matchOf({ weak: true })], []],
    [
      '다른 규칙 곁의 첫소리는 반',
      [matchOf({ pack: 'q', weight: 4, weak: true, starts: [10] }), matchOf({ weight: 1 })],
      [
        ['p/r', 1],
        ['q/r', 2],
      ],
    ],
    ['감추어 쓰면 0.7을 더한다', [matchOf({ weight: 2, via: ['lookalike'] })], [['p/r', 2.7]]],
    ['띄어 쓴 것은 감춘 것이 아니다', [matchOf({ weight: 2, via: ['gap'] })], [['p/r', 2]]],
    ['기사 편인 말은 감추어도 그대로', [matchOf({ pack: 'own', weight: 2, via: ['jamo'] })], [['own/r', -2]]],
    [
      '감춘 첫소리에는 더하지 않는다',
      [matchOf({ pack: 'q', weight: 4, weak: true, via: ['jamo'], starts: [10] }), matchOf({ weight: 1 })],
      [
        ['p/r', 1],
        ['q/r', 2],
      ],
    ],
    ['기사에 그대로 있는 말은 0.3', [matchOf({ weight: 2, reads: ['서버 장애'] })], [['p/r', 0.6]]],
    [
      '한 말이라도 기사에 없으면 다 센다',
      [matchOf({ weight: 2, reads: ['서버', '야구'] })],
      [
        ['p/r', 1.3],
        ['p/r', 1.3],
      ],
    ],
    [
      '기사 편인 말은 기사에 있어도 그대로',
      [matchOf({ pack: 'own', weight: 2, reads: ['서버'] })],
      [['own/r', -2]],
    ],
  ])('%s', (_why, matches, expected) => {
    const article = articleOf({ text: '서버장애', topics: ['own'] });
    expect(judged(matches, article)).toEqual(expected.map(([id, weight]) => [id, close(weight)]));
  });

  test.each(['jamo', 'lookalike', 'script', 'insert', 'keyboard', 'hanja', 'roman'] as const)(
    '%s는 감춘 것이다',
    (way) => {
      expect(judged([matchOf({ weight: 1, via: ['gap', way] })])).toEqual([['p/r', close(1.7)]]);
    },
  );

  test.each<[why: string, match: RuleMatch, expected: Partial<Record<Signal, number>>]>([
    ['끼어드는 글은 조직적 글', matchOf({ weight: 2 }), { campaign: 2 }],
    ['광고', matchOf({ weight: 2, kind: 'advert' }), { advert: 2 }],
    ['정치 구호', matchOf({ weight: 2, kind: 'politics' }), { politics: 2 }],
    ['다른 기사의 주제', matchOf({ weight: 2, role: 'article' }), { topic: 2 }],
    ['기사에 모두 나오는 말', matchOf({ weight: 2, reads: ['기사'] }), { mentioned: 2 }],
    ['이 기사의 주제', matchOf({ weight: 2, role: 'article', pack: 'own' }), { ownTopic: 2 }],
    ['감춘 말', matchOf({ weight: 2, via: ['jamo'] }), { campaign: 2, disguised: 0.7 }],
  ])('%s', (_why, match, expected) => {
    const read: [Signal, number][] = [];
    const context = contextOf({ weigh: (signal, strength) => (read.push([signal, strength]), strength) });
    judged([match], articleOf({ text: '기사', topics: ['own'] }), context);
    expect(Object.fromEntries(read)).toEqual(expected);
  });

  test.each<[why: string, words: [string, number][], kind: 'everyday' | 'topic', expected: number]>([
    [
      '기사를 말하는 드문 말이 곁에 있으면 일상은 0.5',
      [
        ['강아지', 3],
        ['어두워서', 4],
      ],
      'everyday',
      1,
    ],
    [
      '흔한 말로는 그대로',
      [
        ['강아지', 3],
        ['어두워서', 3.9],
      ],
      'everyday',
      2,
    ],
    [
      '기사에 없는 말로도',
      [
        ['강아지', 3],
        ['시끄러워서', 4],
      ],
      'everyday',
      2,
    ],
    [
      '여느 주제는 그대로',
      [
        ['강아지', 3],
        ['어두워서', 4],
      ],
      'topic',
      2,
    ],
    ['규칙이 짚은 말은 기사를 말하지 않는다', [['어두워서', 4]], 'everyday', 2],
  ])('%s', (_why, words, kind, expected) => {
    const match = matchOf({ role: 'article', kind, weight: 2, starts: [0] });
    const read = commentOf(words, [match]);
    const article = articleOf({ text: '어두운 길' });
    expect(weights(judgeRules(article, read, contextOf()))).toEqual([['p/r', expected]]);
  });

  test('근거마다 자리, 적힌 말, 읽은 말, 풀어낸 방법이 있다', () => {
    const [one] = judgeRules(
      articleOf(),
      commentOf([], [matchOf({ via: ['hanja'], starts: [4] })]),
      contextOf(),
    );
    expect(one).toEqual({
      kind: 'rule',
      id: 'p/r',
      weight: close(1.7),
      span: [4, 6],
      text: '낱말',
      via: ['hanja'],
      reads: '낱말',
      title: { ko: 'p', en: 'p' },
    });
  });
});

describe('기사의 말', () => {
  const words = { 카카오톡: 0.5, 서버: 0.25, 장애: 0.125, 복구: 0.125, 화재: 0.05, 보상: 0.05 };

  test.each<[why: string, comment: [string, number][], expected: [string, number][]]>([
    ['가장 무거운 말 하나: −(0.7 + 1.8)', [['카카오톡', 1]], [['article/words', -2.5]]],
    ['반만 무거운 말 하나: −(0.7 + 0.9)', [['서버', 1]], [['article/words', -1.6]]],
    [
      '두 말은 세기대로 나눈다: −(0.7 + 2.7)',
      [
        ['서버', 1],
        ['카카오톡', 1],
      ],
      [
        ['article/words', -3.4 / 1.5],
        ['article/words', -3.4 / 3],
      ],
    ],
    ['기사 낱말의 앞 두 글자: −0.2 × 드묾', [['서버실', 3]], [['article/near-words', -0.6]]],
    ['드물어도 −1.2까지', [['서버실', 9]], [['article/near-words', -1.2]]],
    ['6까지는 그대로 센다', [['서버실', 5.9]], [['article/near-words', -1.18]]],
    ['기사에 없는 말뿐: 0.1 × 드묾', [['야구', 4]], [['article/no-words', 0.4]]],
    ['드물어도 1.1까지', [['야구', 40]], [['article/no-words', 1.1]]],
    ['11까지는 그대로 센다', [['야구', 10.9]], [['article/no-words', 1.09]]],
    ['흔한 말뿐이면 말이 없다', [['야구', 0]], []],
    ['한 글자나 로마자는 닮은 말이 아니다', [['서', 4]], [['article/no-words', 0.4]]],
    ['한글이 아닌 말은 닮은 말로 치지 않는다', [['IT기업', 4]], [['article/no-words', 0.4]]],
  ])('%s', (_why, comment, expected) => {
    const article = articleOf({ words, text: '카카오톡 서버 장애 IT' });
    const evidence = judgeArticleWords(article, commentOf(comment), contextOf());
    expect(weights(evidence)).toEqual(expected.map(([id, weight]) => [id, close(weight)]));
  });

  test('다섯 말까지만 센다', () => {
    const all = Object.keys(words).map((word): [string, number] => [word, 1]);
    const evidence = judgeArticleWords(articleOf({ words }), commentOf(all), contextOf());
    // 1 + 0.5 + 0.25 + 0.25 + 0.1 of strength.
    expect(evidence.map(({ reads }) => reads)).toEqual(['카카오톡', '서버', '장애', '복구', '화재']);
    expect(evidence.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(-4.48, 9);
  });

  test('짧은 기사에 없다는 말은 그만큼 덜 친다', () => {
    const evidence = judgeArticleWords(articleOf({ breadth: 0.25 }), commentOf([['야구', 4]]), contextOf());
    expect(weights(evidence)).toEqual([['article/no-words', close(0.1)]]);
  });
});

describe('관련성 모델', () => {
  const read = commentOf([
    ['어제', 1],
    ['서버', 1],
    ['장애', 1],
    ['복구', 1],
  ]);
  const word = (start: number, strength: number): RelevanceScore['words'][number] => ({
    start,
    end: start + 2,
    strength,
  });
  const judged = (given: Partial<RelevanceScore>): readonly Evidence[] =>
    judgeRelevance(articleOf(), read, halved(given));

  test('모델이 없거나 할 말이 없으면 근거가 없다', () => {
    expect(judgeRelevance(articleOf(), read, contextOf())).toEqual([]);
    expect(judged({ weight: 0, words: [word(0, 1)] })).toEqual([]);
  });

  test('어긋나면 모두 어긋나는 근거', () => {
    expect(weights(judged({ weight: 1.4 }))).toEqual([['relevance/nothing', close(0.7)]]);
    // Beyond 1.5 nats the excess counts once more.
    expect(weights(judged({ weight: 2 }))).toEqual([['relevance/nothing', close(1.25)]]);
  });

  test('더 맞는 기사의 몫은 home에 남긴다', () => {
    const homes = [
      { article: { id: 'h', title: '집', body: null }, score: 0.75 },
      { article: { id: 'i', title: '집', body: null }, score: 0.25 },
    ];
    expect(weights(judged({ weight: 1.4, homes }))).toEqual([['relevance/nothing', close(0.175)]]);
  });

  test('기사 편이면 말 셋까지가 0.7을 세기대로 나누고 나머지는 댓글의 것', () => {
    const words = [word(0, 0.2), word(3, 0.4), word(6, 0.6), word(9, 1)];
    expect(judged({ weight: -4, words }).map(({ id, text, weight }) => [id, text, weight])).toEqual([
      ['relevance/fits', undefined, close(-0.6)],
      ['relevance/words', '복구', close(-0.7)],
      ['relevance/words', '장애', close(-0.42)],
      ['relevance/words', '서버', close(-0.28)],
    ]);
  });

  test('짚을 말이 없으면 댓글이 다 가진다', () => {
    expect(weights(judged({ weight: -2 }))).toEqual([['relevance/fits', -1]]);
  });
});

describe('답글', () => {
  test('부모의 규칙과 말에서 0.3을 물려받는다', () => {
    const article = articleOf({ words: { 서버: 1 } });
    const parent = commentOf([['서버', 1]], [matchOf({ weight: 1, reads: ['야구'] })], 'p');
    // 1 of the rule, −2.5 of the word.
    expect(judgeParent(article, commentOf(), contextOf({ parent }))).toEqual([
      expect.objectContaining({ kind: 'parent', id: 'p', weight: close(-0.45) }),
    ]);
  });
  test('부모가 없거나 할 말이 없으면 물려받지 않는다', () => {
    expect(judgeParent(articleOf(), commentOf(), contextOf())).toEqual([]);
    expect(judgeParent(articleOf(), commentOf(), contextOf({ parent: commentOf() }))).toEqual([]);
  });
});

describe('더 맞는 기사', () => {
  const home = (articleId: string, lead: number, score = 0.5): HomeByWords => ({
    articleId,
    lead,
    score,
    title: articleId,
  });
  const own = articleOf({ id: 'own', words: { 서버: 1 } });
  const candidate = (id: string, score: number): RelevanceScore['homes'][number] => ({
    article: { id, title: id, body: null },
    score,
  });

  test.each<[why: string, lead: number, expected: number[]]>([
    ['1만큼 앞서야 무게가 있다', 0.999, []],
    ['0.7 × 앞선 만큼', 1, [0.7]],
    ['0.7 × 2', 2, [1.4]],
    ['2까지만', 2.9, [2]],
  ])('%s', (_why, lead, expected) => {
    const evidence = judgeHome(own, commentOf(), contextOf({ homes: [home('h', lead)] }));
    expect(evidence.map(({ weight }) => weight)).toEqual(expected.map(close));
  });

  test('모델이 어긋난다고 한 무게에서 더 맞는 기사의 몫', () => {
    expect(judgeHome(own, commentOf(), halved({ weight: 1.4, homes: [candidate('h', 0.75)] }))).toEqual([
      { kind: 'home', id: 'h', weight: close(0.525), title: { ko: '더 맞는 기사: h', en: 'Fits better: h' } },
    ]);
    expect(judgeHome(own, commentOf(), halved({ weight: -2, homes: [candidate('h', 0.75)] }))).toEqual([]);
    expect(judgeHome(own, commentOf(), halved({ weight: 2 }))).toEqual([]);
  });

  test.each<[score: number, id: string, ko: string]>([
    [0.5, 'h', '더 맞는 기사: h'],
    [0.49, 'h', '더 맞는 기사 후보: h'],
    [0.3, 'h', '더 맞는 기사 후보: h'],
    [0.29, 'home/other', '다른 기사에 달릴 만한 댓글'],
  ])('확률 %d인 기사는 %s, “%s”', (score, id, ko) => {
    const relevance = relevanceOf({ weight: 2, homes: [candidate('h', score)] });
    const [evidence] = judgeHome(own, commentOf(), contextOf({ relevance }));
    expect([evidence?.id, evidence?.title?.ko]).toEqual([id, ko]);
  });

  test('곁의 댓글들이 같은 기사를 가리키면 그만큼 더한다', () => {
    const pointing = halved({ weight: -1, homes: [candidate('h', 0.5)], companions: 1.2 });
    expect(weights(judgeHome(own, commentOf(), pointing))).toEqual([['h', 0.6]]);
    expect(judgeHome(own, commentOf(), halved({ companions: 1.2 }))).toEqual([]);
  });

  test('0.5만큼 앞서는 기사부터, 많이 앞서는 것부터', () => {
    const articles = [
      own,
      articleOf({ id: 'little', words: { 축구: 1, 야구: 0.499 } }),
      articleOf({ id: 'half', words: { 축구: 1, 야구: 0.5 } }),
      articleOf({ id: 'much', words: { 야구: 1 } }),
    ];
    const found = homesByWords(own, commentOf([['야구', 1]]), { articles, relevance: null });
    expect(found).toEqual([
      { articleId: 'much', lead: 1, score: 0.632121, title: '제목' },
      { articleId: 'half', lead: 0.5, score: 0.393469, title: '제목' },
    ]);
  });

  test('제 기사의 말은 뺀다', () => {
    const articles = [articleOf({ id: 'h', words: { 서버: 1, 야구: 0.75 } })];
    const comment = commentOf([
      ['서버', 1],
      ['야구', 1],
    ]);
    expect(homesByWords(own, comment, { articles, relevance: null })[0]).toMatchObject({ lead: 0.75 });
  });

  test('그 기사의 주제를 말하는 규칙집 하나에 0.7, 첫소리는 빼고', () => {
    const articles = [articleOf({ id: 'h', topics: ['p', 'q', 'w'] })];
    const comment = commentOf(
      [],
      [
        matchOf({ pack: 'p' }),
        matchOf({ pack: 'p', rule: 's' }),
        matchOf({ pack: 'q' }),
        matchOf({ pack: 'w', weak: true }),
        matchOf({ pack: 'x' }),
      ],
    );
    expect(homesByWords(own, comment, { articles, relevance: null })[0]!.lead).toBeCloseTo(1.4, 9);
  });

  test('모델이 있으면 제목뿐인 기사에서는 말로 견주지 않는다', () => {
    const articles = [articleOf({ id: 'h', words: { 야구: 1 } })];
    const comment = commentOf([['야구', 1]]);
    const titleOnly = articleOf({ id: 'own', body: null });
    expect(homesByWords(titleOnly, comment, { articles, relevance: relevanceOf() })).toEqual([]);
    expect(homesByWords(titleOnly, comment, { articles, relevance: null })).toHaveLength(1);
    expect(homesByWords(own, comment, { articles, relevance: relevanceOf() })).toHaveLength(1);
  });

  test('다섯까지, 모델이 없으면 말로 찾은 것', () => {
    const homes = [5, 4, 3, 2, 1, 0.6].map((lead) => home(`h${lead}`, lead));
    expect(homesOf({ relevance: null, homes })).toEqual(homes.slice(0, 5));
  });

  test('모델이 찾은 것과 분명히 앞서는 말로 찾은 것을 점수대로', () => {
    const relevance = relevanceOf({
      homes: [candidate('m', 0.6), candidate('both', 0.7), candidate('sure', 0.9), candidate('l', 0.1)],
    });
    const homes = [
      home('both', 2, 0.8),
      home('sure', 2, 0.5),
      home('words', 1, 0.65),
      home('vague', 0.9, 0.99),
    ];
    expect(homesOf({ relevance, homes }).map(({ articleId, score }) => [articleId, score])).toEqual([
      ['sure', 0.9],
      ['both', 0.8],
      ['words', 0.65],
      ['m', 0.6],
      ['l', 0.1],
    ]);
    const many = relevanceOf({ homes: [1, 2, 3, 4, 5, 6].map((n) => candidate(`m${n}`, n / 10)) });
    expect(homesOf({ relevance: many, homes: [] }).map(({ articleId }) => articleId)).toEqual([
      'm6',
      'm5',
      'm4',
      'm3',
      'm2',
    ]);
  });
});

describe('내용 없는 댓글', () => {
  const thanks = (starts: number[], role: 'filler' | 'foreign' = 'filler'): RuleMatch => {
    const match = matchOf({ pack: 'thanks', role, reads: starts.map(() => '감사'), starts });
    return match;
  };
  const said = (text: string, matches: RuleMatch[] = []): Evidence | null =>
    judgeFiller({ comment: { id: 'c', articleId: 'a', text }, matches });

  test.each<[why: string, text: string, matches: RuleMatch[], title: string | null]>([
    ['웃음', 'ㅋㅋㅋ', [], '낱자뿐'],
    ['홀소리까지 낱자', 'ㅏㅣ', [], '낱자뿐'],
    ['숫자', '119', [], '내용 없음'],
    ['부호', '!!!', [], '내용 없음'],
    ['빈 댓글', '', [], '내용 없음'],
    ['말', '카카오', [], null],
    ['규칙이 다 덮은 말', '감사', [thanks([0])], 'thanks'],
    ['조사가 남은 말', '감사를', [thanks([0])], 'thanks'],
    ['다른 말이 남은 어절', '감사패', [thanks([0])], null],
    ['덮이지 않은 어절이 남았다', '감사 카카오', [thanks([0])], null],
    ['두 어절을 다 덮었다', '감사 감사', [thanks([0, 3])], 'thanks'],
    ['웃음이 붙은 말', '감사ㅋㅋ', [thanks([0])], 'thanks'],
    ['숫자가 붙은 말', '감사2', [thanks([0])], 'thanks'],
    ['다른 구실의 규칙집은 덮지 않는다', '감사', [thanks([0], 'foreign')], null],
    ['자모 밖의 글자', 'ㅿ', [], null],
  ])('%s: %j', (_why, text, matches, title) => {
    const evidence = said(text, matches);
    expect(evidence === null ? null : evidence.title?.ko).toBe(title);
    if (evidence !== null) expect(evidence).toMatchObject({ kind: 'filler', id: 'filler/all', weight: 0 });
  });

  test('덮은 말을 짚는다', () => {
    expect(said('감사', [thanks([0])])).toMatchObject({ span: [0, 2], text: '감사' });
    expect(said('ㅋㅋ')).not.toHaveProperty('span');
  });
});
