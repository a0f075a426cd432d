import { CERTAIN_FROM, HOME_NAMED_FROM } from '../../judge/certainty.js';
import { shorten } from '../../judge/explain.js';
import type { Judged } from '../../judge/result.js';
import type { Reason, Verdict } from '../../judge/result.js';
import { sourceKey, sourceOf } from './floods.js';
import { ScoreBins, type Scoring } from './foreign-share.js';
import { hourOf } from './hours.js';
import {
  bandOf,
  BANDS,
  NAME_CHARACTERS,
  SCORE_BARS,
  SOURCE_ROWS,
  TALLY_ROWS,
  URL_CHARACTERS,
} from './limits.js';
import type {
  ArticleTally,
  BandTally,
  HomeTally,
  HourTally,
  ReasonTally,
  ReportPart,
  SourceTally,
} from './part.js';

/** Counts over all comments, kept or not. Memory grows only with articles (about 300 bytes each) and hours. */
export class Tallies {
  readonly articles = new Map<string, ArticleTally>();
  readonly hours = new Map<number, HourTally>();
  readonly reasons = new Map<string, ReasonTally>();
  readonly homes = new Map<string, HomeTally>();
  /** Suspects by article and source. */
  readonly sources = new Map<string, SourceRow>();
  readonly bands: BandTally[] = BANDS.map(() => ({ comments: 0, review: 0, flagged: 0 }));
  readonly logits = new ScoreBins();
  readonly scores: Record<Verdict, number[]> = { 'off-topic': bars(), 'on-topic': bars(), unclear: bars() };
  /** Comments with a date but no time of day. */
  daysOnly = 0;
  /** Sum of 1 − score over the flagged comments, in millionths. */
  wrong = 0;
  /** Off-topic comments whose score may be called certain. */
  certain = 0;

  /** Counts one comment. @param place index in the dump */
  add(judged: Judged, place: number, scoring: Scoring): void {
    const { result, comment } = judged;
    if (result.verdict === 'off-topic' && result.score >= CERTAIN_FROM) this.certain++;
    this.logits.add(result, scoring);
    const band = this.bands[bandOf(result.score)]!;
    band.comments++;
    if (result.review) band.review++;
    if (result.flag) band.flagged++;
    if (result.flag) this.wrong += Math.round((1 - result.score) * 1e6);
    this.scores[result.verdict][Math.min(SCORE_BARS - 1, Math.floor(result.score * SCORE_BARS))]! += 1;
    this.#addArticle(judged, place);
    if (comment.createdAt !== undefined) this.#addHour(comment.createdAt, judged);
    this.#addReasons(result.reasons);
    this.#addHome(judged);
    this.#addSource(judged);
  }

  /**
   * Adds the counts of a part.
   *
   * @param before offset of the part's places in the dump
   */
  merge(part: ReportPart, before: number): void {
    this.wrong += part.wrong;
    this.certain += part.certain;
    this.daysOnly += part.daysOnly;
    this.logits.merge(part.logits);
    part.bands.forEach(({ comments, review, flagged }, index) => {
      const band = this.bands[index]!;
      band.comments += comments;
      band.review += review;
      band.flagged += flagged;
    });
    for (const verdict of ['off-topic', 'on-topic', 'unclear'] as const) {
      part.scores[verdict].forEach((count, bar) => (this.scores[verdict][bar]! += count));
    }
    for (const row of part.articles) {
      const first = row.first + before;
      const there = this.articles.get(row.id);
      if (there !== undefined) there.first = Math.min(there.first, first);
      sum(this.articles, row.id, { ...row, first }, ARTICLE_SUMS);
    }
    for (const row of part.hours) sum(this.hours, row.hour, row, HOUR_SUMS);
    for (const row of part.reasons) this.#sumReason(row);
    for (const row of part.homes) this.#sumHome(row);
    for (const row of part.sources) this.#sumSource(row);
  }

  /** The counts as plain rows, copied. */
  toPart(): TallyPart {
    return {
      articles: copies(this.articles),
      hours: copies(this.hours),
      reasons: copies(this.reasons),
      homes: copies(this.homes),
      sources: [...this.sources.values()].map(sourceTally),
      bands: structuredClone(this.bands),
      logits: this.logits.pack(),
      certain: this.certain,
      scores: structuredClone(this.scores),
      daysOnly: this.daysOnly,
      wrong: this.wrong,
    };
  }

