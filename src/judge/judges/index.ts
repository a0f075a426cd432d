import type { Judge } from '../evidence.js';
import { judgeArticleWords } from './article-words.js';
import { judgeFiller } from './filler.js';
import { judgeHome } from './home.js';
import { judgeParent } from './parent.js';
import { judgeRelevance } from './relevance.js';
import { judgeRules } from './rules.js';

/** The judges, in order. Each gives evidence, none decides; `decide` turns the sum into a verdict. */
export const judges: readonly Judge[] = [
  // Whether there is anything to judge.
  judgeFiller,
  // What the rule packs know: topics of articles and campaigns.
  judgeRules,
  // What the article itself says.
  judgeArticleWords,
  // What real comments have taught.
  judgeRelevance,
  // What stands around the comment.
  judgeParent,
  judgeHome,
];
