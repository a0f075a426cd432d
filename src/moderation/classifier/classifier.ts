import { z } from 'zod';
import { contentWords } from '../../article/index.js';
import type { Reason, Result } from '../../judge/index.js';
import { REASON_TITLES } from '../../wording/reasons.js';
import { SERVER_EVIDENCE } from '../evidence-key.js';

/** Fewest decisions, and fewest of each kind, for training. */
export const MIN_DECISIONS = 25;
export const MIN_OF_EACH = 5;
/** Training uses only so many of the latest decisions: a server's norms change, and training time is limited. */
export const MAX_DECISIONS = 4000;

/**
 * The stored form of a server's classifier. Tokens are pairs in a list, never keys of an object: a comment may contain
 * any word, including `__proto__`.
 */
const classifierSchema = z.object({
  format: z.literal(1),
  /** Factor from log-odds to evidence; 0 when the classifier does not help. */
  factor: z.number().min(0).max(10),
  /** Log-odds of the average decided comment, in nats; evidence is the difference from it. */
  centre: z.number(),
  /** Tokens and their log-odds in nats, positive against a comment. */
  tokens: z.array(z.tuple([z.string().max(400), z.number()])).max(5000),
});
type StoredModel = z.infer<typeof classifierSchema>;

/** A classifier in memory. */
export interface Classifier {
  readonly factor: number;
  readonly centre: number;
  readonly odds: ReadonlyMap<string, number>;
}

/** A classifier that gives no evidence. */
export const SILENT: Classifier = { factor: 0, centre: 0, odds: new Map() };

/** Serialises a classifier as JSON, with three decimals: a difference of 0.001 in a weight does not matter. */
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

/** Reads a stored classifier; null for anything else, such as the format of a later version. */
export function readClassifier(json: string): Classifier | null {
  try {
    const { factor, centre, tokens } = classifierSchema.parse(JSON.parse(json));
    return { factor, centre, odds: new Map(tokens) };
  } catch {
    return null;
  }
}

/** The parts of a result that the classifier reads. */
export type JudgedFeatures = Pick<Result, 'score'> & {
  readonly reasons: readonly Pick<Reason, 'kind' | 'id' | 'weight' | 'reads'>[];
};

/** Most tokens of one comment: the tail of a text of 2,000 letters adds time but no information. */
const MAX_TOKENS = 200;
/** Cap on logits, for scores that round to 0 or 1; larger than any sum of evidence. */
const MAX_LOGIT = 36;

/** Prefixes that give the kind of a token; every token has one, so none is `__proto__`. */
export const TOKEN_PREFIXES = { rule: 'r:', pack: 'p:', kind: 'k:', word: 'w:' } as const;

/**
 * The features of a comment as distinct tokens: the kinds of evidence for and against it, the rules and packs that
 * matched, and the stems of its words, including words that the matcher read through a disguise. The classifier's own
 * earlier evidence is left out. Syllable bigrams and the score band were tried and did not help.
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

/** The logit of a result without this classifier's own evidence; the logit is clamped to ±36 before subtracting it. */
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
 * Cap on the evidence, in logits. A comment without other evidence starts at -2.9 with the relevance model and at -1.5
 * without, and is flagged from 0.85 and 1.1, so this evidence alone never flags one.
 */
export const MAX_WEIGHT = 2.5;
/** Smaller weights give no evidence: they would put a line on every card. */
const MIN_WEIGHT = 0.05;

/** The weight of a classifier's evidence on a comment with these tokens, in logits, -2.5 to 2.5. */
export function weightOf({ factor, centre, odds }: Classifier, tokens: readonly string[]): number {
  if (factor === 0) return 0;
  const logOdds = tokens.reduce((sum, token) => sum + (odds.get(token) ?? 0), -centre);
  return Math.max(-MAX_WEIGHT, Math.min(MAX_WEIGHT, factor * logOdds));
}

/**
 * The evidence of a server's classifier on a comment; add it to the result with `addEvidence`.
 *
 * @returns null when the weight is negligible, and for filler, which has no subject
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
