import { z } from 'zod';
import { contentWords } from '../../article/index.js';
import type { Reason, Result } from '../../judge/index.js';
import { REASON_TITLES } from '../../wording/reasons.js';
import { SERVER_EVIDENCE } from '../evidence-key.js';

/** Fewest decisions, and fewest of each kind, that a classifier is trained on. */
export const MIN_DECISIONS = 25;
export const MIN_OF_EACH = 5;
/** Decisions that are used, the latest ones: what a server minds changes, and training takes its time. */
export const MAX_DECISIONS = 4000;

/**
 * A server's classifier as it is stored. Tokens are pairs in a list, never keys of an object: a comment may hold any word,
 * `__proto__` among them.
 */
const classifierSchema = z.object({
  format: z.literal(1),
  /** Times which the log-odds count as evidence; 0 where the classifier does not help. */
  factor: z.number().min(0).max(10),
  /** Log-odds of an average decided comment, in nats: evidence is what is said beyond it. */
  centre: z.number(),
  /** Tokens and their log-odds in nats, positive against a comment. */
  tokens: z.array(z.tuple([z.string().max(400), z.number()])).max(5000),
});
type StoredModel = z.infer<typeof classifierSchema>;

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

/** What the classifier reads of a result. */
export type JudgedFeatures = Pick<Result, 'score'> & {
  readonly reasons: readonly Pick<Reason, 'kind' | 'id' | 'weight' | 'reads'>[];
};

/** Tokens of one comment at most: the tail of a text of 2,000 letters says no more, and takes its time. */
const MAX_TOKENS = 200;
/** Where a score is 0 or 1 as a number: beyond all logits that evidence adds up to. */
const MAX_LOGIT = 36;

/** What kind of thing a token stands for, by its first letters; no token is a bare word, so none is `__proto__`. */
export const TOKEN_PREFIXES = { rule: 'r:', pack: 'p:', kind: 'k:', word: 'w:' } as const;

/**
 * What the classifier sees of a comment, as different tokens: which kinds of evidence speak for it and against it, the
 * rules and packs that matched, and the stems of its words, those that were read through a disguise among them. What this
 * classifier itself said before is left out. Pairs of syllables and the band of the score were tried: they add nothing.
 */
export function featuresOf(text: string, { reasons }: JudgedFeatures): string[] {
  const tokens = new Set<string>();
  for (const reason of reasons) for (const token of tokensOf(reason)) tokens.add(token);
  for (const { stem } of contentWords(text)) {
    if (tokens.size >= MAX_TOKENS) break;
    tokens.add(`${TOKEN_PREFIXES.word}${stem}`);
  }
  return [...tokens];
}

/** The logit of a result without what this classifier added to it, -36 to 36 before that is taken off. */
export function logitBefore({ score, reasons }: JudgedFeatures): number {
  const own = reasons.filter(({ id }) => id === SERVER_EVIDENCE).reduce((sum, { weight }) => sum + weight, 0);
  return Math.max(-MAX_LOGIT, Math.min(MAX_LOGIT, Math.log(score / (1 - score)))) - own;
}

function tokensOf({ kind, id, weight, reads }: JudgedFeatures['reasons'][number]): string[] {
  if (weight === 0 || id === SERVER_EVIDENCE) return [];
  const { rule, pack, kind: ofKind, word } = TOKEN_PREFIXES;
  const sign = weight > 0 ? '+' : '-';
  const tokens = [`${ofKind}${kind}${sign}`];
  if (kind !== 'rule') return tokens;
  tokens.push(`${rule}${id}`, `${pack}${id.split('/', 1)[0]!}${sign}`);
  if (reads !== undefined) tokens.push(`${word}${reads.toLowerCase()}`);
  return tokens;
}

/**
 * Logits it can add or take away. A comment on which nothing speaks has -2.9 of them with the relevance model and -1.5
 * without, and is flagged from 0.85 and 1.1: by this evidence alone none is.
 */
export const MAX_WEIGHT = 2.5;
/** Less is not told: it would be a line on every card. */
const MIN_WEIGHT = 0.05;

/** The weight of a classifier's evidence on a comment with these tokens, in logits, -2.5 to 2.5. */
export function weightOf({ factor, centre, odds }: Classifier, tokens: readonly string[]): number {
  if (factor === 0) return 0;
  const said = tokens.reduce((sum, token) => sum + (odds.get(token) ?? 0), -centre);
  return Math.max(-MAX_WEIGHT, Math.min(MAX_WEIGHT, factor * said));
}

/**
 * What a server's decisions say of a comment, to be added to its result with `addEvidence`.
 *
 * @returns null where the classifier says nothing, and for filler, which has no subject
 */
export function classifierEvidence(classifier: Classifier, text: string, result: Result): Reason | null {
  if (result.reasons.some(({ kind }) => kind === 'filler')) return null;
  const weight = weightOf(classifier, featuresOf(text, result));
  if (Math.abs(weight) < MIN_WEIGHT) return null;
  return {
    kind: 'relevance',
    id: SERVER_EVIDENCE,
    weight,
    title: REASON_TITLES.serverDecisions,
  };
}
