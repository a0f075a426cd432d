import type { LocalizedText } from '../../fault.js';
import type { Result } from '../../judge/result.js';
import type { ArticleTally, SourceTally } from './part.js';

/**
 * Weight in logits from which a pack names the source of a comment: the pack alone makes the odds 4.5 times as high.
 * Chosen, not fitted: packs of topics, which every archive fires, stay below it, those of campaigns are above.
 */
const PACK_FROM = 1.5;

/** Where a suspect seems to come from: a known article or a rule pack. */
export interface Source {
  readonly kind: SourceTally['kind'];
  /** Id of the article or of the pack. */
  readonly id: string;
  readonly title?: LocalizedText | undefined;
}

/**
 * The source of a comment in review: the pack that speaks most against it, else its home; undefined where it has
 * neither.
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
  return home === null ? undefined : { kind: 'home', id: home.articleId };
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
  readonly source: Source;
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

/** The floods of a dump, most suspects first. */
export function floodsOf(
  sources: Iterable<SourceTally>,
  articles: ReadonlyMap<string, ArticleTally>,
): Flood[] {
  const bySource = new Map<string, SourceTally[]>();
  let homed = 0;
  for (const row of sources) {
    const key = sourceKey({ kind: row.kind, id: row.to });
    const there = bySource.get(key);
    if (there === undefined) bySource.set(key, [row]);
    else there.push(row);
    if (row.kind === 'home') homed += row.comments;
  }
  const all = [...articles.values()].reduce((sum, { comments }) => sum + comments, 0);
  const expected = (row: SourceTally): number =>
    row.kind === 'rule' ? 0 : (homed * (articles.get(row.to)?.comments ?? 0)) / all;
  return [...bySource.values()]
    .filter((rows) => isFlood(rows, articles, expected(rows[0]!)))
    .map((rows) => floodOf(rows, articles))
    .sort(
      (one, other) =>
        other.suspects - one.suspects || (sourceKey(one.source) < sourceKey(other.source) ? -1 : 1),
    );
}

function isFlood(
  rows: readonly SourceTally[],
  articles: ReadonlyMap<string, ArticleTally>,
  expected: number,
): boolean {
  const overAll = rows.reduce((sum, { comments }) => sum + comments, 0);
  if (overAll >= LEAST_OVER_ALL && overAll >= expected + DEVIATIONS * Math.sqrt(expected)) return true;
  return rows.some(
    ({ from, comments }) =>
      comments >= LEAST_UNDER_ONE && comments >= LEAST_SHARE * (articles.get(from)?.comments ?? Infinity),
  );
}

function floodOf(rows: readonly SourceTally[], articles: ReadonlyMap<string, ArticleTally>): Flood {
  const hours = new Map<number, number>();
  for (const row of rows)
    for (const [hour, count] of row.hours) hours.set(hour, count + (hours.get(hour) ?? 0));
  const { kind, to, title } = rows[0]!;
  return {
    source: { kind, id: to, title },
    suspects: rows.reduce((sum, { comments }) => sum + comments, 0),
    articles: rows
      .map(({ from, comments }) => ({
        id: from,
        suspects: comments,
        comments: articles.get(from)?.comments ?? comments,
      }))
      .sort((one, other) => other.suspects - one.suspects || (one.id < other.id ? -1 : 1)),
    hours: [...hours].sort(([one], [other]) => one - other),
  };
}
