import { beforeAll, describe, expect, it } from 'vitest';
import type { CorpusStage } from '../../../src/relevance/corpus/stage.js';
import { judgeCorpus } from '../../../src/relevance/corpus/judge.js';
import { openCorpusStage, packCorpusStage } from '../../../src/relevance/corpus/model-file.js';
import { Encoder } from '../../../src/relevance/encoder/encoder.js';
import type { PairModel } from '../../../src/relevance/pair/scorer.js';
import { drawBackground, fitCorpusStage } from '../../../src/training/fit-corpus.js';
import { TRAINING, quantiseEmbeddings, trainWeights } from '../../../src/training/train-encoder.js';
import { pick, type Random, seededRandom } from '../../../src/training/random.js';
import { fitPairModel } from '../../../src/training/fit-pair.js';
import { SiteReader } from '../../../src/training/sites.js';

/** Made-up words: each article has some of its own, and all share some more. */
function articlesOf(count: number, comments: number, random: Random) {
  const word = (): string =>
    Array.from({ length: 3 }, () => String.fromCharCode(0xac00 + pick(random, 11_172))).join('');
  const common = Array.from({ length: 40 }, word);
  return Array.from({ length: count }, (_, i) => {
    const own = Array.from({ length: 8 }, word);
    const say = (mine: number, others: number): string =>
      [
        ...Array.from({ length: mine }, () => own[pick(random, 8)]),
        ...Array.from({ length: others }, () => common[pick(random, 40)]),
      ].join(' ');
    return {
      title: say(6, 0),
      body: null,
      section: i % 2 === 0 ? 'a' : 'b',
      date: null,
      comments: Array.from({ length: comments }, () => say(3, 2)),
    };
  });
}

const fit = (encoder: Encoder, single: PairModel, articles: ReturnType<typeof articlesOf>): CorpusStage =>
  fitCorpusStage(
    encoder,
    single,
    [articles.slice(0, 40)],
    drawBackground(encoder, articles.slice(40), seededRandom(2)),
    {
      samples: 1500,
      choices: 100,
      seed: 5,
    },
  );

describe('덤프를 통째로 보기', () => {
  const articles = articlesOf(60, 10, seededRandom(1));
  const [planted, home, under] = [articles[11]!.comments[0]!, 11, 4];
  const shown = articles
    .slice(0, 20)
    .flatMap(({ comments }, article) => comments.slice(1, 7).map((text) => ({ article, text })));
  let encoder: Encoder;
  let single: PairModel;
  let stage: CorpusStage;
  beforeAll(() => {
    const options = { ...TRAINING, bits: 13, dimension: 16, batch: 8, steps: 150, rate: 0.02, seed: 1 };
    encoder = new Encoder(quantiseEmbeddings(trainWeights(articles, options)!));
    const reader = new SiteReader(encoder);
    const told = articles.map((article, i) => ({ ...article, id: `${i % 7}`, set: 'made' }));
    const sites = {
      title: [reader.site(told.slice(0, 40), true, 1)],
      body: [
        reader.site(
          told.slice(0, 5).map((one) => ({ ...one, body: one.title })),
          false,
          1,
        ),
      ],
    };
    single = fitPairModel(encoder, reader.background(told.slice(40), 1), sites, seededRandom(4), {
      trees: 20,
    });
    stage = fit(encoder, single, articles);
  });
  const judge = (comments: { article: number; text: string }[]) =>
    judgeCorpus({ encoder, pair: single, corpus: stage }, articles.slice(0, 20), comments)!.comments;

  it('남의 댓글이 가장 의심스럽고 제 기사를 안다', () => {
    const verdicts = judge([...shown, { article: under, text: planted }]);
    const last = verdicts.at(-1)!;
    expect(last.probability).toBe(Math.max(...verdicts.map(({ probability }) => probability)));
    expect(last.weight).toBeGreaterThan(1);
    expect(last.homes[0]?.article).toBe(home);
    expect(last.homes.every(({ article }) => article !== under)).toBe(true);
  });

  it('댓글의 순서는 아무것도 바꾸지 않는다', () => {
    const there = judge(shown);
    const back = judge(shown.toReversed()).toReversed();
    there.forEach(({ weight }, i) => {
      expect(back[i]!.weight).toBeCloseTo(weight, 1);
    });
  });

  it('낱말이 없는 댓글은 무게가 0이다', () => {
    const verdicts = judge([...shown, { article: 0, text: '… !!' }]);
    const nothing = { weight: 0, homes: [], words: [] };
    expect(verdicts.at(-1)).toEqual({ probability: 0.05, weight: 0, homes: [], pair: nothing });
  });

  it('기사가 하나면 판단하지 않고, 댓글이 하나여도 판단한다', () => {
    expect(
      judgeCorpus({ encoder, pair: single, corpus: stage }, articles.slice(0, 1), [
        { article: 0, text: '가' },
      ]),
    ).toBeNull();
    expect(Number.isFinite(judge([{ article: 3, text: planted }])[0]!.weight)).toBe(true);
    expect(judge([])).toEqual([]);
  });

  it('같은 기사를 가리키는 여럿은 알림이 된다', () => {
    const flood = articles[home]!.comments.slice(7).map((text) => ({ article: under, text }));
    const { alerts } = judgeCorpus(
      { encoder, pair: single, corpus: { ...stage, levels: { flag: 0.5, review: 0.2 } } },
      articles.slice(0, 20),
      [...shown, ...flood],
    )!;
    expect(alerts).toContainEqual({ article: under, home, count: 3 });
  });

  it('묶은 것을 열면 같은 판단을 하고, 상한 것은 거절한다', () => {
    const bytes = packCorpusStage(stage);
    const opened = openCorpusStage(bytes);
    const verdicts = judgeCorpus(
      { encoder, pair: single, corpus: opened },
      articles.slice(0, 20),
      shown,
    )!.comments;
    judge(shown).forEach(({ weight }, i) => {
      expect(verdicts[i]!.weight).toBe(weight);
    });
    expect(Buffer.from(packCorpusStage(opened)).equals(bytes)).toBe(true);
    for (const end of [0, 1, 100, bytes.length - 1])
      expect(() => openCorpusStage(bytes.subarray(0, end))).toThrow(RangeError);
    expect(() => openCorpusStage(Uint8Array.of(9, ...bytes.subarray(1)))).toThrow(RangeError);
  });

  it('같은 시드면 같은 단계가 나온다', () => {
    expect(Buffer.from(packCorpusStage(fit(encoder, single, articles))).equals(packCorpusStage(stage))).toBe(
      true,
    );
  });
});
