import { ApplicationCommandOptionType, AttachmentBuilder, ComponentType } from 'discord.js';
import { renderPng } from '../../../assets/render-png.js';
import type { Feature } from '../../gateway/feature.js';
import { command, option } from '../../discord/command-builders.js';
import { frame, panelMessage, text } from '../../discord/components.js';
import { drawChart } from './chart/chart.js';
import { readStatistics, statsWords } from './figures.js';
import { COMMAND, STATS } from '../../../wording/bot/stats.js';

const DEFAULT_DAYS = 30;
const FILE = 'matgeul-stats.png';

const data = command({ name: 'stats', ...COMMAND.stats }, 'moderator', [
  option(
    ApplicationCommandOptionType.Integer,
    { name: 'days', ...COMMAND.days },
    { min_value: 1, max_value: 365 },
  ),
]);

/** `/stats`: counts of judged, flagged and decided comments as text and as a chart. */
export const statsFeature: Feature = {
  commands: [
    {
      data,
      level: 'moderator',
      first: 'private',
      async run(interaction, context) {
        const { language, say, store, judges, now } = context;
        const days = interaction.options.getInteger('days') ?? DEFAULT_DAYS;
        const read = await readStatistics(
          { store, now, language, titles: (guildId) => judges.titles(guildId) },
          interaction.guildId,
          days,
        );
        const { totals, accuracy } = read.chart;
        if (totals.judged + totals.flagged + accuracy.length === 0) {
          await interaction.editReply(panelMessage(frame([text(say(STATS.nothing(days)))])));
          return;
        }
        const png = await renderPng(drawChart(read.chart, language));
        const picture = {
          type: ComponentType.MediaGallery as const,
          items: [{ media: { url: `attachment://${FILE}` }, description: say(STATS.alt(days)) }],
        };
        await interaction.editReply({
          ...panelMessage(frame([text(statsWords(read, language)), picture])),
          files: [new AttachmentBuilder(png, { name: FILE })],
        });
      },
    },
  ],
};
