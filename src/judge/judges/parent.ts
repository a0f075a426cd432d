import { REASON_TITLES } from '../../wording/reasons.js';
import type { Evidence, Judge } from '../evidence.js';
import { judgeArticleWords } from './article-words.js';
import { judgeRules } from './rules.js';

/** Share of the evidence on a comment that its answers inherit. */
const INHERITED = 0.3;

/** An answer speaks of what its parent speaks of: part of the evidence on the parent counts for it. */
export const judgeParent: Judge = (article, _read, context): Evidence[] => {
  const { parent } = context;
  if (parent === null) return [];
  const alone = { ...context, parent: null };
  const evidence = [...judgeRules(article, parent, alone), ...judgeArticleWords(article, parent, alone)];
  const weight = INHERITED * evidence.reduce((sum, reason) => sum + reason.weight, 0);
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
