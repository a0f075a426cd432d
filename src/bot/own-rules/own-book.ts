import type { Article, Comment } from '../../article/index.js';
import type { LocalizedText } from '../../fault.js';
import type { Lexicon } from '../../hangul/index.js';
import { createJudge, type Judging, type Result, type Scorer } from '../../judge/index.js';
import { countWords, OWN_RULE_LIMITS, ownPackId, packOfForm } from '../../moderation/index.js';
import type { RelevanceModel } from '../../relevance/index.js';
import { compilePacks, joinBooks, type Matching, type Pack, type RuleBook } from '../../rules/index.js';
import type { BrokenOwnRule, OwnRule, OwnRuleHit } from '../../store/index.js';

/** A rule that matches, with its pack. */
export interface ServingRule {
  readonly rule: OwnRule;
  readonly pack: Pack;
}

/** The rules of a server's own that match, compiled together; small, and gone with the server's cached state. */
export interface OwnBook {
  /** Changes when a rule, its version or its state does. */
  readonly key: string;
  readonly live: readonly ServingRule[];
  readonly shadow: readonly ServingRule[];
  /** What a judge is given beside the shared book; null where no rule is live. */
  readonly judging: RuleBook | null;
  /** All of them, for trying texts. */
  readonly all: RuleBook | null;
  /** Rules that cannot be read or compiled: they are left out. */
  readonly broken: readonly BrokenOwnRule[];
  /** Names of all rules by the id of their pack, drafts too: evidence keeps them. */
  readonly titles: ReadonlyMap<string, LocalizedText>;
}

export const NO_OWN_RULES: OwnBook = {
  key: '',
  live: [],
  shadow: [],
  judging: null,
  all: null,
  broken: [],
  titles: new Map(),
};

/** What the key of a book is made of. */
export function ownBookKey({ rules, broken }: OwnRules): string {
  return JSON.stringify([
    rules.map(({ id, version, state, changedAt }) => [id, version, state, changedAt]),
    broken.map(({ id }) => id),
  ]);
}

interface OwnRules {
  readonly rules: readonly OwnRule[];
  readonly broken: readonly BrokenOwnRule[];
}

/**
 * Compiles the rules of a server that match. A rule that is none any more (packs may be checked more strictly later), or that
 * is beyond the words that a server may have, is set aside; the others serve.
 */
export function compileOwnRules(stored: OwnRules, lexicon: Lexicon | undefined): OwnBook {
  const broken = [...stored.broken];
  const serving: ServingRule[] = [];
  const titles = new Map<string, LocalizedText>();
  let words = 0;
  for (const rule of stored.rules) {
    const { id, form, pending, state } = rule;
    const { name = '' } = form ?? pending ?? {};
    titles.set(ownPackId(id), { ko: name, en: name });
    if (state === 'draft') continue;
    const made = form === null ? { faults: [] } : packOfForm(id, form);
    if ('faults' in made) {
      broken.push({ id, state, code: made.faults[0]?.fault.code ?? 'own-rules/no-words' });
      continue;
    }
    words += countWords(made.pack);
    if (words > OWN_RULE_LIMITS.matching) broken.push({ id, state, code: 'own-rules/too-many-words' });
    else serving.push({ rule, pack: made.pack });
  }
  const [live, shadow] = (['live', 'shadow'] as const).map((state) =>
    serving.filter(({ rule }) => rule.state === state),
  ) as [ServingRule[], ServingRule[]];
  const all =
    serving.length === 0
      ? null
      : compilePacks(
          serving.map(({ pack }) => pack),
          lexicon,
        );
  const judging = live.length === 0 ? null : all!.without(new Set(shadow.map(({ pack }) => pack.id)));
  return { key: ownBookKey(stored), live, shadow, judging, all, broken, titles };
}

/** The shared book, with the rules of a server that are live. */
export function bookWith(shared: RuleBook, { judging }: Pick<OwnBook, 'judging'>): Matching {
  return judging === null ? shared : joinBooks([shared, judging]);
}

/** What the judge of a server is made of. */
export interface ServerMeans {
  readonly shared: RuleBook;
  readonly lexicon: Lexicon | undefined;
  readonly relevance: RelevanceModel | undefined;
  readonly known: readonly Article[];
  /** Shared by the judge and those of rules in shadow: the model scores a comment once. */
  readonly scorer: Scorer | undefined;
}

/** Articles that a judge of a shadow keeps prepared: its matches are few. */
const KEPT_ARTICLES = 8;

/** Notes which rules found a comment, without changing anything about it. */
export class ShadowNotes {
  readonly #book: OwnBook;
  readonly #means: ServerMeans;
  /** Judges with one rule of the shadow more, made when it first matches. */
  readonly #judges = new Map<string, Judging>();

  constructor(book: OwnBook, means: ServerMeans) {
    this.#book = book;
    this.#means = means;
  }

  /**
   * The rules that found a comment: live ones by the reasons they gave, those in shadow by matching; `newly` where the comment
   * would be flagged with that rule and is not.
   *
   * @param again judges the comment as it was judged, by another judge
   */
  hits({ text }: Pick<Comment, 'text'>, result: Result, again: (judging: Judging) => Result): OwnRuleHit[] {
    const { live, shadow, all } = this.#book;
    if (all === null) return [];
    const packs = new Set(
      result.reasons.flatMap(({ kind, id }) => (kind === 'rule' ? [id.split('/', 1)[0]!] : [])),
    );
    const hits = live.flatMap(({ rule, pack }): OwnRuleHit[] =>
      packs.has(pack.id)
        ? [{ ruleId: rule.id, version: rule.version, live: true, flagged: result.flag, newly: false }]
        : [],
    );
    if (shadow.length === 0) return hits;
    const matched = new Set(
      all
        .match(text)
        .filter(({ weak }) => !weak)
        .map(({ pack }) => pack.id),
    );
    for (const { rule, pack } of shadow) {
      if (!matched.has(pack.id)) continue;
      const newly = !result.flag && again(this.#judgeWith(pack.id)).flag;
      hits.push({ ruleId: rule.id, version: rule.version, live: false, flagged: result.flag, newly });
    }
    return hits;
  }

  #judgeWith(packId: string): Judging {
    const there = this.#judges.get(packId);
    if (there !== undefined) return there;
    const { shared, ...means } = this.#means;
    const { shadow, all } = this.#book;
    const others = shadow.map(({ pack }) => pack.id).filter((id) => id !== packId);
    const book = joinBooks([shared, all!.without(new Set(others))]);
    const judging = createJudge({ ...means, book, kept: KEPT_ARTICLES });
    this.#judges.set(packId, judging);
    return judging;
  }
}
