import { DISGUISES } from '../../hangul/index.js';
import type { RuleMatch } from '../../rules/index.js';
import type { Context, Evidence, Judge, KnownArticle } from '../evidence.js';
import { type Part, shareOf } from '../shares.js';

/** Each further rule of a pack says less that is new: its weight is multiplied by this for every stronger one. */
const FURTHER = 0.7;
/** A rule whose words were counted for another pack already. */
const COUNTED = 0.3;
/** Each further word of a rule with several, and all of them together at most. */
const PER_FURTHER_WORD = 0.3;
const MAX_SEVERAL = 1.6;
/** Added for a word against the comment that is written so as not to be found. */
const DISGUISED = 0.7;
/** A rule whose every word stands in the article: what the article itself says is no other topic. */
const SAID_BY_ARTICLE = 0.3;
/** First consonants alone (ㄷㅇ) beside other evidence. */
const CHOSEONG = 0.5;

/**
 * What the packs found. A pack whose topic the article has speaks for the comment, every other against it.
 */
export const judgeRules: Judge = (article, read, context) => {
  const [home, foreign]: [RuleMatch[], RuleMatch[]] = [[], []];
  for (const match of read.matches)
    if (match.pack.role !== 'filler') (speaksFor(article, match) ? home : foreign).push(match);
  const evidence: Evidence[] = [];
  weigh(article, foreign, 1, context, evidence);
  weigh(article, home, -1, context, evidence);
  return evidence;
};

function speaksFor(article: KnownArticle, match: RuleMatch): boolean {
  return article.topics.has(match.pack.id);
}

function weigh(
  article: KnownArticle,
  matches: RuleMatch[],
  sign: 1 | -1,
  context: Context,
  evidence: Evidence[],
): void {
  if (matches.length === 0) return;
  const perPack = new Map<string, number>();
  const counted: { start: number; end: number }[] = [];
  const strong = matches.some((match) => !match.weak);
  for (const match of matches.sort((a, b) => Number(a.weak) - Number(b.weak) || b.weight - a.weight)) {
    // First consonants fit too many words to speak alone.
    if (match.weak && !strong) continue;
    const before = perPack.get(match.pack.id) ?? 0;
    perPack.set(match.pack.id, before + 1);
    const known = match.spans.every((span) =>
      counted.some((other) => other.start < span.end && span.start < other.end),
    );
    const factor = FURTHER ** before * (known ? COUNTED : 1) * (match.weak ? CHOSEONG : several(match));
    const disguise = sign > 0 && !match.weak && isDisguised(match) ? DISGUISED : 0;
    const said = sign > 0 && isSaid(article, match) ? SAID_BY_ARTICLE : 1;
    counted.push(...match.spans);
    const counts = shareOf(sign < 0 ? 'ownTopic' : partOf(match), article, context);
    share(match, counts * sign * said * (match.weight * factor + disguise), evidence);
  }
}

function partOf({ pack }: RuleMatch): Part {
  return pack.role === 'foreign' ? 'foreign' : 'otherTopic';
}

/** Whether the article says every word of the match. */
function isSaid({ letters }: KnownArticle, match: RuleMatch): boolean {
  return match.spans.every((span) => letters.includes(span.reads.replace(/\s+/gu, '')));
}

/** Several different words of one rule say more than one of them. */
function several(match: RuleMatch): number {
  if (match.spans.length === 1) return 1;
  const different = new Set(match.spans.map((span) => span.reads)).size;
  return Math.min(MAX_SEVERAL, 1 + PER_FURTHER_WORD * (different - 1));
}

/** Whether a word was written so that a word filter misses it: readers of the article have no cause to. */
function isDisguised(match: RuleMatch): boolean {
  return match.spans.some((span) => span.via.some((way) => DISGUISES.has(way)));
}

/** One reason for each place a rule matched, with an equal share of its weight: what is marked adds up to what counts. */
function share({ pack, rule, spans }: RuleMatch, weight: number, evidence: Evidence[]): void {
  for (const span of spans)
    evidence.push({
      kind: 'rule',
      id: rule.name,
      weight: weight / spans.length,
      span: [span.start, span.end],
      text: span.text,
      via: [...span.via],
      reads: span.reads,
      title: pack.title,
    });
}
