import { describe, expect, it } from 'vitest';
import type { Article, Comment } from '../../../src/article/article.js';
import { makeContext } from '../../../src/cli/context.js';
import type { LabelledStand, PairsRead } from '../../../src/cli/eval/read.js';
import { renderEvaluation } from '../../../src/cli/eval/table.js';
import { runTrials } from '../../../src/cli/eval/trials.js';
import { BY_RULES, type Judging, type Result } from '../../../src/judge/index.js';
import { evaluationSchema } from '../../../src/evaluation/index.js';

const context = makeContext(
  { language: 'en', rulesFolder: undefined, modelFile: undefined, color: 'never' },
  'en',
);
const options = { seed: 1, planted: 0.05, sample: 20_000 };

/** A comment names its home: a judge that reads the name is always right. */
const homeOf = (text: string): string => `a${/^\d+/.exec(text)![0]}`;

function judged(article: Article, comment: Comment): Result {
  const off = homeOf(comment.text) !== article.id;
  return {
    commentId: comment.id,
    articleId: article.id,
    verdict: off ? 'off-topic' : 'on-topic',
    score: off ? 0.9 : 0.1,
    flag: off,
    review: off,
    reasons: [{ kind: 'relevance', id: 'test', weight: off ? 1 : -1 }],
    home: off ? { articleId: homeOf(comment.text), score: 1 } : null,
    campaign: null,
  };
}

const page: Judging['page'] = (article, comments) => comments.map((comment) => judged(article, comment));
const dump: Judging['dump'] = (articles, comments) =>
  comments.map((comment) =>
    judged(
      articles.find(({ id }) => id === comment.articleId)!,
      comment,
    ),
  );
const perfect: Judging = { levels: BY_RULES, page, comment: judged, dump };

function stands(count: number, each: number, label?: (i: number) => 'on-topic' | 'off-topic'): PairsRead {
  const of = Array.from({ length: count }, (_, i): LabelledStand => {
    const article = { id: `a${i}`, title: `제목 ${i}`, body: null, section: `s${i % 4}` };
    const comments = Array.from({ length: each }, (__, n) => {
      const home = label?.(n) === 'off-topic' ? (i + 1) % count : i;
      const comment = { id: `c${i}-${n}`, articleId: article.id, text: `${home}의 ${i}-${n}번 말` };
      return label === undefined ? comment : { ...comment, label: label(n) };
    });
    return { article, comments };
  });
  const labelled = label === undefined ? 0 : count * each;
  return { stands: of, comments: count * each, labelled, empty: 0, rejects: 0 };
}

describe('표지가 없으면 심는다', () => {
  it('낱개, 사이트 덤프, 도배된 기사: 다 맞히는 판정기는 다 맞다', () => {
    const evaluation = runTrials(perfect, stands(60, 25), options, context);
    expect(runTrials(perfect, stands(60, 25), options, context)).toEqual(evaluation);
    expect(evaluationSchema.parse(evaluation)).toEqual(evaluation);
    expect(evaluation.measurements.map(({ kind }) => kind)).toEqual(['pairs', 'dump', 'flooded']);
    expect(evaluation.data).toMatchObject({ measured: 1500, leftOut: 0 });
    for (const each of evaluation.measurements) {
      expect(each.auc.value).toBe(1);
      expect(each.flag).toMatchObject({ recall: 1, falsePerThousand: 0 });
      expect(each.homes).toMatchObject({ exact: 1, withinFive: 1 });
      expect(each.evidence).toEqual([{ kind: 'relevance', speaks: 1, aucAlone: 1, aucWithout: 0.5 }]);
    }
    const [pairs, dump] = evaluation.measurements;
    expect([pairs!.offTopic, pairs!.onTopic]).toEqual([1500, 1500]);
    expect(dump!.firstHundred!.precision).toBeCloseTo(dump!.offTopic / 100, 2);
    const table = renderEvaluation(evaluation, context);
    expect(table).toMatch(/ROC AUC +1\.000/);
    expect(table).toContain('named first / within five');
  });

  it('비율마다 모의 덤프를 만들어 하나씩, 또 함께 판정한다', () => {
    const shares = [0, 0.2, 0.5, 0.8];
    const { byShare } = runTrials(perfect, stands(80, 25), { ...options, shares }, context);
    expect(byShare.map(({ share }) => share)).toEqual(shares);
    for (const { share, alone, together } of byShare) {
      // A dump has the share that was asked for.
      expect(Math.abs(alone.offTopic / (alone.offTopic + alone.onTopic) - share)).toBeLessThan(0.02);
      expect([together.offTopic, together.onTopic]).toEqual([alone.offTopic, alone.onTopic]);
      expect(together.auc.value).toBe(share === 0 ? null : 1);
      expect(together.error.value).toBeCloseTo(0.1, 9);
    }
    expect(runTrials(perfect, stands(60, 25), options, context).byShare).toEqual([]);
  });

  it('덤프를 통째로 판정하는 판정기에는 통째로 묻는다', () => {
    const asked: number[] = [];
    const dump: Judging['dump'] = (articles, comments) => {
      asked.push(articles.length, comments.length);
      const byId = new Map(articles.map((article) => [article.id, article]));
      return comments.map((comment) => judged(byId.get(comment.articleId)!, comment));
    };
    const whole = runTrials({ ...perfect, dump }, stands(60, 15), options, context);
    expect(asked).toEqual([48, 48 * 12]);
    expect(whole).toEqual(runTrials(perfect, stands(60, 15), options, context));
  });

  it('--sample은 낱개만 줄인다', () => {
    const { data, measurements } = runTrials(perfect, stands(60, 15), { ...options, sample: 100 }, context);
    expect(data).toMatchObject({ comments: 900, measured: 100 });
    expect(measurements[0]!.offTopic).toBe(100);
    expect(measurements[1]!.offTopic + measurements[1]!.onTopic).toBeGreaterThan(400);
  });

  it('기사가 하나면 잴 수 없다고 한다', () => {
    expect(() => runTrials(perfect, stands(1, 15), options, context)).toThrow(
      expect.objectContaining({ code: 'eval/nothing-to-measure' }),
    );
  });
});

describe('표지가 있으면 있는 대로', () => {
  it('댓글이 많은 덤프는 함께도 판정한다', () => {
    const read = stands(25, 8, (n) => (n % 4 === 0 ? 'off-topic' : 'on-topic'));
    const { measurements, foreign } = runTrials(perfect, read, options, context);
    expect(measurements.map(({ kind }) => kind)).toEqual(['labelled', 'labelled-dump']);
    expect(foreign).toBeNull();
    for (const { auc, offTopic, onTopic } of measurements)
      expect([auc.value, offTopic, onTopic]).toEqual([1, 50, 150]);
  });

  it('표지 없는 댓글은 재지 않고 세어 말한다', () => {
    const read = stands(30, 8, (n) => (n === 0 ? 'off-topic' : 'on-topic'));
    const mixed = read.stands.map(({ article, comments }) => ({
      article,
      comments: comments.map((comment, n) => (n > 5 ? { ...comment, label: undefined } : comment)),
    }));
    const run = runTrials(perfect, { ...read, stands: mixed, labelled: 180 }, options, context);
    expect(run.data).toMatchObject({ measured: 180, leftOut: 60 });
    expect(run.measurements.map(({ offTopic, onTopic }) => [offTopic, onTopic])).toEqual([
      [30, 150],
      [30, 150],
    ]);
    expect(run.measurements[1]!.unclear).toBeNull();
  });
});
