import { z } from 'zod';

/**
 * A server's classifier as it is stored. Tokens are pairs in a list, never keys of an object: a comment may hold any word,
 * `__proto__` among them.
 */
export const classifierSchema = z.object({
  format: z.literal(1),
  /** Times which the log-odds count as evidence; 0 where the classifier does not help. */
  factor: z.number().min(0).max(10),
  /** Log-odds of an average decided comment, in nats: evidence is what is said beyond it. */
  centre: z.number(),
  /** Tokens and their log-odds in nats, positive against a comment. */
  tokens: z.array(z.tuple([z.string().max(400), z.number()])).max(5000),
});
export type StoredModel = z.infer<typeof classifierSchema>;

/** A classifier ready to serve. */
export interface Classifier {
  readonly factor: number;
  readonly centre: number;
  readonly odds: ReadonlyMap<string, number>;
}

/** A classifier that says nothing. */
export const SILENT: Classifier = { factor: 0, centre: 0, odds: new Map() };

/** The classifier as JSON, with numbers of three decimals: a tenth of a percent of a weight is no matter. */
export function writeClassifier({ factor, centre, odds }: Classifier): string {
  const round = (x: number): number => Math.round(x * 1000) / 1000;
  const model: StoredModel = {
    format: 1,
    factor: round(factor),
    centre: round(centre),
    tokens: [...odds].map(([token, nats]) => [token, round(nats)]),
  };
  return JSON.stringify(model);
}

/** Reads a stored classifier; null for anything that is none, such as one of a later version. */
export function readClassifier(json: string): Classifier | null {
  try {
    const { factor, centre, tokens } = classifierSchema.parse(JSON.parse(json));
    return { factor, centre, odds: new Map(tokens) };
  } catch {
    return null;
  }
}
