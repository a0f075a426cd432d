import { loadBook } from '../../src/assets/shipped.js';
import { inPackage } from '../../src/assets/package-root.js';
import { createJudge, type Judging } from '../../src/judge/index.js';
import type { RelevanceModel } from '../../src/relevance/index.js';
import { compilePacks } from '../../src/rules/index.js';

/** The judge with one kind of evidence or of context taken away. */
export interface Variant {
  readonly name: string;
  readonly judging: Judging;
}

/** Ways to take evidence away that need no new fit. */
export function variantsOf(relevance: RelevanceModel): Variant[] {
  const { book, lexicon } = loadBook(inPackage('rules'));
  const whole = createJudge({ book, lexicon, relevance });
  return [
    { name: 'everything', judging: whole },
    { name: 'no rule packs', judging: createJudge({ book: compilePacks([], lexicon), lexicon, relevance }) },
    { name: 'no model (rules and shared words)', judging: createJudge({ book, lexicon }) },
    { name: 'no other comments', judging: { ...whole, dump: alone(whole) } },
    { name: 'no other articles', judging: { ...whole, comment: onlyOwn(whole), dump: alone(whole, 0) } },
  ];
}

/** Each comment of a dump by itself, with as many known articles. */
function alone(judging: Judging, known = 700): Judging['dump'] {
  return (articles, comments) => {
    const byId = new Map(articles.map((article) => [article.id, article]));
    const told = articles.slice(0, known);
    return comments.map((comment) => judging.comment(byId.get(comment.articleId)!, comment, told));
  };
}

function onlyOwn(judging: Judging): Judging['comment'] {
  return (article, comment) => judging.comment(article, comment, []);
}
