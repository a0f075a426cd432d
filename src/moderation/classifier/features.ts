import { contentWords } from '../../article/index.js';
import type { Reason, Result } from '../../judge/index.js';
import { SERVER_EVIDENCE } from '../evidence-key.js';

/** What the classifier reads of a result. */
export type Shown = Pick<Result, 'score'> & {
  readonly reasons: readonly Pick<Reason, 'kind' | 'id' | 'weight' | 'reads'>[];
};

/** Tokens of one comment at most: the tail of a text of 2,000 letters says no more, and takes its time. */
const MOST_TOKENS = 200;
/** Where a score is 0 or 1 as a number: beyond all logits that evidence adds up to. */
const MOST_LOGITS = 36;

/** What kind of thing a token stands for, by its first letters; no token is a bare word, so none is `__proto__`. */
export const TOKEN_PREFIXES = { rule: 'r:', pack: 'p:', kind: 'k:', word: 'w:' } as const;

/**
 * What the classifier sees of a comment, as different tokens: which kinds of evidence speak for it and against it, the
 * rules and packs that matched, and the stems of its words, those that were read through a disguise among them. What this
 * classifier itself said before is left out. Pairs of syllables and the band of the score were tried: they add nothing.
 */
export function featuresOf(text: string, { reasons }: Shown): string[] {
  const tokens = new Set<string>();
  for (const reason of reasons) for (const token of tokensOf(reason)) tokens.add(token);
  for (const { stem } of contentWords(text)) {
    if (tokens.size >= MOST_TOKENS) break;
    tokens.add(`${TOKEN_PREFIXES.word}${stem}`);
  }
  return [...tokens];
}

/** The logit of a result without what this classifier added to it, -36 to 36 before that is taken off. */
export function logitBefore({ score, reasons }: Shown): number {
  const own = reasons.filter(({ id }) => id === SERVER_EVIDENCE).reduce((sum, { weight }) => sum + weight, 0);
  return Math.max(-MOST_LOGITS, Math.min(MOST_LOGITS, Math.log(score / (1 - score)))) - own;
}

function tokensOf({ kind, id, weight, reads }: Shown['reasons'][number]): string[] {
  if (weight === 0 || id === SERVER_EVIDENCE) return [];
  const { rule, pack, kind: ofKind, word } = TOKEN_PREFIXES;
  const sign = weight > 0 ? '+' : '-';
  const tokens = [`${ofKind}${kind}${sign}`];
  if (kind !== 'rule') return tokens;
  tokens.push(`${rule}${id}`, `${pack}${id.split('/', 1)[0]!}${sign}`);
  if (reads !== undefined) tokens.push(`${word}${reads.toLowerCase()}`);
  return tokens;
}
