import { crc32 } from 'node:zlib';
import type { Article, Comment } from '../article/index.js';
import type { Reason, Result, Verdict } from '../judge/index.js';

// What a rule pack changes: comments judged with it and without it, counted.

/** A comment judged without a pack and with it, all else equal. */
export interface Compared {
  readonly article: Pick<Article, 'id' | 'title'>;
  readonly comment: Pick<Comment, 'id' | 'text'>;
  readonly before: Result;
  readonly after: Result;
  /** What a person said of it; undefined: nobody did. */
  readonly label?: Verdict | undefined;
}

/** Labelled comments by label. */
export type LabelCounts = Record<Verdict, number>;

/** A comment that is quoted. */
export interface BacktestExample {
  readonly commentId: string;
  readonly articleId: string;
  readonly title: string;
  /** As written, cut at {@link QUOTED} code units. */
  readonly text: string;
  /** Scores without the pack and with it. */
  readonly before: number;
  readonly after: number;
  /** Where the pack's words stand in `text`. */
  readonly spans: readonly (readonly [number, number])[];
  readonly label: Verdict | null;
}

/** How often a rule of the pack holds, and in how many of these the comment is newly flagged. */
export interface RuleCounts {
  hits: number;
  newly: number;
}

/** How often another pack speaks against comments that the pack finds, and how many of these are flagged without it. */
export interface OverlapCounts {
  hits: number;
  flagged: number;
}

/** What a pack does to comments; plain values, which threads hand over. */
export interface BacktestCounts {
  readonly comments: number;
  /** Comments that the pack finds: it gives a reason for or against them. */
  readonly hits: number;
  /** Of these, those for which it speaks: their article has its topic. */
  readonly own: number;
  /** Of the hits, those that are flagged without the pack. */
  readonly anyway: number;
  /** Flags without the pack and with it. */
  readonly before: number;
  readonly after: number;
  /** Comments that are flagged with the pack only, and without it only. */
  readonly newly: number;
  readonly dropped: number;
  /** Comments that are in review with the pack only. */
  readonly reviewed: number;
  /** By the rules of the pack. */
  readonly rules: Readonly<Record<string, Readonly<RuleCounts>>>;
  /** By other packs. */
  readonly overlap: Readonly<Record<string, Readonly<OverlapCounts>>>;
  readonly labelled: {
    readonly all: Readonly<LabelCounts>;
    /** Hits that the pack speaks against. */
    readonly hits: Readonly<LabelCounts>;
    readonly before: Readonly<LabelCounts>;
    readonly after: Readonly<LabelCounts>;
    readonly newly: Readonly<LabelCounts>;
  };
  /** A sample of what is newly flagged, each text once. */
  readonly examples: readonly BacktestExample[];
  /** A sample of what is newly flagged although a person called it on topic or unclear. */
  readonly mistakes: readonly BacktestExample[];
}

/** Code units of a quoted comment. */
export const QUOTED = 1000;
/** Comments of a sample. */
const SAMPLE = 100;

const COUNTED = [
  'comments',
  'hits',
  'own',
  'anyway',
  'before',
  'after',
  'newly',
  'dropped',
  'reviewed',
] as const;
const LABELLED = ['all', 'hits', 'before', 'after', 'newly'] as const;

/** Counts what a pack changes. The order in which comments come changes nothing. */
export class Backtest {
  readonly #prefix: string;
  readonly #counts = recordOf(COUNTED, () => 0);
  readonly #rules = new Map<string, RuleCounts>();
  readonly #overlap = new Map<string, OverlapCounts>();
  readonly #labelled = recordOf(LABELLED, noLabels);
  readonly #examples = new Sample();
  readonly #mistakes = new Sample();

  /** @param packId the pack; its rules are named `pack/rule` in evidence */
  constructor(packId: string) {
    this.#prefix = `${packId}/`;
  }