  #addArticle({ article, result: { verdict, flag, review } }: Judged, place: number): void {
    const there = this.articles.get(article.id);
    const tally = there ?? {
      id: article.id,
      first: place,
      title: shorten(article.title, NAME_CHARACTERS),
      ...(article.url === undefined || article.url.length > URL_CHARACTERS ? {} : { url: article.url }),
      comments: 0,
      offTopic: 0,
      flagged: 0,
      review: 0,
    };
    if (there === undefined) this.articles.set(article.id, tally);
    tally.first = Math.min(tally.first, place);
    tally.comments++;
    if (verdict === 'off-topic') tally.offTopic++;
    if (flag) tally.flagged++;
    if (review) tally.review++;
  }

  #addHour(createdAt: string, { result: { verdict, flag } }: Judged): void {
    const written = hourOf(createdAt);
    if (written === null) return;
    if (written.dayOnly) this.daysOnly++;
    const row = {
      hour: written.hour,
      comments: 1,
      offTopic: verdict === 'off-topic' ? 1 : 0,
      flagged: flag ? 1 : 0,
    };
    sum(this.hours, row.hour, row, HOUR_SUMS);
  }

  /** Counts each reason once per comment, however often it occurs there. */
  #addReasons(reasons: readonly Reason[]): void {
    const sides = new Map<string, ReasonTally>();
    for (const { kind, id, title, weight } of reasons) {
      // Each home names another article; together they count as one reason.
      const row: ReasonTally = {
        kind,
        id: kind === 'rule' ? id : kind,
        ...(title === undefined || kind === 'home' ? {} : { title }),
        against: weight > 0 ? 1 : 0,
        for: weight < 0 ? 1 : 0,
      };
      const key = reasonKey(row);
      const side = sides.get(key);
      if (side === undefined) sides.set(key, row);
      else {
        side.against = Math.max(side.against, row.against);
        side.for = Math.max(side.for, row.for);
      }
    }
    for (const row of sides.values()) this.#sumReason(row);
  }

  /** Adds to a pack's row, whose id is its alphabetically first rule, independent of the order of counting. */
  #sumReason(row: ReasonTally): void {
    const key = reasonKey(row);
    const there = this.reasons.get(key);
    if (there !== undefined && row.id < there.id) there.id = row.id;
    sum(this.reasons, key, row, REASON_SUMS, TALLY_ROWS);
  }

  #addHome({ article, result: { home, review, reasons } }: Judged): void {
    if (home === null || home.score < HOME_NAMED_FROM || !review) return;
    const row = {
      from: article.id,
      to: home.articleId,
      title: homeTitle(home.articleId, reasons),
      comments: 1,
    };
    this.#sumHome(row);
  }

  #addSource({ article, comment, result }: Judged): void {
    const source = sourceOf(result);
    if (source === undefined) return;
    const written = comment.createdAt === undefined ? null : hourOf(comment.createdAt);
    const home = source.kind === 'home' ? homeTitle(source.id, result.reasons) : '';
    const title = source.kind === 'home' ? { ko: home, en: home } : source.title;
    this.#sumSource({
      kind: source.kind,
      from: article.id,
      to: source.id,
      title,
      comments: 1,
      hours: written === null ? [] : [[written.hour, 1]],
    });
  }

  /** Adds suspects of a source; a title replaces an id as the name of a home. */
  #sumSource({ hours, ...row }: SourceTally): void {
    const key = `${row.from}\n${sourceKey({ kind: row.kind, id: row.to })}`;
    let there = this.sources.get(key);
    if (there === undefined) {
      if (this.sources.size >= SOURCE_ROWS) return;
      this.sources.set(key, (there = { ...row, comments: 0, hours: new Map() }));
    }
    if (there.title?.ko === there.to) there.title = row.title;
    there.comments += row.comments;
    for (const [hour, count] of hours) increase(there.hours, hour, count);
  }

  /** Adds a home; a title replaces an id as the name. */
  #sumHome(row: HomeTally): void {
    const key = homeKey(row);
    const there = this.homes.get(key);
    if (there !== undefined && there.title === there.to) there.title = row.title;
    sum(this.homes, key, row, HOME_SUMS, TALLY_ROWS);
  }
}

/** The fields of a part that hold counts. */
type TallyPart = Omit<ReportPart, 'version' | 'placed' | 'counts' | 'comments' | 'drawn' | 'bodies'>;

/** A row of suspects, with its hours by number. */
type SourceRow = Omit<SourceTally, 'hours'> & { readonly hours: Map<number, number> };

/** A row of suspects as plain data. */
export function sourceTally({ hours, ...row }: SourceRow): SourceTally {
  return { ...row, hours: sortedPairs(hours) };
}

function sortedPairs(counts: ReadonlyMap<number, number>): [number, number][] {
  return [...counts].sort(([one], [other]) => one - other);
}

function increase(counts: Map<number, number>, key: number, by: number): void {
  counts.set(key, by + (counts.get(key) ?? 0));
}

const ARTICLE_SUMS = ['comments', 'offTopic', 'flagged', 'review'] as const;
const HOUR_SUMS = ['comments', 'offTopic', 'flagged'] as const;
const REASON_SUMS = ['against', 'for'] as const;
const HOME_SUMS = ['comments'] as const;

/** Adds a row to the row of its key; drops it if there would be more than `most` rows. The first texts are kept. */
function sum<Key, Column extends string, Row extends Record<Column, number>>(
  rows: Map<Key, Row>,
  key: Key,
  row: Row,
  columns: readonly Column[],
  most = Infinity,
): void {
  const there = rows.get(key);
  if (there === undefined) {
    if (rows.size < most) rows.set(key, { ...row });
    return;
  }
  for (const column of columns) (there as Record<Column, number>)[column] += row[column];
}

/** Copies the rows, so that later counting does not change them. */
function copies<Row extends object>(rows: ReadonlyMap<unknown, Row>): Row[] {
  return [...rows.values()].map((row) => ({ ...row }));
}

function bars(): number[] {
  return Array.from({ length: SCORE_BARS }, () => 0);
}

/** Reasons with the same name count as one: a pack has many rules. */
function reasonKey({ kind, id, title }: ReasonTally): string {
  return `${kind}\n${title?.ko ?? id}`;
}

function homeKey({ from, to }: HomeTally): string {
  return `${from}\n${to}`;
}

/** The title of a home from its evidence (`더 맞는 기사: …`), else its id. */
function homeTitle(id: string, reasons: readonly Reason[]): string {
  const title = reasons.find((reason) => reason.kind === 'home' && reason.id === id)?.title?.ko ?? '';
  const at = title.indexOf(': ');
  return shorten(at === -1 ? id : title.slice(at + 2), NAME_CHARACTERS);
}
