/** Parts of cross-validation. */
export const FOLDS = 5;
/** Decisions on one article are parted where they are more than this share of all: a server may have one article. */
const MOST_TOGETHER = 0.1;

/**
 * Parts decisions into folds of even size. Those on one article stay together, since comments under it share words that
 * later articles will not have; of an article with many of them, those that follow each other do.
 *
 * @param articles the article of each decision, oldest first
 * @returns the fold of each, 0 to `FOLDS` − 1
 */
export function foldsOf(articles: readonly string[]): number[] {
  const most = Math.max(1, Math.floor(MOST_TOGETHER * articles.length));
  const units: number[][] = [];
  const open = new Map<string, number[]>();
  articles.forEach((article, at) => {
    let unit = open.get(article);
    if (unit === undefined || unit.length >= most) {
      unit = [];
      open.set(article, unit);
      units.push(unit);
    }
    unit.push(at);
  });
  const sizes = new Array<number>(FOLDS).fill(0);
  const folds = new Array<number>(articles.length).fill(0);
  for (const unit of units.sort((a, b) => b.length - a.length)) {
    const smallest = sizes.indexOf(Math.min(...sizes));
    sizes[smallest]! += unit.length;
    for (const at of unit) folds[at] = smallest;
  }
  return folds;
}
