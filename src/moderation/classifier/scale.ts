/** A decided comment as the fit sees it; logits and nats. */
export interface Scored {
  /** What the judge said. */
  readonly judged: number;
  /** What the classifier says that has not seen it. */
  readonly learned: number;
  readonly belongs: boolean;
}

/** How far the classifier counts beside the judge. */
export interface Scale {
  /** How often its log-odds count: naive Bayes counts what is said twice as two, so this is well below 1. */
  readonly factor: number;
  /** What the decided comments were thought wrong by as a whole; not taken over, since only flagged ones were decided. */
  readonly offset: number;
}

/** Sharpness of the belief that the factor is 0, as so much curvature: what few decisions say is drawn towards 0. */
const DOUBT = 10;
/** The same for the offset, only to keep it finite. */
const OFFSET_DOUBT = 1e-3;
const MOST_ROUNDS = 50;
const MOST_HALVINGS = 20;
const CLOSE = 1e-6;

/**
 * Fits the factor by which a classifier's log-odds are added to the judge's logit, by penalised maximum likelihood: what
 * J. Platt, "Probabilistic Outputs for Support Vector Machines" (1999) does to a score, with the judge's logit as a fixed
 * part. Newton's method with halved steps; the loss is convex, so there is one minimum.
 *
 * @param silent leaves the classifier out: the offset alone is fitted, to compare with
 */
export function fitScale(items: readonly Scored[], silent = false): Scale {
  let scale: Scale = { factor: 0, offset: 0 };
  let loss = penalised(items, scale);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const step = newtonStep(items, scale, silent);
    let share = 1;
    let next = moved(scale, step, share);
    let nextLoss = penalised(items, next);
    for (let halving = 0; nextLoss > loss && halving < MOST_HALVINGS; halving++) {
      share /= 2;
      next = moved(scale, step, share);
      nextLoss = penalised(items, next);
    }
    if (nextLoss > loss) break;
    const done = loss - nextLoss < CLOSE;
    scale = next;
    loss = nextLoss;
    if (done) break;
  }
  return scale;
}

/** How wrong a scale is about one comment: minus the logarithm of what it gave the decision. */
export function lossOf({ judged, learned, belongs }: Scored, { factor, offset }: Scale): number {
  const logit = judged + offset + factor * learned;
  const wrong = belongs ? logit : -logit;
  return Math.max(0, wrong) + Math.log1p(Math.exp(-Math.abs(wrong)));
}

function penalised(items: readonly Scored[], scale: Scale): number {
  const { factor, offset } = scale;
  const doubt = (DOUBT * factor * factor + OFFSET_DOUBT * offset * offset) / 2;
  return items.reduce((sum, item) => sum + lossOf(item, scale), doubt);
}

function moved({ factor, offset }: Scale, step: Scale, share: number): Scale {
  return { factor: factor + share * step.factor, offset: offset + share * step.offset };
}

/** Minus the inverse of the second derivatives times the first ones. */
function newtonStep(items: readonly Scored[], { factor, offset }: Scale, silent: boolean): Scale {
  let [slopeOffset, slopeFactor] = [-OFFSET_DOUBT * offset, -DOUBT * factor];
  let [curveOffset, curveBoth, curveFactor] = [OFFSET_DOUBT, 0, DOUBT];
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
