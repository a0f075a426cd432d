import { parentPort, workerData } from 'node:worker_threads';
import type { Article } from '../../../article/index.js';
import { loadLexicon, loadModel } from '../../../assets/shipped.js';
import { Backtest } from '../../../campaign/backtest.js';
import { Fault } from '../../../fault.js';
import { createJudge, type Judging, sharedScorer } from '../../../judge/index.js';
import { compilePacks, joinBooks, type Pack } from '../../../rules/index.js';
import { wordOf } from '../../apart.js';
import { valuesOf } from '../campaigns/rule-order.js';
import type { OwnRuleTrial, TrialOrder, TriedComment } from './trial-order.js';

// Tries one rule on the stored comments of its server, posts what it does and ends.

/** Examples that are handed back: what an answer quotes. */
const EXAMPLES = 10;

function work(order: TrialOrder): OwnRuleTrial {
  const { pack, packs, rulesOff, own } = order;
  const lexicon = loadLexicon();
  const loaded = order.model === null ? undefined : loadModel(order.model);
  // As the bot itself: where the model cannot be read, rules judge alone.
  const relevance = loaded instanceof Fault ? undefined : loaded;
  const scorer = relevance === undefined ? undefined : sharedScorer(relevance);
  const shared = compilePacks(packs, lexicon).without(new Set(rulesOff));
  const judgeWith = (beside: readonly Pack[]): Judging => {
    const book = beside.length === 0 ? shared : joinBooks([shared, compilePacks(beside, lexicon)]);
    return createJudge({ book, lexicon, relevance, scorer });
  };
  const [without, withRule] = [judgeWith(own), judgeWith([...own, pack])];
  const tried = compilePacks([pack], lexicon);
  const articles = new Map<string, Article>();
  for (const article of valuesOf<Article>(order.articles)) articles.set(article.id, article);
  const tally = new Backtest(pack.id);
  const counts = { comments: 0, matched: 0, unjudged: 0 };
  for (const { articleId, text, label } of valuesOf<TriedComment>(order.comments)) {
    const id = String(counts.comments++);
    if (!tried.match(text).some(({ weak }) => !weak)) continue;
    counts.matched++;
    const article = articles.get(articleId);
    if (article === undefined) {
      counts.unjudged++;
      continue;
    }
    const comment = { id, articleId, text };
    const before = without.comment(article, comment);
    const after = withRule.comment(article, comment);
    tally.add({ article, comment, before, after, label: label ?? undefined });
  }
  const all = tally.counts();
  return {
    ...counts,
    counts: {
      ...all,
      examples: all.examples.slice(0, EXAMPLES),
      mistakes: all.mistakes.slice(0, EXAMPLES),
    },
  };
}

parentPort?.postMessage(wordOf(() => work(workerData as TrialOrder)));