  add(compared: Compared): void {
    const { before, after, label } = compared;
    const counts = this.#counts;
    const own = after.reasons.filter(({ kind, id }) => kind === 'rule' && id.startsWith(this.#prefix));
    const weight = own.reduce((sum, reason) => sum + reason.weight, 0);
    const newly = after.flag && !before.flag;
    counts.comments++;
    if (before.flag) counts.before++;
    if (after.flag) counts.after++;
    if (newly) counts.newly++;
    if (before.flag && !after.flag) counts.dropped++;
    if (after.review && !before.review) counts.reviewed++;
    if (own.length > 0) {
      counts.hits++;
      if (weight < 0) counts.own++;
      if (before.flag) counts.anyway++;
      for (const id of new Set(own.map((reason) => reason.id.slice(this.#prefix.length)))) {
        const rule = entryOf(this.#rules, id, () => ({ hits: 0, newly: 0 }));
        rule.hits++;
        if (newly) rule.newly++;
      }
      for (const id of packsAgainst(before)) {
        const pack = entryOf(this.#overlap, id, () => ({ hits: 0, flagged: 0 }));
        pack.hits++;
        if (before.flag) pack.flagged++;
      }
    }
    if (label !== undefined) {
      this.#labelled.all[label]++;
      if (own.length > 0 && weight > 0) this.#labelled.hits[label]++;
      if (before.flag) this.#labelled.before[label]++;
      if (after.flag) this.#labelled.after[label]++;
      if (newly) this.#labelled.newly[label]++;
    }
    if (!newly) return;
    const example = exampleOf(compared, own);
    this.#examples.add(example);
    if (label !== undefined && label !== 'off-topic') this.#mistakes.add(example);
  }

  /** Adds what was counted elsewhere for the same pack. */
  merge(other: BacktestCounts): void {
    for (const key of COUNTED) this.#counts[key] += other[key];
    for (const [id, { hits, newly }] of Object.entries(other.rules)) {
      const rule = entryOf(this.#rules, id, () => ({ hits: 0, newly: 0 }));
      rule.hits += hits;
      rule.newly += newly;
    }
    for (const [id, { hits, flagged }] of Object.entries(other.overlap)) {
      const pack = entryOf(this.#overlap, id, () => ({ hits: 0, flagged: 0 }));
      pack.hits += hits;
      pack.flagged += flagged;
    }
    for (const part of LABELLED)
      for (const label of Object.keys(other.labelled[part]) as Verdict[])
        this.#labelled[part][label] += other.labelled[part][label];
    for (const one of other.examples) this.#examples.add(one);
    for (const one of other.mistakes) this.#mistakes.add(one);
  }

  /** What was counted so far. Rules and packs stand by their hits, most first. */
  counts(): BacktestCounts {
    return {
      ...this.#counts,
      rules: byHits(this.#rules),
      overlap: byHits(this.#overlap),
      labelled: structuredClone(this.#labelled),
      examples: this.#examples.all(),
      mistakes: this.#mistakes.all(),
    };
  }
}

/** The packs whose rules speak against a comment. */
function packsAgainst({ reasons }: Pick<Result, 'reasons'>): Set<string> {
  return new Set(
    reasons.flatMap(({ kind, id, weight }) => (kind === 'rule' && weight > 0 ? [id.split('/', 1)[0]!] : [])),
  );
}

function exampleOf(
  { article, comment, before, after, label }: Compared,
  own: readonly Reason[],
): BacktestExample {
  const text = comment.text.slice(0, QUOTED);
  return {
    commentId: comment.id,
    articleId: article.id,
    title: article.title,
    text,
    before: before.score,
    after: after.score,
    spans: own
      .flatMap(({ span }) => (span !== undefined && span[1] <= text.length ? [span] : []))
      .sort((a, b) => a[0] - b[0] || a[1] - b[1]),
    label: label ?? null,
  };
}

function noLabels(): LabelCounts {
  return { 'on-topic': 0, 'off-topic': 0, unclear: 0 };
}

function recordOf<K extends string, V>(keys: readonly K[], make: () => V): Record<K, V> {
  return Object.fromEntries(keys.map((key) => [key, make()])) as Record<K, V>;
}

function entryOf<V>(map: Map<string, V>, key: string, make: () => V): V {
  const there = map.get(key) ?? make();
  map.set(key, there);
  return there;
}

function byHits<V extends { readonly hits: number }>(map: ReadonlyMap<string, V>): Record<string, V> {
  const sorted = [...map].sort(([a, one], [b, other]) => other.hits - one.hits || (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([id, counts]) => [id, { ...counts }]));
}

/** A sample of distinct texts: those of the smallest checksums, so that it depends on no order and favours no article. */
class Sample {
  readonly #kept = new Map<number, BacktestExample>();

  add(example: BacktestExample): void {
    const key = crc32(example.text);
    const there = this.#kept.get(key);
    if (there === undefined || comes(example, there)) this.#kept.set(key, example);
    if (this.#kept.size > 2 * SAMPLE) for (const last of this.#keys().slice(SAMPLE)) this.#kept.delete(last);
  }

  all(): BacktestExample[] {
    return this.#keys()
      .slice(0, SAMPLE)
      .map((key) => this.#kept.get(key)!);
  }

  #keys(): number[] {
    return [...this.#kept.keys()].sort((a, b) => a - b);
  }
}

/** Whether one of two comments with the same text is quoted rather than the other. */
function comes(one: BacktestExample, other: BacktestExample): boolean {
  const [a, b] = [one, other].map(({ articleId, commentId }) => JSON.stringify([articleId, commentId]));
  return a! < b!;
}
