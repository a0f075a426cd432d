import type { LocalizedText } from '../../fault.js';
import type { Result } from '../../judge/result.js';
import type { ArticleTally, SourceTally } from './part.js';

/**
 * Weight in logits from which a pack names the source of a comment: the pack alone makes the odds 4.5 times as high.
 * Chosen, not fitted: packs of topics, which every archive fires, stay below it, those of campaigns are above.
 */
const PACK_FROM = 1.5;

/** Where a suspect seems to come from: a known article, a rule pack, or nowhere that is known. */
export interface Source {
  readonly kind: SourceTally['kind'];
  /** Id of the article or of the pack; empty where neither is known. */
  readonly id: string;
  readonly title?: LocalizedText | undefined;
}

/**
 * The source of a comment in review: the pack that speaks most against it, else its home. Undefined for comments that
 * are not in review.
 */
export function sourceOf({
  review,
  home,
  reasons,
}: Pick<Result, 'review' | 'home' | 'reasons'>): Source | undefined {
  if (!review) return undefined;
  const packs = new Map<string, { weight: number; title: LocalizedText | undefined }>();
  for (const { kind, id, weight, title } of reasons) {
    if (kind !== 'rule' || weight <= 0) continue;
    const pack = id.split('/', 1)[0]!;
    packs.set(pack, { weight: weight + (packs.get(pack)?.weight ?? 0), title });
  }
  const [best] = [...packs].sort(([a, one], [b, other]) => other.weight - one.weight || (a < b ? -1 : 1));
  if (best !== undefined && best[1].weight >= PACK_FROM)
    return { kind: 'rule', id: best[0], title: best[1].title };
  return home === null ? { kind: 'none', id: '' } : { kind: 'home', id: home.articleId };
}

/** The key of a source among those of a dump. */
export function sourceKey({ kind, id }: Pick<Source, 'kind' | 'id'>): string {
  return `${kind} ${id}`;
}

/** An article on which a flood came down. */
export interface FloodedArticle {
  readonly id: string;
  /** Suspects from the source under it, and all its comments. */
  readonly suspects: number;
  readonly comments: number;
}

/** Many suspects of one source. */
export interface Flood {
  /** Of kind `none`: the suspects under one article, whatever their sources. */
  readonly source: Source;
  /** Where the source is not known: the home that most suspects share, at least two. */
  readonly candidate: Source | undefined;
  readonly suspects: number;
  /** Most suspects first. */
  readonly articles: readonly FloodedArticle[];
  /** Suspects by hour since 1970 in Korean time, oldest first; without those of unknown time. */
  readonly hours: readonly (readonly [hour: number, suspects: number])[];
}

/** An article is flooded from this many suspects of one source, if they are this share of its comments. */
const LEAST_UNDER_ONE = 3;
const LEAST_SHARE = 0.2;
/** Over many articles, a source is a flood from this many suspects. */
const LEAST_OVER_ALL = 5;
/**
 * A home must also have so many standard deviations more suspects than its share of all comments lets expect: in a large
 * dump a much read article is the home of some suspects by chance.
 */
const DEVIATIONS = 5;

/**
 * An article is flooded from anywhere from this many suspects, if they are this share of its comments. On a made-up site
 * of 316 kept articles, of which 16 were flooded at 70%, with 5% foreign under the others: finds 8 flooded and 1 other
 * article; from 3 suspects and 25% 8 and 3.
 */
const LEAST_FROM_ANYWHERE = 4;
const LEAST_SHARE_FROM_ANYWHERE = 0.3;

