import { type Lexicon, peelJosa } from '../hangul/index.js';
import { compilePacks, type Pack, type RuleBook } from '../rules/index.js';
import type { ListedMember } from './listing.js';

// A rule pack drafted from a campaign: which words find its comments and no others, with the evidence for each.

/** A member, as far as a draft goes by it: its text, and the phrase that it shares, disguise undone. */
export type DraftMember = Pick<ListedMember, 'text' | 'phrase'>;

/** Words of a draft, by how often they stand inside and outside of the campaign. */
export interface DraftTerm {
  readonly words: readonly string[];
  readonly inside: number;
  readonly outside: number;
}

export interface DraftExclusion {
  readonly word: string;
  /** Comments outside of the campaign that have it where a term stands in it. */
  readonly outside: number;
}

/** What a draft is made of. */
export interface RuleDraft {
  readonly id: string;
  readonly terms: readonly DraftTerm[];
  /** Pairs of words of which each alone is too common. */
  readonly pairs: readonly DraftTerm[];
  readonly unless: readonly DraftExclusion[];
  /** Whether every way of disguise is undone, and how many more members that finds. */
  readonly allWays: boolean;
  readonly gained: number;
  readonly posts: number;
  readonly others: number;
}

/** Letters of a term: shorter ones stand in too many words by chance; the schema allows 50. */
const TERM_LETTERS = { least: 2, most: 20 };
/** Candidates that are tried, those of most members first. */
const CANDIDATES = 48;
/** Share of members, and their number, in which a candidate stands at least. */
const IN_MEMBERS = { share: 0.1, least: 2 };
/** A term may stand in one comment outside for so many members that it finds. */
const INSIDE_PER_OUTSIDE = 50;
const MOST_TERMS = 8;
const MOST_UNLESS = 40;
/** Words that find a member, where there are as many: the next wording may leave one out. */
const TIMES = 2;
/** The draft finds enough members; further words would only fit the last few. */
const ENOUGH = 0.98;
/** The weight that the shipped packs of campaigns give a sure term (`rules/shareholder-campaign.yaml`). */
const WEIGHT = 2.7;

/** Drafts a rule in one pass over a corpus: {@link see} every comment, then {@link draft}. */
export class RuleDrafter {
  readonly #id: string;
  readonly #candidates: readonly string[];
  readonly #book: RuleBook;
  /** Of each member which candidates it has, by default ways and by all ways. */
  readonly #inside: { readonly plain: Set<number>; readonly all: Set<number> }[] = [];
  /** Which candidates stand together in comments outside, how often; and in which eojeols each stands there. */
  readonly #outside = new Map<string, { readonly hits: readonly number[]; count: number }>();
  readonly #around = new Map<number, Map<string, number>>();
  readonly #eojeols = new Set<string>();
  #others = 0;

