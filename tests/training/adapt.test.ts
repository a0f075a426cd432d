import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  adaptedModel,
  foldOfText,
  NO_LEVEL,
  openRelevance,
  openTables,
  packRelevance,
  packTables,
  PairScorer,
  type RelevanceModel,
} from '../../src/relevance/index.js';
import { packEmbeddingTable } from '../../src/relevance/encoder/embedding-table.js';
import { dot } from '../../src/relevance/encoder/vector.js';
import { adaptFold, adaptModel, AT_ONCE, joinFolds, type Adaptation } from '../../src/training/adapt.js';
import { pick, type Random, seededRandom, shuffle } from '../../src/training/random.js';

const MODEL = openRelevance(readFileSync(new URL('../../models/relevance.bin', import.meta.url)));

/** A dump of made-up words: each article has some of its own. */
function dumpOf(count: number, each: number, random: Random) {
  const word = (): string =>
    Array.from({ length: 3 }, () => String.fromCharCode(0xac00 + pick(random, 11_172))).join('');
  const common = Array.from({ length: 30 }, word);
  const said = Array.from({ length: count }, () => {
    const own = Array.from({ length: 6 }, word);
    const say = (mine: number, others: number): string =>
      [
        ...Array.from({ length: mine }, () => own[pick(random, 6)]),
        ...Array.from({ length: others }, () => common[pick(random, 30)]),
      ].join(' ');
    return { title: own.join(' '), texts: Array.from({ length: each }, () => say(2, 3)) };
  });
  return {
    articles: said.map(({ title }) => ({ title, body: null })),
    comments: said.flatMap(({ texts }, article) => texts.map((text) => ({ article, text }))),
  };
}

const bytesOf = ({ tables }: Pick<Adaptation, 'tables'>): string =>
  tables.map((table) => Buffer.from(packEmbeddingTable(table)).toString('base64')).join();

describe.each([
  ['단계를 밟아', 60],
  ['한 번에', AT_ONCE],
])('덤프에 맞추어 배우기: %s', (_, steps) => {
  const { articles, comments } = dumpOf(24, 6, seededRandom(5));
  const options = { seed: 7, steps };
  let bytes: string;
  beforeAll(() => {
    bytes = bytesOf(adaptModel(MODEL, articles, comments, options)!);
  });

  it('기사와 댓글이 어떤 차례로 와도 같은 표가 된다', () => {
    const random = seededRandom(1);
    const order = shuffle([...articles.keys()], random);
    const moved = comments.map((one) => ({ ...one, article: order.indexOf(one.article) }));
    const again = adaptModel(
      MODEL,
      order.map((i) => articles[i]!),
      shuffle(moved, random),
      options,
    )!;
    expect(bytesOf(again) === bytes).toBe(true);
  });

  it('표 하나씩 따로 만들어도 같고, 단계를 밟으면 시드를 탄다', () => {
    const folds = [1, 0].map((fold) => adaptFold(MODEL, articles, comments, fold, options)).reverse();
    expect(bytesOf(joinFolds(folds)!) === bytes).toBe(true);
    expect(bytesOf(adaptModel(MODEL, articles, comments, { ...options, seed: 8 })!) === bytes).toBe(
      steps === AT_ONCE,
    );
  });

  it('글에 나오지 않은 n-그램의 벡터는 그대로다', () => {
    const { rows, dimension } = adaptFold(MODEL, articles, comments, 0, options)!.table;
    const before = MODEL.encoder.table.rows;
    let same = 0;
    for (let i = 0; i < rows.length; i += dimension)
      if (rows.subarray(i, i + dimension).every((value, k) => value === before[i + k])) same++;
    const all = rows.length / dimension;
    expect(same).toBeGreaterThan(0.9 * all);
    expect(same).toBeLessThan(all);
  });

  it('배울 것이 적으면 배우지 않는다', () => {
    const few = comments.filter(({ article }) => article < (steps === AT_ONCE ? 7 : 10));
    expect(adaptModel(MODEL, articles, few, options)).toBeUndefined();
    expect(adaptModel(MODEL, [], [], options)).toBeUndefined();
  });

  it('표의 무게는 배우기 전과 같은 높이, 같은 폭으로 맞춘다', () => {
    const { tables, level } = adaptModel(MODEL, articles, comments, options)!;
    const spread = (all: readonly number[]) => {
      const mean = all.reduce((sum, one) => sum + one, 0) / all.length;
      return [mean, Math.sqrt(all.reduce((sum, one) => sum + (one - mean) ** 2, 0) / all.length)] as const;
    };
    const weights = (models: readonly RelevanceModel[]): number[] => {
      const scorers = models.map(({ encoder, pair }) => new PairScorer(encoder, pair));
      const prepared = scorers.map((scorer) => articles.map((one) => scorer.prepareArticle(one)));
      const pools = scorers.map((scorer, i) => scorer.openPool(prepared[i]!));
      return comments.map(({ article, text }) => {
        const fold = foldOfText(text, models.length);
        const scorer = scorers[fold]!;
        return scorer.relevanceOf(pools[fold]!, prepared[fold]![article]!, scorer.prepareComment(text))
          .weight;
      });
    };
    const before = spread(weights([MODEL]));
    const after = spread(weights(adaptedModel(MODEL, { tables, level }).folds!));
    const unlevelled = spread(weights(adaptedModel(MODEL, { tables, level: NO_LEVEL }).folds!));
    const distance = ([mean, deviation]: readonly [number, number]): number =>
      Math.hypot(mean - before[0], deviation - before[1]);
    expect(level).not.toEqual(NO_LEVEL);
    expect(distance(after)).toBeLessThan(distance(unlevelled));
    expect(distance(after)).toBeLessThan(0.05);
  });

  it('표와 높이는 파일에 담겨 그대로 돌아온다', () => {
    const { tables, level } = adaptModel(MODEL, articles, comments, options)!;
    const opened = openTables(packTables({ tables, level }));
    expect(opened.level).toEqual(level);
    expect(bytesOf(opened) === bytesOf({ tables })).toBe(true);
    expect(() => openTables(packRelevance(MODEL))).toThrow(
      expect.objectContaining({ code: 'relevance/damaged' }),
    );
  });

  it('맞춘 모델은 파일에 담을 수 있다', () => {
    const { model } = adaptModel(MODEL, articles, comments, { ...options, folds: 1 })!;
    const opened = openRelevance(packRelevance(model));
    expect(opened.encoder.encode(articles[3]!.title)).toEqual(model.encoder.encode(articles[3]!.title));
  });
});

