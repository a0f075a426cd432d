import { REASON_TITLES } from '../../wording/reasons.js';
import type { Evidence, Judge } from '../evidence.js';
import { judgeArticleWords } from './article-words.js';
import { judgeRules } from './rules.js';

/** Share of a comment's evidence that its replies inherit. */
const INHERITED = 0.3;

/** A reply inherits 30% of its parent's evidence from rules and article words. */
export const judgeParent: Judge = (article, _read, context): Evidence[] => {
  const { parent } = context;
  if (parent === null) return [];
  const alone = { ...context, parent: null };
  const evidence = [...judgeRules(article, parent, alone), ...judgeArticleWords(article, parent, alone)];
  const weight = context.weigh(
    'parent',
    INHERITED * evidence.reduce((sum, reason) => sum + reason.weight, 0),
  );
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
