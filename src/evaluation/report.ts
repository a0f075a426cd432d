import { z } from 'zod';

/** A share or an area, 0 to 1. */
const share = z.number().min(0).max(1);
const count = z.int().nonnegative();
const seed = z.int().nonnegative();

/** A figure with its 95% bootstrap interval over articles; null when the data are insufficient. */
const estimate = z.object({ value: share.nullable(), low: share.nullable(), high: share.nullable() });

const attention = z.object({
  recall: share.nullable(),
  precision: z.array(z.object({ prior: share, value: share.nullable() })),
  /** On-topic comments at this level, per 1,000. */
  falsePerThousand: z.number().min(0).max(1000).nullable(),
});

const homes = z.object({ known: count, exact: share.nullable(), withinFive: share.nullable() });

const slice = z.object({
  name: z.string(),
  offTopic: count,
  onTopic: count,
  auc: estimate,
  /** Recall at precision .8 with half of the comments off-topic; null below 30 comments of either class. */
  recall: estimate,
  flagRecall: share.nullable(),
  falseFlagsPerThousand: z.number().min(0).max(1000).nullable(),
});

/** One kind of comments, at the share of off-topic ones that it has. */
const kindFigures = z.object({
  name: z.string(),
  offTopic: count,
  onTopic: count,
  auc: estimate,
  recalls: z.array(estimate.extend({ precision: share })),
  /** Expected calibration error over ten bins of the unmodified score. */
  error: estimate,
  flagPrecision: share.nullable(),
  flagRecall: share.nullable(),
  falseFlagsPerThousand: z.number().min(0).max(1000).nullable(),
});

/** The evaluation of one set of comments. */
export const measurementSchema = z.object({
  /**
   * `labelled`: labelled comments, each judged alone; `labelled-dump`: the same, judged together; `pairs`: each comment
   * under its own and under another article, alone; `dump`: a simulated site with some synthetic negatives, judged
   * together; `flooded`: the articles of that site whose comments are mostly foreign.
   */
  kind: z.enum(['labelled', 'labelled-dump', 'pairs', 'dump', 'flooded']),
  articles: count,
  offTopic: count,
  onTopic: count,
  auc: estimate,
  averagePrecision: z.array(z.object({ prior: share, value: share.nullable() })),
  recallAtPrecision: z.array(
    estimate.extend({
      precision: share,
      prior: share,
      /** Score threshold that reaches it; null when none does. */
      threshold: share.nullable(),
    }),
  ),
  /** Share of off-topic comments at the top of the list; only when comments were judged together. */
  firstHundred: z.object({ count, precision: share }).nullable(),
  flag: attention,
  review: attention,
  /** Comments labelled `unclear`: excluded from all other figures. */
  unclear: z.object({ count, flagged: share, review: share }).nullable(),
  calibration: z.object({
    /** Share of off-topic comments in these data. */
    prior: share,
    /** Expected calibration error over ten bins of the unmodified score. */
    error: share,
    /** Its 95% bootstrap interval over articles; null when the data are insufficient. */
    interval: z.tuple([share, share]).nullable(),
    /** The prior that `score` assumes. */
    scorePrior: share,
    /** The same error after converting the score from `scorePrior` to `prior`. */
    shiftedError: share,
    bins: z.array(
      z.object({
        from: share,
        to: share,
        count,
        score: share.nullable(),
        offTopic: share.nullable(),
      }),
    ),
  }),
  /** Synthetic negatives only. */
  homes: homes.extend({ firstHundred: homes }).nullable(),
  /** `body`: under articles with a body; `title`: without. */
  byBody: z.array(kindFigures),
  byLength: z.array(slice),
  bySection: z.array(slice),
  evidence: z.array(
    z.object({
      kind: z.string(),
      speaks: share,
      aucAlone: share.nullable(),
      aucWithout: share.nullable(),
    }),
  ),
  curves: z.object({
    /** [share of on-topic comments found, share of off-topic comments found] */
    roc: z.array(z.tuple([share, share])),
    /** [recall, best precision at that recall or more] */
    precisionRecall: z.array(z.object({ prior: share, points: z.array(z.tuple([share, share])) })),
  }),
});

/** The output of `matgeul eval --json`. */
export const evaluationSchema = z.object({
  data: z.object({
    articles: count,
    comments: count,
    labelled: count,
    /** Evaluated comments: a sample by seed when there are more than `--sample`. */
    measured: count,
    /** Placeholders of portals, empty texts, and unlabelled comments among labelled ones. */
    leftOut: count,
    rejects: count,
    /** Articles whose titles the model was trained on; null when the model does not say. */
    seen: count.nullable(),
  }),
  settings: z.object({
    seed,
    /** Share of synthetic negatives in the simulated site. */
    planted: share,
    /** Bootstrap draws. */
    draws: count,
    /** Largest number of known articles when the judge judges a comment alone. */
    known: count,
  }),
  /** Distance of synthetic negatives from their original article; null for labelled data. */
  foreign: z
    .object({
      /** From another section and another week, as far as both are known. */
      sectionAndWeek: count,
      /** Only one of the two differs. */
      sectionOrWeek: count,
      /** Only the title differs. */
      title: count,
    })
    .nullable(),
  measurements: z.array(measurementSchema).min(1),
  /** Simulated dumps by their share of foreign comments (`--shares`), judged one by one and together. */
  byShare: z.array(z.object({ share, alone: kindFigures, together: kindFigures })),
});

export type Measurement = z.infer<typeof measurementSchema>;
export type MeasurementKind = Measurement['kind'];
export type KindFigures = z.infer<typeof kindFigures>;
export type Slice = z.infer<typeof slice>;
export type Evaluation = z.infer<typeof evaluationSchema>;

/** The JSON Schema (draft 2020-12) of the output of `eval --json`. */
export function evaluationJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(evaluationSchema, { io: 'input' }), title: 'matgeul evaluation' };
}
