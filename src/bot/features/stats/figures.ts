import type { Language, LocalizedText } from '../../../fault.js';
import { evidenceName, wilsonLower } from '../../../moderation/index.js';
import type { Accuracy, DayCounts, ReportCounts, Store } from '../../../store/index.js';
import { reportStats } from '../../../wording/bot/reports.js';
import { CHART, STATS, sumsLine } from '../../../wording/bot/stats.js';

const DAY_MS = 86_400_000;
/** Maximum number of daily bars; longer periods are shown by week. */
const MOST_DAYS = 45;

/** The counts of a day or a week. */
export interface Span extends DayCounts {
  /** Number of days in it. */
  readonly days: number;
}

export type Totals = Omit<DayCounts, 'day'>;

/** Accuracy of one kind of evidence with its 95% interval. */
export interface KindAccuracy extends Accuracy {
  readonly key: string;
  readonly decided: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** Midnight UTC (the store's day boundary) of the first of the last `days` days, including today. */
export function firstDay(now: number, days: number): number {
  return Math.floor(now / DAY_MS) * DAY_MS - (days - 1) * DAY_MS;
}

/**
 * The counts of the last `days` days, including empty ones; above `MOST_DAYS` they are summed by week, the last of which
 * ends today.
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

/** The totals over all days. */
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

/** The kinds of evidence with decisions, most decisions first. */
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

/** Kinds of evidence drawn; the text mentions how many more there are. */
export const MOST_KINDS = 8;

/** Data of the chart. */
export interface ChartData {
  readonly days: number;
  readonly spans: readonly Span[];
  readonly totals: Totals;
  readonly accuracy: readonly NamedAccuracy[];
  /** The precision that the server requires for `act`, 0 to 1. */
  readonly requiredPrecision: number;
}

/** Data of `/stats`. */
interface Statistics {
  readonly chart: ChartData;
  /** Flags waiting for a decision now. */
  readonly open: number;
  readonly reports: ReportCounts;
  /** Days after which the server deletes the counted data. */
  readonly retentionDays: number;
}

/** What statistics are read from. */
interface StatisticsSources {
  readonly store: Store;
  readonly now: () => number;
  readonly language: Language;
  /** Titles of the packs and rules of a server. */
  readonly titles: (guildId: string) => Promise<ReadonlyMap<string, LocalizedText>>;
}

/** Reads a server's statistics of the last days. */
export async function readStatistics(
  { store, titles: titlesOf, now, language }: StatisticsSources,
  guildId: string,
  days: number,
): Promise<Statistics> {
  const at = now();
  const [counts, accuracy, { open }, settings, titles, reports] = await Promise.all([
    store.cases.statistics(guildId, firstDay(at, days)),
    store.cases.accuracy(guildId),
    store.flags.count(guildId, {}, at),
    store.servers.settings(guildId),
    titlesOf(guildId),
    store.reports.counts(guildId, firstDay(at, days)),
  ]);
  const spans = spansOf(counts, at, days);
  return {
    open,
    reports,
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

/** The text beside the chart. */
export function statsWords({ chart, open, reports, retentionDays }: Statistics, language: Language): string {
  const { totals, accuracy, days } = chart;
  const more = accuracy.length - MOST_KINDS;
  return [
    `## ${CHART.title(days)[language]}`,
    sumsLine(totals, language),
    reports.reports === 0 ? '' : reportStats(reports)[language],
    STATS.pending(open)[language],
    accuracy.length === 0 ? `-# ${STATS.noAccuracy[language]}` : '',
    days > retentionDays ? `-# ${STATS.retained(retentionDays)[language]}` : '',
    more > 0 ? `-# ${STATS.moreKinds(more)[language]}` : '',
  ]
    .filter((part) => part !== '')
    .join('\n');
}