  /** @param lexicon as for `compilePacks` */
  constructor(id: string, members: readonly DraftMember[], lexicon?: Lexicon) {
    this.#id = id;
    this.#candidates = candidatesOf(members);
    const rules = this.#candidates.flatMap((word, i): Pack['rules'] => [
      { id: `plain-${i}`, weight: WEIGHT, any: [word] },
      { id: `all-${i}`, weight: WEIGHT, any: [word], ways: 'all' },
    ]);
    this.#book = compilePacks(rules.length === 0 ? [] : [packOf('draft', 'draft', rules)], lexicon);
  }

  /** @param inside whether it is part of the campaign */
  see(text: string, inside: boolean): void {
    const [plain, all] = [new Set<number>(), new Set<number>()];
    const spans = new Map<number, number[]>();
    for (const match of this.#book.match(text)) {
      const [kind, number] = match.rule.id.split('-');
      (kind === 'plain' ? plain : all).add(Number(number));
      if (kind === 'plain' && !match.weak)
        spans.set(
          Number(number),
          match.spans.map(({ start }) => start),
        );
    }
    if (inside) {
      this.#inside.push({ plain, all });
      for (const eojeol of text.match(/[\p{L}\p{N}]+/gu) ?? []) this.#eojeols.add(eojeol);
      return;
    }
    this.#others++;
    if (all.size === 0 && plain.size === 0) return;
    const hits = [...[...plain].map((i) => 2 * i), ...[...all].map((i) => 2 * i + 1)].sort((a, b) => a - b);
    const key = hits.join(' ');
    const there = this.#outside.get(key);
    if (there === undefined) this.#outside.set(key, { hits, count: 1 });
    else there.count++;
    for (const [i, starts] of spans)
      this.#noteAround(i, new Set(starts.map((start) => eojeolAt(text, start))));
  }

  #noteAround(candidate: number, eojeols: ReadonlySet<string>): void {
    const around = this.#around.get(candidate) ?? new Map<string, number>();
    this.#around.set(candidate, around);
    for (const eojeol of eojeols) around.set(eojeol, (around.get(eojeol) ?? 0) + 1);
  }

  /** The draft; null where no words are the campaign's own. */
  draft(): RuleDraft | null {
    const posts = this.#inside.length;
    const plain = this.#choose(0);
    const all = this.#choose(1);
    // All ways only where they find more and nothing else.
    const allWays = all.found > plain.found && all.outside <= plain.outside;
    const { terms, pairs, found } = allWays ? all : plain;
    if (found === 0) return null;
    const words = new Set(terms.flatMap(({ words: of }) => of));
    const unless = new Map<string, number>();
    this.#candidates.forEach((word, i) => {
      if (words.has(word)) for (const [eojeol, count] of this.#exclusions(i)) unless.set(eojeol, count);
    });
    return {
      id: this.#id,
      terms,
      pairs,
      unless: [...unless]
        .map(([word, outside]) => ({ word, outside }))
        .sort((one, other) => other.outside - one.outside || (one.word < other.word ? -1 : 1))
        .slice(0, MOST_UNLESS),
      allWays,
      gained: allWays ? all.found - plain.found : 0,
      posts,
      others: this.#others,
    };
  }

  /** Longer words outside of the campaign in which a candidate stands, and which no member has. */
  #exclusions(candidate: number): [string, number][] {
    const word = this.#candidates[candidate]!.replace(/\s+/gu, '');
    return [...(this.#around.get(candidate) ?? [])].filter(
      ([eojeol]) => eojeol.length > word.length && eojeol.includes(word) && !this.#eojeols.has(eojeol),
    );
  }

  /** Words, and pairs of words, that find most members and next to nobody else. */
  #choose(way: 0 | 1): { terms: DraftTerm[]; pairs: DraftTerm[]; found: number; outside: number } {
    const members = this.#inside.map(({ plain, all }) => (way === 0 ? plain : all));
    const insideOf = (own: readonly number[]): number[] =>
      members.flatMap((hits, i) => (own.every((candidate) => hits.has(candidate)) ? [i] : []));
    const outsideOf = (own: readonly number[]): number => {
      let count = 0;
      for (const { hits, count: of } of this.#outside.values())
        if (own.every((candidate) => hits.includes(2 * candidate + way))) count += of;
      return count;
    };
    const indices = this.#candidates.map((_, i) => i);
    const singles = indices.map((i) => {
      const excluded = this.#exclusions(i).reduce((sum, [, count]) => sum + count, 0);
      const raw = outsideOf([i]);
      return { own: [i], inside: insideOf([i]), outside: Math.max(0, raw - excluded), raw };
    });
    // Of words that find as many, those that stand nowhere else, then the longest.
    const lengthOf = ({ own: [i] }: Choice): number => this.#candidates[i!]!.length;
    singles.sort((one, other) => one.raw - other.raw || lengthOf(other) - lengthOf(one));
    const common = singles.filter(({ inside, outside }) => inside.length < outside * INSIDE_PER_OUTSIDE);
    const strong = common
      .filter(({ inside }) => inside.length >= IN_MEMBERS.least)
      .sort((one, other) => other.inside.length - one.inside.length)
      .slice(0, 16);
    const pairs = strong.flatMap((one, i) =>
      strong.slice(i + 1).map((other) => {
        const own = [one.own[0]!, other.own[0]!];
        return { own, inside: insideOf(own), outside: outsideOf(own) };
      }),
    );
    const chosen: Choice[] = [];
    const found = new Uint8Array(members.length);
    const enough = (): boolean =>
      found.reduce((sum, times) => sum + Math.min(TIMES, times), 0) >= members.length * TIMES * ENOUGH;
    for (const pool of [singles, pairs] as const)
      while (chosen.length < MOST_TERMS && !enough()) {
        const best = bestOf(pool, chosen, found);
        if (best === undefined) break;
        for (const i of best.inside) found[i]!++;
        chosen.push(best);
      }
    const terms = chosen.map(({ own, inside, outside }) => ({
      words: own.map((i) => this.#candidates[i]!),
      inside: inside.length,
      outside,
    }));
    return {
      terms: terms.filter(({ words }) => words.length === 1),
      pairs: terms.filter(({ words }) => words.length > 1),
      found: found.reduce((sum, times) => sum + Math.min(1, times), 0),
      outside: terms.reduce((sum, { outside }) => sum + outside, 0),
    };
  }
}

