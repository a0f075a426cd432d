import { loadBook } from '../../src/assets/packs.js';
import { inPackage } from '../../src/assets/package-root.js';
import { createJudge, type Judging } from '../../src/judge/index.js';
import type { RelevanceModel } from '../../src/relevance/index.js';
import { compilePacks } from '../../src/rules/index.js';

/** The judge without one kind of evidence or of context. */
export interface Variant {
  readonly name: string;
  readonly judging: Judging;
}

/** Variants of the judge that need no new fit. */
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

/** Judges each comment of a dump alone, with so many known articles. */
function alone(judging: Judging, known = 700): Judging['dump'] {
  return (articles, comments) => {
    const byId = new Map(articles.map((article) => [article.id, article]));
    const shown = articles.slice(0, known);
    return comments.map((comment) => judging.comment(byId.get(comment.articleId)!, comment, shown));
  };
}

function onlyOwn(judging: Judging): Judging['comment'] {
  return (article, comment) => judging.comment(article, comment, []);
}
