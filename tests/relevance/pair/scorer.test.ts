import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backgroundOf, prepareArticle, prepareComment } from '../../../src/relevance/pair/prepared.js';
import { fastLogitOf, logitOf } from '../../../src/relevance/pair/forest.js';
import { openPairModel, packPairModel } from '../../../src/relevance/pair/model-file.js';
import { BODY_FEATURES, TITLE_FEATURES } from '../../../src/relevance/pair/features.js';
import { PairScorer } from '../../../src/relevance/pair/scorer.js';
import { calibratedWeight } from '../../../src/relevance/pair/stage.js';
import { WordReader } from '../../../src/relevance/encoder/word-reader.js';
import { Encoder } from '../../../src/relevance/encoder/encoder.js';
import { TRAINING, quantiseEmbeddings, trainWeights } from '../../../src/training/train-encoder.js';
import { seededRandom } from '../../../src/training/index.js';
import { fitPairModel, type Site } from '../../../src/training/fit-pair.js';
import { ARTICLES } from '../texts.js';

const TINY = { ...TRAINING, bits: 12, dimension: 16, batch: 4, steps: 150, keep: 0.7, rate: 0.02, seed: 3 };
const encoder = new Encoder(quantiseEmbeddings(trainWeights(ARTICLES, TINY)!));
const reader = new WordReader(encoder);
const site = (withBody: boolean): Site => ({
  articles: ARTICLES.map(({ title, body }) =>
    prepareArticle(encoder, reader, { title, body: withBody ? body : null }),
  ),
  comments: ARTICLES.map(({ comments }) => comments.map((text) => prepareComment(encoder, reader, text))),
  foreign: () => true,
  keys: ARTICLES.map(({ title }) => title),
});
const [bare, full] = [site(false), site(true)];
const background = backgroundOf(
  full.articles.slice(0, 4),
  full.comments.map((comments) => comments[0]!),
);
const fit = (seed: number): ReturnType<typeof fitPairModel> =>
  fitPairModel(encoder, background, { title: [bare], body: [full] }, seededRandom(seed), {
    trees: 10,
    leaves: 3,
    leastRows: 4,
  });
const model = fit(1);
const scorer = new PairScorer(encoder, model);
const pool = scorer.openPool(bare.articles);

describe('댓글 하나하나의 무게', () => {
  it('같은 시드면 같은 모델이다', () => {
    expect(packPairModel(fit(1), encoder.dimension)).toEqual(packPairModel(model, encoder.dimension));
  });

  it('본문이 하나도 없는 묶음에서도 배우고, 본문이 있는 기사도 읽는다', () => {
    const titled = fitPairModel(encoder, background, { title: [bare], body: [] }, seededRandom(1), {
      trees: 3,
      leaves: 3,
      leastRows: 4,
    });
    const alone = new PairScorer(encoder, titled);
    const comment = full.comments[0]![0]!;
    const { weight } = alone.relevanceOf(alone.openPool(full.articles), full.articles[0]!, comment);
    expect(Number.isFinite(weight)).toBe(true);
  });

  it.each([
    ['제목만', bare],
    ['본문까지', full],
  ])('제 기사 밑에서 남의 기사 밑에서보다 더 맞는다: %s', (_, { articles, comments }) => {
    let right = 0;
    let all = 0;
    comments.forEach((some, own) => {
      for (const comment of some) {
        const at = (i: number): number => scorer.relevanceOf(pool, articles[i]!, comment).weight;
        const [here, there] = [at(own), at((own + 3) % articles.length)];
        if (here < there) right++;
        all++;
      }
    });
    expect(right / all).toBeGreaterThan(0.8);
  });

  it.each(['', ' \n\t', '동영상 뉴스', '[사진=연합뉴스]\n박가온 기자', '빵집 앞에 줄이 늘어섰다.'])(
    '본문이 아닌 본문 %j은 없는 것과 같다',
    (body) => {
      const { title } = ARTICLES[0]!;
      const without = scorer.prepareArticle({ title, body: null });
      const article = scorer.prepareArticle({ title, body });
      expect(article).toEqual(without);
      for (const text of [ARTICLES[0]!.comments[0]!, ARTICLES[3]!.comments[1]!]) {
        const comment = scorer.prepareComment(text);
        expect(scorer.relevanceOf(pool, article, comment)).toEqual(
          scorer.relevanceOf(pool, without, comment),
        );
      }
    },
  );

  it('남의 기사 밑에서는 제 기사를 집으로 대고, 제 기사 밑에서는 집을 대지 않는다', () => {
    const comment = scorer.prepareComment(ARTICLES[1]!.comments[1]!);
    const away = scorer.relevanceOf(pool, bare.articles[2]!, comment);
    expect(away.homes[0]!.index).toBe(1);
    expect(away.homes.length).toBeLessThanOrEqual(5);
    expect(away.homes.reduce((sum, { probability }) => sum + probability, 0)).toBeLessThanOrEqual(1);
    expect(scorer.relevanceOf(pool, bare.articles[1]!, comment).homes).toEqual([]);
  });

  it('기사가 말하는 낱말의 자리를 댄다', () => {
    const text = '음, 환승 할인이라니 반갑네';
    const { words } = scorer.relevanceOf(pool, bare.articles[1]!, scorer.prepareComment(text));
    expect(words.map(({ start, end }) => text.slice(start, end))).toContain('환승');
    for (const { strength } of words) expect(strength).toBeLessThanOrEqual(1.02);
  });

  it('알려진 기사가 없어도 판단하고, 낱말이 없는 댓글에는 무게가 없다', () => {
    const empty = scorer.openPool([]);
    const some = scorer.relevanceOf(empty, bare.articles[0]!, scorer.prepareComment('소금빵 줄'));
    expect(Number.isFinite(some.weight)).toBe(true);
    expect(some.homes).toEqual([]);
    expect(scorer.relevanceOf(empty, bare.articles[0]!, scorer.prepareComment('…!!'))).toEqual({
      weight: 0,
      homes: [],
      words: [],
    });
  });

  it('기사 묶음을 번갈아 물어도 하나씩 물은 것과 같다', () => {
    const kinds = [bare.articles.slice(0, 3), full.articles.slice(2, 5), full.articles.slice(0, 3), []];
    const asked = full.comments.flat();
    const alone = kinds.map((known) => {
      const fresh = new PairScorer(encoder, model);
      const opened = fresh.openPool(known);
      return asked.map((comment, i) => fresh.relevanceOf(opened, full.articles[i % 8]!, comment));
    });
    const pools = kinds.map((known) => scorer.openPool(known));
    const inTurn = asked.map((comment, i) => {
      const ask = () => pools.map((opened) => scorer.relevanceOf(opened, full.articles[i % 8]!, comment));
      // Again when another one has scanned the same comment since.
      ask();
      return ask();
    });
    expect(inTurn).toEqual(asked.map((_, i) => alone.map((told) => told[i])));
  });

  it('본문은 문장으로 나누어 읽어도 통째로 읽은 것과 같은 낱말과 조각을 갖는다', () => {
    const body = Array.from(
      { length: 30 },
      (_, i) => `${i}번 버스는 새벽에 섰다. 빵집 줄은 ㎡만큼 길었다!`,
    ).join(' ');
    const {
      title,
      body: text,
      pieces,
      allWords,
    } = prepareArticle(encoder, reader, { title: '빵집 줄', body });
    const whole = reader.read(`빵집 줄\n${body}`, 300);
    expect(allWords!.count).toBe(whole.wordList.count);
    allWords!.weights.forEach((weight, i) => {
      expect(weight).toBeCloseTo(whole.wordList.weights[i]!, 4);
    });
    expect(new Set(text!.terms.buckets)).toEqual(new Set(whole.buckets));
    expect(pieces).toHaveLength(4);
    expect(title.terms.buckets).toEqual(reader.read('빵집 줄', 24).buckets);
  });

  it('어떤 댓글에도 무게는 자료가 받치는 만큼을 넘지 않는다', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.nat(7),
        fc.boolean(),
        (text, i, withBody) => {
          const { weight } = scorer.relevanceOf(
            pool,
            (withBody ? full : bare).articles[i]!,
            scorer.prepareComment(text),
          );
          const { maxFor, maxAgainst } = (withBody ? model.body : model.title).calibration;
          expect(weight).toBeGreaterThanOrEqual(-maxFor);
          expect(weight).toBeLessThanOrEqual(maxAgainst);
        },
      ),
      { numRuns: 60 },
    );
  });
});

