import { z } from 'zod';

/** A share or an area, 0 to 1. */
const share = z.number().min(0).max(1);
const count = z.int().nonnegative();
const seed = z.int().nonnegative();

/** A figure with its 95% interval by a bootstrap over articles; null where the data cannot say. */
const estimate = z.object({ value: share.nullable(), low: share.nullable(), high: share.nullable() });

const attention = z.object({
  recall: share.nullable(),
  precision: z.array(z.object({ prior: share, value: share.nullable() })),
  /** On-topic comments with this level, of 1,000. */
  falsePerThousand: z.number().min(0).max(1000).nullable(),
});

const homes = z.object({ known: count, exact: share.nullable(), withinFive: share.nullable() });

const slice = z.object({
  name: z.string(),
  offTopic: count,
  onTopic: count,
  auc: estimate,
  /** Recall at precision .8 where half of the comments are off-topic; null under 30 comments of either side. */
  recall: estimate,
  flagRecall: share.nullable(),
  falseFlagsPerThousand: z.number().min(0).max(1000).nullable(),
});

/** What was measured on one set of comments. */
export const measurementSchema = z.object({
  /**
   * `labelled`: labelled comments, each judged alone; `labelled-dump`: the same, judged together; `pairs`: each comment
   * under its own and under another article, alone; `dump`: a simulated site with some planted comments, judged
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
      /** Score from which it is had; null when no threshold has this precision. */
      threshold: share.nullable(),
    }),
  ),
  /** Share of off-topic comments among the first of the list; only where comments were judged together. */
  firstHundred: z.object({ count, precision: share }).nullable(),
  flag: attention,
  review: attention,
  /** Comments that people call `unclear`: in none of the other figures. */
  unclear: z.object({ count, flagged: share, review: share }).nullable(),
  calibration: z.object({
    /** Share of off-topic comments in these data. */
    prior: share,
    /** Expected calibration error over ten bins of the score as it is. */
    error: share,
    /** The share of off-topic comments for which `score` speaks. */
    scorePrior: share,
    /** The same error once the odds of the score are moved from `scorePrior` to `prior`. */
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
  /** Planted comments only. */
  homes: homes.extend({ firstHundred: homes }).nullable(),
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

/** What `matgeul eval --json` prints. */
export const evaluationSchema = z.object({
  data: z.object({
    articles: count,
    comments: count,
    labelled: count,
    /** Comments that were measured: drawn by seed where there are more than `--sample`. */
    measured: count,
    /** Placeholders of portals, empty texts, and comments without a label among labelled ones. */
    leftOut: count,
    rejects: count,
  }),
  settings: z.object({
    seed,
    /** Share of planted comments in the simulated site. */
    planted: share,
    /** Draws of the bootstrap. */
    draws: count,
    /** Most articles that the judge is told of at once when it judges a comment alone. */
    known: count,
  }),
  /** How far planted comments come from, by what could be had; null for labelled data. */
  foreign: z
    .object({
      /** From another section and another week, as far as both are known. */
      sectionAndWeek: count,
      /** Only one of them differs. */
      sectionOrWeek: count,
      /** Only the title differs. */
      title: count,
    })
    .nullable(),
  measurements: z.array(measurementSchema).min(1),
});

export type Measurement = z.infer<typeof measurementSchema>;
export type MeasurementKind = Measurement['kind'];
export type Slice = z.infer<typeof slice>;
export type Evaluation = z.infer<typeof evaluationSchema>;

/** The JSON Schema (draft 2020-12) of what `eval --json` prints. */
export function evaluationJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(evaluationSchema, { io: 'input' }), title: 'matgeul evaluation' };
}
