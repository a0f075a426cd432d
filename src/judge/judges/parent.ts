import { REASON_TITLES } from '../../wording/reasons.js';
import type { Weigh } from '../combine.js';
import type { Context, Evidence, Judge, KnownArticle, ReadComment } from '../evidence.js';
import { judgeArticleWords } from './article-words.js';
import { judgeRules } from './rules.js';

/** Share of a comment's evidence that its replies inherit. */
const INHERITED = 0.3;

/** A reply inherits 30% of its parent's evidence from rules and article words. */
export const judgeParent: Judge = (article, _read, context): Evidence[] => {
  const { parent } = context;
  if (parent === null) return [];
  const weight = context.weigh('parent', INHERITED * weightOf(article, parent, context));
  if (weight === 0) return [];
  return [
    {
      kind: 'parent',
      id: parent.comment.id,
      weight,
      title: REASON_TITLES.parent,
    },
  ];
};

interface Weighed {
  readonly article: KnownArticle;
  readonly weigh: Weigh;
  readonly weight: number;
}

/** What was weighed last of each parent: thousands may answer one comment. */
const weighed = new WeakMap<ReadComment, Weighed>();

/** Sum of the evidence on a parent from rules and article words, which ask for nothing else of the context. */
function weightOf(article: KnownArticle, parent: ReadComment, context: Context): number {
  const { weigh } = context;
  let own = weighed.get(parent);
  if (own?.article !== article || own.weigh !== weigh) {
    const alone = { ...context, parent: null };
    const evidence = [...judgeRules(article, parent, alone), ...judgeArticleWords(article, parent, alone)];
    own = { article, weigh, weight: evidence.reduce((sum, { weight }) => sum + weight, 0) };
    weighed.set(parent, own);
  }
  return own.weight;
}
