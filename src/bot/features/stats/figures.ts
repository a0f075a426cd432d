import type { Language } from '../../../fault.js';
import { evidenceName, wilsonLower } from '../../../moderation/index.js';
import type { Accuracy, DayCounts } from '../../../store/index.js';
import { CHART, STATS, sumsLine } from '../../../wording/bot/stats.js';
import type { InteractionContext } from '../../gateway/feature.js';

const DAY_MS = 86_400_000;
/** More bars than this are too thin to be read: then one stands for a week. */
const MOST_DAYS = 45;

/** The counts of a day or a week. */
export interface Span extends DayCounts {
  /** How many days it holds. */
  readonly days: number;
}

export type Totals = Omit<DayCounts, 'day'>;

/** How right one kind of evidence was, with an interval of 95%. */
export interface KindAccuracy extends Accuracy {
  readonly key: string;
  readonly decided: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** Midnight (UTC, as the store counts days) of the first of the latest `days` days, today among them. */
export function firstDay(now: number, days: number): number {
  return Math.floor(now / DAY_MS) * DAY_MS - (days - 1) * DAY_MS;
}

/**
 * The latest days, each with its counts, also those on which nothing happened; from `MOST_DAYS` on gathered by weeks that
 * end today.
 */
export function spansOf(counts: readonly DayCounts[], now: number, days: number): Span[] {
  const byDay = new Map(counts.map((one) => [one.day, one]));
  const first = firstDay(now, days);
  const all = Array.from({ length: days }, (_, i) => {
    const day = new Date(first + i * DAY_MS).toISOString().slice(0, 10);
    return byDay.get(day) ?? { day, judged: 0, flagged: 0, kept: 0, removed: 0, dismissed: 0 };
  });
  if (days <= MOST_DAYS) return all.map((one) => ({ ...one, days: 1 }));
  const spans: Span[] = [];
  for (let end = all.length; end > 0; end -= 7) {
    const week = all.slice(Math.max(0, end - 7), end);
    spans.unshift({ day: week[0]!.day, ...totalsOf(week), days: week.length });
  }
  return spans;
}

/** The sums of all days. */
export function totalsOf(counts: readonly DayCounts[]): Totals {
  const sum = (key: keyof Totals): number => counts.reduce((all, one) => all + one[key], 0);
  return {
    judged: sum('judged'),
    flagged: sum('flagged'),
    kept: sum('kept'),
    removed: sum('removed'),
    dismissed: sum('dismissed'),
  };
}

/** The kinds of evidence that decisions were taken on, those with most decisions first. */
export function accuracyOf(accuracy: ReadonlyMap<string, Accuracy>): KindAccuracy[] {
  return [...accuracy]
    .map(([key, { right, wrong }]) => {
      const decided = right + wrong;
      const high = decided === 0 ? 1 : 1 - wilsonLower(wrong, decided);
      return { key, right, wrong, decided, share: right / decided, low: wilsonLower(right, decided), high };
    })
    .filter(({ decided }) => decided > 0)
    .sort((a, b) => b.decided - a.decided || (a.key < b.key ? -1 : 1));
}

/** A kind of evidence with its name. */
export interface NamedAccuracy extends KindAccuracy {
  readonly name: string;
}

/** Kinds that are drawn; further ones are counted in words. */
export const MOST_KINDS = 8;

/** What the picture shows. */
export interface ChartData {
  readonly days: number;
  readonly spans: readonly Span[];
  readonly totals: Totals;
  readonly accuracy: readonly NamedAccuracy[];
  /** The share of right decisions that the server asks of `act`. */
  readonly requiredPrecision: number;
}

/** What `/stats` tells. */
interface Statistics {
  readonly chart: ChartData;
  /** Flags that wait for a decision now. */
  readonly open: number;
  /** Days that the server keeps what is counted. */
  readonly retentionDays: number;
}

/** Reads a server's figures of the latest days. */
export async function readStatistics(
  { store, judges, now, language }: Pick<InteractionContext, 'store' | 'judges' | 'now' | 'language'>,
  guildId: string,
  days: number,
): Promise<Statistics> {
  const at = now();
  const [counts, accuracy, { open }, settings] = await Promise.all([
    store.cases.statistics(guildId, firstDay(at, days)),
    store.cases.accuracy(guildId),
    store.flags.count(guildId, {}, at),
    store.servers.settings(guildId),
  ]);
  const titles = new Map(judges.book.packs.map(({ id, title }) => [id, title]));
  const spans = spansOf(counts, at, days);
  return {
    open,
    retentionDays: settings.retentionDays,
    chart: {
      days,
      spans,
      totals: totalsOf(spans),
      accuracy: accuracyOf(accuracy).map((kind) => ({
        ...kind,
        name: evidenceName(kind.key, titles)[language],
      })),
      requiredPrecision: settings.gate.precision,
    },
  };
}

/** All that is said beside the picture. */
export function statsWords({ chart, open, retentionDays }: Statistics, language: Language): string {
  const { totals, accuracy, days } = chart;
  const more = accuracy.length - MOST_KINDS;
  return [
    `## ${CHART.title(days)[language]}`,
    sumsLine(totals, language),
    STATS.pending(open)[language],
    accuracy.length === 0 ? `-# ${STATS.noAccuracy[language]}` : '',
    days > retentionDays ? `-# ${STATS.retained(retentionDays)[language]}` : '',
    more > 0 ? `-# ${STATS.moreKinds(more)[language]}` : '',
  ]
    .filter((part) => part !== '')
    .join('\n');
}
