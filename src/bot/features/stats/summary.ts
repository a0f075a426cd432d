import type { Language } from '../../../fault.js';
import { MOST_KINDS } from './chart/accuracy.js';
import type { Statistics } from './read.js';
import { CHART, STATS, sumsLine } from '../../../wording/bot/stats.js';

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
