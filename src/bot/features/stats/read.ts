import { evidenceName } from '../../../moderation/index.js';
import type { InteractionContext } from '../../router/feature.js';
import type { ChartData } from './chart/chart.js';
import { accuracyOf, firstDay, spansOf, totalsOf } from './figures.js';

/** What `/stats` tells. */
export interface Statistics {
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
      asked: settings.gate.precision,
    },
  };
}