interface Choice {
  readonly own: readonly number[];
  readonly inside: readonly number[];
  readonly outside: number;
}

/** The choice that finds most members that are not found {@link TIMES} times yet, and hardly anything outside. */
function bestOf(pool: readonly Choice[], chosen: readonly Choice[], found: Uint8Array): Choice | undefined {
  let best: Choice | undefined;
  let most = IN_MEMBERS.least - 1;
  for (const choice of pool) {
    if (choice.inside.length < choice.outside * INSIDE_PER_OUTSIDE || chosen.includes(choice)) continue;
    const gained = choice.inside.filter((i) => found[i]! < TIMES).length;
    if (gained > most) [best, most] = [choice, gained];
  }
  return best;
}

/** Words and pairs of neighbours that many members have, those of most members first, longer before shorter. */
function candidatesOf(members: readonly DraftMember[]): string[] {
  const counts = new Map<string, number>();
  for (const { text, phrase } of members) {
    const own = new Set<string>();
    for (const source of [text, phrase]) {
      const words = (source.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => [word, peelJosa(word).stem]);
      words.forEach(([word, stem], i) => {
        for (const one of new Set([word!, stem!])) own.add(one);
        const next = words[i + 1];
        // A letter alone is the rest of a disguised word.
        if (next !== undefined && word!.length > 1 && next[1]!.length > 1) own.add(`${word!} ${next[1]!}`);
      });
    }
    for (const word of own) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const least = Math.max(IN_MEMBERS.least, members.length * IN_MEMBERS.share);
  return [...counts]
    .filter(
      ([word, count]) =>
        count >= least && word.length >= TERM_LETTERS.least && word.length <= TERM_LETTERS.most,
    )
    .sort(([one, a], [other, b]) => b - a || other.length - one.length || (one < other ? -1 : 1))
    .slice(0, CANDIDATES)
    .map(([word]) => word);
}

/** The eojeol at a position of a text. */
function eojeolAt(text: string, at: number): string {
  let start = at;
  let end = at;
  while (start > 0 && /[\p{L}\p{N}]/u.test(text[start - 1]!)) start--;
  while (end < text.length && /[\p{L}\p{N}]/u.test(text[end]!)) end++;
  return text.slice(start, end);
}

/** A draft as a pack. */
export function draftPack(draft: RuleDraft, title: Pack['title']): Pack {
  const ways = draft.allWays ? { ways: 'all' as const } : {};
  const rules: Pack['rules'] = [];
  if (draft.terms.length > 0)
    rules.push({
      id: 'words',
      weight: WEIGHT,
      any: draft.terms.map(({ words }) => words[0]!),
      ...(draft.unless.length === 0 ? {} : { unless: draft.unless.map(({ word }) => word) }),
      ...ways,
    });
  draft.pairs.forEach(({ words }, i) => {
    rules.push({ id: `together-${i + 1}`, weight: WEIGHT, all: [...words], ...ways });
  });
  return packOf(`campaign-${draft.id.replace(/[^a-z0-9]+/gu, '-')}`, title, rules);
}

function packOf(id: string, title: Pack['title'] | string, rules: Pack['rules']): Pack {
  return { id, title: typeof title === 'string' ? { ko: title, en: title } : title, role: 'foreign', rules };
}
