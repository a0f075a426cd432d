import { ComponentType } from 'discord.js';
import { renderPng } from '../../assets/render-png.js';
import type { Language, LocalizedText } from '../../fault.js';
import { DIGEST_MS, type DigestEvery, evidenceName, KOREA_MS } from '../../moderation/index.js';
import type { PeriodCounts, Store } from '../../store/index.js';
import { DIGEST } from '../../wording/bot/digest.js';
import { STATS, sumsLine } from '../../wording/bot/stats.js';
import { ALL } from '../bulk/choice.js';
import { nameOf } from '../campaigns/card.js';
import { button, frame, panelMessage, row, text } from '../discord/components.js';
import { customId } from '../discord/custom-id.js';
import { safeLine } from '../discord/safe-text.js';
import { drawChart } from '../features/stats/chart/chart.js';
import { accuracyOf, readStatistics } from '../features/stats/figures.js';

/** What a digest is read from. */
export interface DigestSources {
  readonly store: Store;
  /** Titles of the packs and rules of a server. */
  readonly titles: (guildId: string) => Promise<ReadonlyMap<string, LocalizedText>>;
  readonly now: () => number;
}

/** A digest as a message with its picture; a quiet one has none. */
export interface DigestPage {
  readonly body: ReturnType<typeof panelMessage>;
  readonly files: readonly { readonly name: string; readonly data: Buffer }[];
}

/** Days that the chart shows: of a daily digest the week, of a weekly one four weeks. */
const CHART_DAYS: Readonly<Record<DigestEvery, number>> = { daily: 7, weekly: 28 };
const MOST_KINDS = 5;
const MOST_CAMPAIGNS = 3;
const TITLE = 60;
const FILE = 'matgeul-digest.png';

/** The heading of a digest: no two of a server are alike, so an earlier attempt is found by it. */
export function digestTitle(every: DigestEvery, end: number, language: Language): string {
  return DIGEST.title(every, new Date(end + KOREA_MS))[language];
}

/** Reads and renders what came and was decided in the day or week before `end` (ms). */
export async function digestPage(
  { store, titles, now }: DigestSources,
  guildId: string,
  { every, end }: { readonly every: DigestEvery; readonly end: number },
  language: Language,
): Promise<DigestPage> {
  const length = DIGEST_MS[every];
  const [counts, before, { open }, campaigns] = await Promise.all([
    store.cases.period(guildId, { from: end - length, until: end }),
    store.cases.period(guildId, { from: end - 2 * length, until: end - length }),
    store.flags.count(guildId, {}, now()),
    store.campaigns.list(guildId, { states: ['known', 'decided', 'watch'], limit: 25 }),
  ]);
  const title = text(`## ${digestTitle(every, end, language)}`);
  const queue = row(button(customId('queue-next', ALL), DIGEST.queue[language], { disabled: open === 0 }));
  const { judged, flagged, kept, removed, dismissed, undone } = counts;
  if (judged + flagged + kept + removed + dismissed + undone === 0)
    return { body: panelMessage(frame([title, text(DIGEST.quiet(open)[language])])), files: [] };
  const packs = await titles(guildId);
  const kinds = accuracyOf(counts.accuracy)
    .slice(0, MOST_KINDS)
    .map(({ key, right, decided, low }) =>
      DIGEST.kind(evidenceName(key, packs)[language], right, decided, low),
    );
  const articles = await Promise.all(
    counts.articles.map(async ({ articleId, flagged: count }) => {
      const article = await store.articles.get(guildId, articleId);
      const name = article === undefined ? DIGEST.articleGone[language] : safeLine(article.title, TITLE);
      return DIGEST.article(name, count);
    }),
  );
  const going = campaigns
    .filter(({ last }) => last >= end - length)
    .sort((a, b) => b.summary.counts.posts - a.summary.counts.posts)
    .slice(0, MOST_CAMPAIGNS)
    .map((record) => {
      const { posts, articles: under } = record.summary.counts;
      return DIGEST.campaign(nameOf(record, language), posts, under);
    });
  const words = [
    sumsLine(counts, language),
    changesLine(counts, before, every, language),
    undone === 0 ? '' : `-# ${DIGEST.undone(undone)[language]}`,
    STATS.pending(open)[language],
    ...listed(DIGEST.accuracy, kinds, language),
    kinds.length === 0 ? '' : `-# ${DIGEST.lower[language]}`,
    ...listed(DIGEST.articles, articles, language),
    ...listed(DIGEST.campaigns, going, language),
  ];
  const chart = await readStatistics({ store, titles, now, language }, guildId, CHART_DAYS[every]);
  const data = await renderPng(drawChart(chart.chart, language));
  const picture = {
    type: ComponentType.MediaGallery as const,
    items: [
      {
        media: { url: `attachment://${FILE}` },
        description: STATS.alt(CHART_DAYS[every])[language],
      },
    ],
  };
  const parts = [title, text(words.filter((part) => part !== '').join('\n')), picture, queue];
  return { body: panelMessage(frame(parts)), files: [{ name: FILE, data }] };
}

/** `그 전날보다: 표시 +12 · 내림 −3`: what changed against the period before. */
function changesLine(
  now: PeriodCounts,
  before: PeriodCounts,
  every: DigestEvery,
  language: Language,
): string {
  const parts = (['judged', 'flagged', 'removed', 'kept'] as const).flatMap((key) => {
    const by = now[key] - before[key];
    if (by === 0) return [];
    return [`${DIGEST.changed[key][language]} ${by > 0 ? '+' : '−'}${Math.abs(by).toLocaleString('en-US')}`];
  });
  return DIGEST.before(every, parts.length === 0 ? DIGEST.same[language] : parts.join(' · '))[language];
}

function listed(head: LocalizedText, lines: readonly LocalizedText[], language: Language): readonly string[] {
  return lines.length === 0 ? [] : [`**${head[language]}**`, ...lines.map((line) => `- ${line[language]}`)];
}
