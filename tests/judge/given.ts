import type { Article } from '../../src/article/index.js';
import type { Way } from '../../src/hangul/index.js';
import type {
  Context,
  KnownArticle,
  RareWord,
  ReadComment,
  RelevanceScore,
} from '../../src/judge/evidence.js';
import type { Pack, RuleMatch } from '../../src/rules/index.js';
import { weigherOf } from '../../src/judge/weigh.js';
import { weighRelevance } from '../../src/judge/judges/relevance.js';

/** A made-up article whose words have the given weights, heaviest first. */
export function articleOf({
  id = 'a',
  title = '제목',
  body = '본문',
  words = {},
  text = `${title} ${body ?? ''}`,
  breadth = 1,
  topics = [],
}: {
  readonly id?: string;
  readonly title?: string;
  readonly body?: string | null;
  readonly words?: Readonly<Record<string, number>>;
  readonly text?: string;
  readonly breadth?: number;
  readonly topics?: readonly string[];
} = {}): KnownArticle {
  const article: Article = { id, title, body };
  const stems = Object.keys(words);
  const byHead = new Map<string, string[]>();
  for (const stem of stems)
    if (stem.length >= 3) byHead.set(stem.slice(0, 3), [...(byHead.get(stem.slice(0, 3)) ?? []), stem]);
  return {
    article,
    hasBody: body !== null,
    isBlank: false,
    profile: {
      words: new Map(stems.map((stem) => [stem, { weight: words[stem]!, count: 1, inTitle: false }])),
      byHead,
    },
    text,
    letters: text.replace(/\s+/gu, ''),
    breadth,
    topics: new Set(topics),
  };
}

/** A made-up comment: its words, each with a rarity, as they stand one after the other. */
export function commentOf(
  words: readonly (readonly [stem: string, rarity: number])[] = [],
  matches: readonly RuleMatch[] = [],
  id = 'c',
): ReadComment {
  const placed: RareWord[] = [];
  let text = '';
  let subject = 0;
  for (const [stem, rarity] of words) {
    const start = text === '' ? 0 : text.length + 1;
    text = text === '' ? stem : `${text} ${stem}`;
    placed.push({ stem, start, end: text.length, rarity });
    subject += rarity;
  }
  return { comment: { id, articleId: 'a', text }, shown: null, matches, words: placed, subject };
}

/** A rule that holds; spans stand three letters apart. */
export function matchOf({
  pack = 'p',
  rule = 'r',
  role = 'foreign',
  kind,
  weight = 1,
  reads = ['낱말'],
  starts,
  via = [],
  weak = false,
  oneSided,
}: {
  readonly oneSided?: boolean;
  readonly pack?: string;
  readonly rule?: string;
  readonly role?: Pack['role'];
  readonly kind?: Pack['kind'];
  readonly weight?: number;
  readonly reads?: readonly string[];
  readonly starts?: readonly number[];
  readonly via?: readonly Way[];
  readonly weak?: boolean;
} = {}): RuleMatch {
  const made = { id: pack, title: { ko: pack, en: pack }, role, kind, rules: [] } as unknown as Pack;
  return {
    pack: made,
    rule: { id: rule, name: `${pack}/${rule}`, pack: made, weight, oneSided } as unknown as RuleMatch['rule'],
    weight,
    weak,
    more: 0,
    spans: reads.map((word, i) => {
      const start = starts?.[i] ?? 3 * i;
      return { start, end: start + 2, text: word, reads: word, via, cost: 0 };
    }),
  };
}

export function relevanceOf(given: Partial<RelevanceScore> = {}): RelevanceScore {
  return { weight: 0, words: [], homes: [], companions: 0, whole: false, ...given };
}

export function contextOf(given: Partial<Context> = {}): Context {
  const relevance = given.relevance ?? null;
  const weigh = given.weigh ?? weigherOf(true, relevance, false);
  return {
    articles: [],
    parent: null,
    relevance,
    reading: null,
    homes: [],
    weigh,
    counted: weighRelevance(relevance, weigh),
    ...given,
  };
}
