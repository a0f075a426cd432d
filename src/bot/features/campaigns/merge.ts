import type { MessageComponentInteraction } from 'discord.js';
import { Fault, type Language } from '../../../fault.js';
import type { CampaignRecord } from '../../../moderation/index.js';
import type { CampaignMember, CampaignProgress } from '../../../store/index.js';
import { BUTTONS, choiceWords, LIST, MERGE, REFUSED } from '../../../wording/bot/campaigns.js';
import { exampleLine, nameOf } from '../../campaigns/card.js';
import { isMergeable, type Regrouped } from '../../campaigns/regroup.js';
import { mostDifferent } from '../../campaigns/view.js';
import {
  button,
  choiceMenu,
  COLORS,
  frame,
  line,
  panelMessage,
  type PanelMessage,
  row,
  text,
} from '../../discord/components.js';
import { customId } from '../../discord/custom-id.js';
import type { InteractionContext } from '../../gateway/feature.js';
import { glanceAt } from './pages.js';

type Interaction = MessageComponentInteraction<'cached'>;

/** Discord's most options of a menu. */
const MOST_CHOICES = 25;
const OPEN = ['emerging', 'known', 'decided', 'watch'] as const;
const SIZE = { around: 40, phrase: 80 };

/** Shows the other open campaigns of the server in a menu. */
export async function showMergeChoices(
  interaction: Interaction,
  { store, language }: InteractionContext,
  record: CampaignRecord,
): Promise<void> {
  // Some beside the most: this one and those that may not be merged fall out.
  const listed = await store.campaigns.list(interaction.guildId, { states: OPEN, limit: MOST_CHOICES * 2 });
  const others = listed.filter(
    ({ id, decided }) => id !== record.id && isMergeable(decided?.decision ?? null),
  );
  await interaction.editReply(choicePage(record, others, language));
}

function choicePage(
  record: CampaignRecord,
  others: readonly CampaignRecord[],
  language: Language,
): PanelMessage {
  const head = `## 🧩 ${MERGE.title[language]} · ${nameOf(record, language)}`;
  if (others.length === 0) return panelMessage(frame([text(`${head}\n${MERGE.none[language]}`)]));
  const more = others.length > MOST_CHOICES ? `\n-# ${MERGE.more[language]}` : '';
  const options = others.slice(0, MOST_CHOICES).map(({ id, summary, last }) => ({
    label: (summary.name === '' ? id : summary.name).slice(0, 100),
    description: choiceWords(summary.counts.posts, koreanTime(last))[language].slice(0, 100),
    value: id,
  }));
  return panelMessage(
    frame([text(`${head}\n${MERGE.choose[language]}${more}`)]),
    row(choiceMenu(customId('campaign-merge-with', record.id), MERGE.placeholder[language], options)),
    row(button(customId('campaign-merge-leave'), BUTTONS.leave[language])),
  );
}

/** `11/30 14:05`: in a menu Discord shows no marks of time, and moderators live in Korea. */
function koreanTime(ms: number): string {
  const [, month, day, time] = /^\d+-(\d+)-(\d+)T(\d+:\d+)/.exec(new Date(ms + 9 * 3_600_000).toISOString())!;
  return `${month}/${day} ${time}`;
}

/** Shows both campaigns and asks before they are merged. */
export async function askMerge(
  interaction: Interaction,
  { store, language }: InteractionContext,
  records: readonly [CampaignRecord, CampaignRecord],
): Promise<void> {
  const { guildId } = interaction;
  const { spoiler } = await store.servers.settings(guildId);
  const sides = await Promise.all(
    records.map(async (record) => {
      const [example] = mostDifferent(await store.campaigns.members(guildId, record.id, 2), 1);
      const progress = record.decided === null ? null : await store.campaigns.progress(guildId, record.id);
      return text(sideWords({ record, progress }, example, { language, spoiler }));
    }),
  );
  const decisions = records.flatMap(({ decided }) => (decided === null ? [] : [decided.decision]));
  const inherits =
    decisions.length !== 1
      ? []
      : [decisions[0] === 'remove' ? MERGE.removes[language] : MERGE.allows[language]];
  const [{ id }, other] = records;
  await interaction.editReply(
    panelMessage(
      frame(
        [
          text(`## 🧩 ${MERGE.title[language]}\n${MERGE.what[language]}`),
          line(),
          ...sides,
          ...(inherits.length === 0 ? [] : [line(), text(inherits.join('\n'))]),
        ],
        inherits.length > 0 ? COLORS.warn : COLORS.plain,
      ),
      row(
        button(customId('campaign-merge-do', id, other.id), BUTTONS.mergeNow[language], { style: 'primary' }),
        button(customId('campaign-merge-leave'), BUTTONS.leave[language]),
      ),
    ),
  );
}

function sideWords(
  { record, progress }: { readonly record: CampaignRecord; readonly progress: CampaignProgress | null },
  example: CampaignMember | undefined,
  { language, spoiler }: { readonly language: Language; readonly spoiler: boolean },
): string {
  return [
    ...glanceAt(record, language, progress),
    ...(example === undefined ? [] : [`> ${exampleLine(example, SIZE, spoiler)}`]),
  ].join('\n');
}

/** Merges, and says so with a way back. */
export async function mergeNow(interaction: Interaction, context: InteractionContext): Promise<void> {
  const { campaigns, outbox, language } = context;
  const [id = '', other = ''] = context.ids;
  if (campaigns === undefined) throw new Fault('campaigns/off', LIST.off);
  const done = await campaigns.merge(interaction.guildId, id, other, interaction.user.id);
  outbox.wake();
  const buttons =
    'refused' in done
      ? []
      : [
          row(
            button(customId('campaigns-card', done.id), BUTTONS.card[language]),
            button(customId('campaign-unmerge', done.id, 'done'), BUTTONS.unmerge[language]),
          ),
        ];
  await interaction.editReply(
    panelMessage(frame([text(outcomeWords(done, MERGE.done[language], language))]), ...buttons),
  );
}

/** What became of a merge, or of undoing one. */
export function outcomeWords(done: Regrouped, words: string, language: Language): string {
  return 'refused' in done ? `⚠️ ${REFUSED[done.refused][language]}` : `🧩 ${words}`;
}
