/** Parts of cross-validation. */
export const FOLDS = 5;
/** Decisions on one article are parted where they are more than this share of all: a server may have one article. */
const MAX_SHARE_TOGETHER = 0.1;

/**
 * Parts decisions into folds of even size. Those on one article stay together, since comments under it share words that
 * later articles will not have; of an article with many of them, those that follow each other do.
 *
 * @param articles the article of each decision, oldest first
 * @returns the fold of each, 0 to `FOLDS` − 1
 */
export function foldsOf(articles: readonly string[]): number[] {
  const most = Math.max(1, Math.floor(MAX_SHARE_TOGETHER * articles.length));
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

/** A decided comment with the logit it is ranked by. */
export interface RankedDecision {
  readonly logit: number;
  readonly belongs: boolean;
}

/**
 * How often a comment that does not belong ranks above one that does, ties counting half: the area under the ROC curve,
 * 0 to 1. Not a number without both kinds.
 */
export function rocArea(items: readonly RankedDecision[]): number {
  const sorted = [...items].sort((a, b) => a.logit - b.logit);
  let won = 0;
  let on = 0;
  let from = 0;
  while (from < sorted.length) {
    const { logit } = sorted[from]!;
    let to = from;
    let tied = 0;
    for (; sorted[to]?.logit === logit; to++) tied += Number(sorted[to]!.belongs);
    won += (to - from - tied) * (on + tied / 2);
    on += tied;
    from = to;
  }
  return won / (on * (sorted.length - on));
}

/** A decided comment as the fit sees it; logits and nats. */
export interface ScoredDecision {
  /** What the judge said. */
  readonly judged: number;
  /** What the classifier says that has not seen it. */
  readonly learned: number;
  readonly belongs: boolean;
}

/** How far the classifier counts beside the judge. */
interface Scale {
  /** How often its log-odds count: naive Bayes counts what is said twice as two, so this is well below 1. */
  readonly factor: number;
  /** What the decided comments were thought wrong by as a whole; not taken over, since only flagged ones were decided. */
  readonly offset: number;
}

/** Sharpness of the belief that the factor is 0, as so much curvature: what few decisions say is drawn towards 0. */
const RIDGE = 10;
/** The same for the offset, only to keep it finite. */
const OFFSET_RIDGE = 1e-3;
const MAX_ROUNDS = 50;
const MAX_HALVINGS = 20;
const TOLERANCE = 1e-6;

/**
 * Fits the factor by which a classifier's log-odds are added to the judge's logit, by penalised maximum likelihood: what
 * J. Platt, "Probabilistic Outputs for Support Vector Machines" (1999) does to a score, with the judge's logit as a fixed
 * part. Newton's method with halved steps; the loss is convex, so there is one minimum.
 *
 * @param silent leaves the classifier out: the offset alone is fitted, to compare with
 */
export function fitScale(items: readonly ScoredDecision[], silent = false): Scale {
  let scale: Scale = { factor: 0, offset: 0 };
  let loss = penalisedLoss(items, scale);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const step = newtonStep(items, scale, silent);
    let share = 1;
    let next = moved(scale, step, share);
    let nextLoss = penalisedLoss(items, next);
    for (let halving = 0; nextLoss > loss && halving < MAX_HALVINGS; halving++) {
      share /= 2;
      next = moved(scale, step, share);
      nextLoss = penalisedLoss(items, next);
    }
    if (nextLoss > loss) break;
    const done = loss - nextLoss < TOLERANCE;
    scale = next;
    loss = nextLoss;
    if (done) break;
  }
  return scale;
}

/** How wrong a scale is about one comment: minus the logarithm of what it gave the decision. */
export function lossOf({ judged, learned, belongs }: ScoredDecision, { factor, offset }: Scale): number {
  const logit = judged + offset + factor * learned;
  const wrong = belongs ? logit : -logit;
  return Math.max(0, wrong) + Math.log1p(Math.exp(-Math.abs(wrong)));
}

function penalisedLoss(items: readonly ScoredDecision[], scale: Scale): number {
  const { factor, offset } = scale;
  const doubt = (RIDGE * factor * factor + OFFSET_RIDGE * offset * offset) / 2;
  return items.reduce((sum, item) => sum + lossOf(item, scale), doubt);
}

function moved({ factor, offset }: Scale, step: Scale, share: number): Scale {
  return { factor: factor + share * step.factor, offset: offset + share * step.offset };
}

/** Minus the inverse of the second derivatives times the first ones. */
function newtonStep(items: readonly ScoredDecision[], { factor, offset }: Scale, silent: boolean): Scale {
  let [slopeOffset, slopeFactor] = [-OFFSET_RIDGE * offset, -RIDGE * factor];
  let [curveOffset, curveBoth, curveFactor] = [OFFSET_RIDGE, 0, RIDGE];
  for (const { judged, learned, belongs } of items) {
    const p = 1 / (1 + Math.exp(-(judged + offset + factor * learned)));
    const error = (belongs ? 0 : 1) - p;
    const curve = p * (1 - p);
    slopeOffset += error;
    slopeFactor += error * learned;
    curveOffset += curve;
    curveBoth += curve * learned;
    curveFactor += curve * learned * learned;
  }
  if (silent) return { factor: 0, offset: slopeOffset / curveOffset };
  const determinant = curveOffset * curveFactor - curveBoth * curveBoth;
  return {
    factor: (curveOffset * slopeFactor - curveBoth * slopeOffset) / determinant,
    offset: (curveFactor * slopeOffset - curveBoth * slopeFactor) / determinant,
  };
}