it('무게는 끝에 가까워져도 순서를 잃지 않고, 끝을 넘지 않는다', () => {
  const lines = Float64Array.from({ length: 15 }, (_, i) => [0, 1, 0.3][i % 3]!);
  const logit = fc.double({ min: -12, max: 12, noNaN: true });
  fc.assert(
    fc.property(logit, logit, fc.integer({ min: 1, max: 60 }), (one, other, words) => {
      fc.pre(Math.abs(one - other) > 1e-3);
      const [low, high] = [Math.min(one, other), Math.max(one, other)].map((at) =>
        calibratedWeight(at, words, { lines, maxFor: 2, maxAgainst: 1.5 }),
      ) as [number, number];
      expect(low).toBeGreaterThan(high);
      expect(low).toBeLessThanOrEqual(1.5);
      expect(high).toBeGreaterThanOrEqual(-2);
    }),
  );
});

describe('모델을 싸고 열기', () => {
  const bytes = packPairModel(model, encoder.dimension);

  it('열면 무게가 반올림만큼만 다르다', () => {
    const again = new PairScorer(encoder, openPairModel(bytes, encoder.dimension));
    const other = again.openPool(bare.articles);
    let apart = 0;
    for (const comment of full.comments.flat())
      apart += Math.abs(
        again.relevanceOf(other, bare.articles[2]!, comment).weight -
          scorer.relevanceOf(pool, bare.articles[2]!, comment).weight,
      );
    expect(apart / full.comments.flat().length).toBeLessThan(0.1);
  });

  it('잘린 것, 남는 것, 다른 버전과 다른 차원의 것은 받지 않는다', () => {
    for (const length of [0, 1, 100, bytes.length - 1])
      expect(() => openPairModel(bytes.slice(0, length), encoder.dimension)).toThrow(RangeError);
    expect(() => openPairModel(Uint8Array.of(...bytes, 0), encoder.dimension)).toThrow(RangeError);
    expect(() => openPairModel(Uint8Array.of(9, ...bytes.slice(1)), encoder.dimension)).toThrow(RangeError);
    expect(() => openPairModel(bytes, encoder.dimension + 8)).toThrow(RangeError);
  });

  it('나무를 빠르게 재도 하나씩 따라간 것과 같다', () => {
    const { forest } = model.title;
    const value = fc.oneof(fc.constant(NaN), fc.constantFrom(...forest.threshold), fc.float({ noNaN: true }));
    fc.assert(
      fc.property(fc.array(value, { minLength: forest.features, maxLength: forest.features }), (values) => {
        const row = Float32Array.from(values);
        expect(fastLogitOf(forest, row)).toBeCloseTo(logitOf(forest, row), 6);
      }),
    );
  });

  it('특징의 수가 모델과 맞다', () => {
    expect(model.title.forest.features).toBe(TITLE_FEATURES.length);
    expect(model.body.forest.features).toBe(BODY_FEATURES.length);
  });
});