/** The floods of a dump, most suspects first. */
export function floodsOf(
  sources: Iterable<SourceTally>,
  articles: ReadonlyMap<string, ArticleTally>,
): Flood[] {
  const rows = [...sources];
  const homed = rows.reduce((sum, { kind, comments }) => sum + (kind === 'home' ? comments : 0), 0);
  const all = [...articles.values()].reduce((sum, { comments }) => sum + comments, 0);
  const expected = ({ kind, to }: SourceTally): number =>
    kind === 'rule' ? 0 : (homed * (articles.get(to)?.comments ?? 0)) / all;
  const known = rows.filter(({ kind }) => kind !== 'none');
  const bySource = [...grouped(known, ({ kind, to }) => sourceKey({ kind, id: to }))]
    .filter((group) => isFlood(group, articles, expected(group[0]!)))
    .map((group) => floodOf(group, articles));
  const explained = new Map<string, number>();
  for (const flood of bySource)
    for (const { id, suspects } of flood.articles) explained.set(id, suspects + (explained.get(id) ?? 0));
  const fromAnywhere = [...grouped(rows, ({ from }) => from)]
    .filter((group) => {
      const { from } = group[0]!;
      const suspects = sumOf(group);
      if (suspects < LEAST_FROM_ANYWHERE || (explained.get(from) ?? 0) >= suspects / 2) return false;
      return suspects >= LEAST_SHARE_FROM_ANYWHERE * (articles.get(from)?.comments ?? Infinity);
    })
    .map((group) => fromAnywhereOf(group, articles));
  return [...bySource, ...fromAnywhere].sort(
    (one, other) => other.suspects - one.suspects || (floodKey(one) < floodKey(other) ? -1 : 1),
  );
}

/** The key of a flood: its source, or where that is not known its article. */
export function floodKey({ source, articles }: Flood): string {
  return source.kind === 'none' ? `under ${articles[0]!.id}` : sourceKey(source);
}

/** The index of the flood that a suspect is part of, among floods by key; undefined where it is part of none. */
export function floodOfSuspect(
  { source, articleId }: { readonly source?: string | undefined; readonly articleId: string },
  floods: ReadonlyMap<string, number>,
): number | undefined {
  return source === undefined ? undefined : (floods.get(source) ?? floods.get(`under ${articleId}`));
}

function* grouped(
  rows: readonly SourceTally[],
  keyOf: (row: SourceTally) => string,
): Generator<SourceTally[]> {
  const groups = new Map<string, SourceTally[]>();
  for (const row of rows) {
    const there = groups.get(keyOf(row));
    if (there === undefined) groups.set(keyOf(row), [row]);
    else there.push(row);
  }
  yield* groups.values();
}

function sumOf(rows: readonly SourceTally[]): number {
  return rows.reduce((sum, { comments }) => sum + comments, 0);
}

/** The flood of one article by suspects of any source. */
function fromAnywhereOf(rows: readonly SourceTally[], articles: ReadonlyMap<string, ArticleTally>): Flood {
  const [home] = rows
    .filter(({ kind, comments }) => kind === 'home' && comments > 1)
    .sort((one, other) => other.comments - one.comments || (one.to < other.to ? -1 : 1));
  const { from } = rows[0]!;
  const suspects = sumOf(rows);
  return {
    source: { kind: 'none', id: '' },
    candidate: home === undefined ? undefined : { kind: 'home', id: home.to, title: home.title },
    suspects,
    articles: [{ id: from, suspects, comments: articles.get(from)?.comments ?? suspects }],
    hours: hoursOf(rows),
  };
}

function hoursOf(rows: readonly SourceTally[]): [number, number][] {
  const hours = new Map<number, number>();
  for (const row of rows)
    for (const [hour, count] of row.hours) hours.set(hour, count + (hours.get(hour) ?? 0));
  return [...hours].sort(([one], [other]) => one - other);
}

function isFlood(
  rows: readonly SourceTally[],
  articles: ReadonlyMap<string, ArticleTally>,
  expected: number,
): boolean {
  const overAll = sumOf(rows);
  if (overAll >= LEAST_OVER_ALL && overAll >= expected + DEVIATIONS * Math.sqrt(expected)) return true;
  return rows.some(
    ({ from, comments }) =>
      comments >= LEAST_UNDER_ONE && comments >= LEAST_SHARE * (articles.get(from)?.comments ?? Infinity),
  );
}

function floodOf(rows: readonly SourceTally[], articles: ReadonlyMap<string, ArticleTally>): Flood {
  const { kind, to, title } = rows[0]!;
  return {
    source: { kind, id: to, title },
    candidate: undefined,
    suspects: sumOf(rows),
    articles: rows
      .map(({ from, comments }) => ({
        id: from,
        suspects: comments,
        comments: articles.get(from)?.comments ?? comments,
      }))
      .sort((one, other) => other.suspects - one.suspects || (one.id < other.id ? -1 : 1)),
    hours: hoursOf(rows),
  };
}
