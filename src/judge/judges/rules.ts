import type { RuleMatch } from '../../rules/index.js';
import type { Evidence, Judge, KnownArticle } from '../evidence.js';

/** Each further rule of a pack says less that is new: its weight is multiplied by this for every stronger one. */
const FURTHER = 0.7;
/** A rule whose words were counted for another pack already. */
const COUNTED = 0.3;
/** First consonants alone (ㄷㅇ) beside other evidence. */
const CHOSEONG = 0.5;

/**
 * What the packs found. A pack whose topic the article has speaks for the comment, every other against it.
 */
export const judgeRules: Judge = (article, read) => {
  const found = read.matches.filter((match) => match.pack.role !== 'filler');
  return [
    ...weigh(found.filter((match) => !speaksFor(article, match)), 1),
    ...weigh(found.filter((match) => speaksFor(article, match)), -1),
  ];
};

function speaksFor(article: KnownArticle, match: RuleMatch): boolean {
  return article.topics.has(match.pack.id);
}

function weigh(matches: readonly RuleMatch[], sign: 1 | -1): Evidence[] {
  const evidence: Evidence[] = [];
  const perPack = new Map<string, number>();
  const counted: { start: number; end: number }[] = [];
  const strong = matches.some((match) => !match.weak);
  for (const match of [...matches].sort((a, b) => Number(a.weak) - Number(b.weak) || b.weight - a.weight)) {
    // First consonants fit too many words to speak alone.
    if (match.weak && !strong) continue;
    const before = perPack.get(match.pack.id) ?? 0;
    perPack.set(match.pack.id, before + 1);
    const known = match.spans.every((span) => counted.some((other) => other.start < span.end && span.start < other.end));
    const factor = FURTHER ** before * (known ? COUNTED : 1) * (match.weak ? CHOSEONG : 1);
    counted.push(...match.spans);
    evidence.push(...share(match, sign * match.weight * factor));
  }
  return evidence;
}

/** One reason for each place a rule matched, with an equal share of its weight: what is marked adds up to what counts. */
function share(match: RuleMatch, weight: number): Evidence[] {
  return match.spans.map((span) => ({
    kind: 'rule',
    id: `${match.pack.id}/${match.rule.id}`,
    weight: weight / match.spans.length,
    span: [span.start, span.end],
    text: span.text,
    via: [...span.via],
    reads: span.reads,
    title: match.pack.title,
  }));
}