describe.each([
  ['단계를 밟아', 400, 0.2],
  ['한 번에', AT_ONCE, 0.05],
])('본 적 없는 표로 재기: %s', (_, steps, least) => {
  const { articles, comments } = dumpOf(24, 6, seededRandom(9));
  const stray = comments.find(({ article }) => article === 20)!.text;
  // The same stray text under article 3 again and again, written a little differently.
  const copies = [stray, `${stray}!`, `${stray}.`, `  ${stray} ~`, `${stray}!!`];
  const dump = [
    ...comments.filter(({ text }) => text !== stray),
    ...copies.map((text) => ({ article: 3, text, trust: 1 })),
  ];
  const nearness = ({ encoder }: RelevanceModel): number =>
    dot(encoder.encode(stray), encoder.encode(articles[3]!.title));

  it('되풀이된 엉뚱한 댓글은 그것을 못 본 표에서 제자리처럼 보이지 않는다', () => {
    const folds = new Set(copies.map((text) => foldOfText(text, 2)));
    expect(folds.size).toBe(1);
    const [fold] = folds;
    const { model } = adaptModel(MODEL, articles, dump, { seed: 2, steps })!;
    const before = nearness(MODEL);
    const learned = nearness(model.folds![1 - fold!]!) - before;
    const unseen = nearness(model.folds![fold!]!) - before;
    expect(learned).toBeGreaterThan(least);
    expect(unseen).toBeLessThan(learned / 4);
  });

  it('제 겹의 댓글은 표에 아무 자국도 남기지 않는다', () => {
    const fold = foldOfText(stray, 2);
    const other = comments.find(({ article, text }) => article !== 3 && foldOfText(text, 2) === fold)!.text;
    const made = [stray, other].map((text) =>
      adaptFold(MODEL, articles, [...comments, { article: 3, text }], fold, {
        seed: 2,
        steps: Math.min(steps, 20),
      }),
    );
    const [one, another] = made.map((fold) => bytesOf({ tables: [fold!.table] }));
    expect(one === another).toBe(true);
  });

  it('겹은 글자만 본다', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 5 }), (text, folds) => {
        const fold = foldOfText(text, folds);
        expect(fold).toBe(foldOfText(` ${text}… `, folds));
        expect(fold >= 0 && fold < folds && Number.isInteger(fold)).toBe(true);
      }),
    );
  });
});
