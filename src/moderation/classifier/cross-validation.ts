/** Number of folds. */
export const FOLDS = 5;
/** Decisions on one article are split when they exceed this share of all, since a server may have a single article. */
const MAX_SHARE_TOGETHER = 0.1;

/**
 * Splits decisions into folds of even size. Decisions on one article stay together, because its comments share words
 * that later articles will not have; an article with too many is split into runs of consecutive decisions.
 *
 * @param articles the article of each decision, oldest first
 * @returns the fold of each decision, 0 to `FOLDS` − 1
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

/** A decided comment and the logit that ranks it. */
export interface RankedDecision {
  readonly logit: number;
  readonly belongs: boolean;
}

/**
 * The area under the ROC curve, 0 to 1: the probability that an off-topic comment ranks above one that belongs, with
 * ties counted as half. NaN unless both kinds occur.
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

/** Input of the fit for one decided comment. */
export interface ScoredDecision {
  /** The judge's logit. */
  readonly judged: number;
  /** Log-odds in nats from a classifier that was not trained on this comment. */
  readonly learned: number;
  readonly belongs: boolean;
}

/** Weight of the classifier beside the judge. */
interface Scale {
  /** Factor on the log-odds; well below 1, since naive Bayes counts dependent features several times. */
  readonly factor: number;
  /** Bias of the judge on the decided comments; not used for serving, since only flagged comments get decisions. */
  readonly offset: number;
}

/** L2 penalty on the factor: shrinks it towards 0 when there are few decisions. */
const RIDGE = 10;
/** L2 penalty on the offset, just large enough to keep it finite. */
const OFFSET_RIDGE = 1e-3;
const MAX_ROUNDS = 50;
const MAX_HALVINGS = 20;
const TOLERANCE = 1e-6;

/**
 * Fits the factor of a classifier's log-odds beside the judge's logit by penalised maximum likelihood: Platt scaling
 * (J. Platt, "Probabilistic Outputs for Support Vector Machines", 1999) with the judge's logit as a fixed term. Uses
 * Newton's method with step halving; the loss is convex, so the minimum is unique.
 *
 * @param silent fits the offset alone, without the classifier, as a baseline
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

/** Log loss of a scale on one comment: the negative logarithm of the probability that it gave the decision. */
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

/** The Newton step: minus the inverse Hessian times the gradient. */
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
