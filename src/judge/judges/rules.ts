import { DISGUISES } from '../../hangul/index.js';
import type { RuleMatch } from '../../rules/index.js';
import { kindOf } from '../../rules/pack.js';
import type { Signal } from '../combine.js';
import { speakOfArticle } from './article-words.js';
import type { Context, Evidence, Judge, KnownArticle, ReadComment } from '../evidence.js';

/** Factor for each stronger rule of the same pack: further rules of a pack add less information. */
const FURTHER = 0.7;
/** Factor for a rule whose words another match has already counted. */
const COUNTED = 0.3;
/** Bonus per further distinct word of a match, and the largest factor they reach together. */
const PER_FURTHER_WORD = 0.3;
const MAX_SEVERAL = 1.6;
/** Logits added for a disguised word against the comment. */
const DISGUISED = 0.7;
/**
 * Factor for rules of everyday packs (dogs, school, sports) in a comment that speaks of its article too: a walker who says
 * how dark the path is may mention the dog. Checked on the pages of `fixtures` with bodies: of 683 foreign comments 582 are
 * flagged and 634 in review at 1 and at .5; packs of food, weather, traffic and homes lost one to three of them and are none.
 */
const EVERYDAY = 0.5;
/** Factor for choseong abbreviations (ㄷㅇ), which count only beside other matches. */
const CHOSEONG = 0.5;

/** Kinds of packs that have no place under any article; the others are foreign to some, and an article that says nothing may be theirs. */
const OF_NO_ARTICLE: ReadonlySet<string> = new Set(['campaign', 'advert']);

/** Evidence from the rule packs: packs on a topic of the article count for the comment, all others against it. */
export const judgeRules: Judge = (article, read, context) => {
  const [home, foreign]: [RuleMatch[], RuleMatch[]] = [[], []];
  for (const match of read.matches) {
    if (match.pack.role === 'filler' || (article.isBlank && !OF_NO_ARTICLE.has(kindOf(match.pack)))) continue;
    if (speaksFor(article, match)) home.push(match);
    else if (match.rule.oneSided !== true) foreign.push(match);
  }
  const evidence: Evidence[] = [];
  const passing = mentionsInPassing(article, read, foreign);
  weighSide(article, foreign, 1, passing, context, evidence);
  weighSide(article, home, -1, false, context, evidence);
  return evidence;
};

/** Whether the words of a comment beside those of everyday packs speak of its article. */
function mentionsInPassing(article: KnownArticle, read: ReadComment, foreign: readonly RuleMatch[]): boolean {
  const spans = foreign.flatMap((match) => (kindOf(match.pack) === 'everyday' ? match.spans : []));
  if (spans.length === 0) return false;
  const counted = new Uint8Array(endOf(spans));
  for (const { start, end } of spans) counted.fill(1, start, end);
  const words = read.words.filter(({ start, end }) => !isCounted(counted, start, end));
  return speakOfArticle(words, article);
}

const endOf = (spans: RuleMatch['spans']): number => spans.reduce((most, { end }) => Math.max(most, end), 0);

/** Whether some code unit of a span is counted. */
function isCounted(counted: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (counted[at] === 1) return true;
  return false;
}

function speaksFor(article: KnownArticle, match: RuleMatch): boolean {
  return article.topics.has(match.pack.id);
}

function weighSide(
  article: KnownArticle,
  matches: RuleMatch[],
  sign: 1 | -1,
  passing: boolean,
  { weigh }: Context,
  evidence: Evidence[],
): void {
  if (matches.length === 0) return;
  const perPack = new Map<string, number>();
  const counted = new Uint8Array(matches.reduce((most, { spans }) => Math.max(most, endOf(spans)), 0));
  const strong = matches.some((match) => !match.weak);
  for (const match of matches.sort((a, b) => Number(a.weak) - Number(b.weak) || b.weight - a.weight)) {
    // A choseong abbreviation fits too many words to count on its own.
    if (match.weak && !strong) continue;
    // Multiplied step by step: versions of Node differ in the last bit of `**`.
    const further = perPack.get(match.pack.id) ?? 1;
    perPack.set(match.pack.id, further * FURTHER);
    const known = match.spans.every(({ start, end }) => isCounted(counted, start, end));
    const factor = further * (known ? COUNTED : 1) * (match.weak ? CHOSEONG : several(match));
    for (const { start, end } of match.spans) counted.fill(1, start, end);
    const signal = signalOf(article, match, sign);
    const own = passing && signal === 'topic' && kindOf(match.pack) === 'everyday' ? EVERYDAY : 1;
    let weight = weigh(signal, match.weight * factor * own);
    if (sign > 0 && !match.weak && isDisguised(match)) weight += weigh('disguised', DISGUISED);
    share(match, weight, evidence);
  }
}

function signalOf(article: KnownArticle, match: RuleMatch, sign: 1 | -1): Signal {
  if (sign < 0) return 'ownTopic';
  // A topic that the article mentions is not foreign to it.
  if (isMentioned(article, match)) return 'mentioned';
  const kind = kindOf(match.pack);
  return kind === 'everyday' ? 'topic' : kind;
}

/** Whether every word of the match occurs in the article. */
function isMentioned({ letters }: KnownArticle, match: RuleMatch): boolean {
  const words = new Set(match.spans.map(({ reads }) => reads));
  return [...words].every((word) => letters.includes(word.replace(/\s+/gu, '')));
}

/** Factor for the distinct words of a match: several different words are stronger evidence than one. */
function several(match: RuleMatch): number {
  if (match.spans.length === 1) return 1;
  const different = new Set(match.spans.map((span) => span.reads)).size;
  return Math.min(MAX_SEVERAL, 1 + PER_FURTHER_WORD * (different - 1));
}

/** Whether a word is written so that a word filter misses it: on-topic comments have no need to. */
function isDisguised(match: RuleMatch): boolean {
  return match.spans.some((span) => span.via.some((way) => DISGUISES.has(way)));
}

/** Emits one reason per span of a match, each with an equal share of the weight, so that the reasons add up to it. */
function share({ pack, rule, spans, more }: RuleMatch, weight: number, evidence: Evidence[]): void {
  for (const [i, span] of spans.entries())
    evidence.push({
      kind: 'rule',
      id: rule.name,
      weight: weight / spans.length,
      span: [span.start, span.end],
      text: span.text,
      via: [...span.via],
      reads: span.reads,
      title: pack.title,
      ...(more > 0 && i === spans.length - 1 ? { more } : {}),
    });
}
