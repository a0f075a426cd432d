import { ButtonBuilder, ButtonStyle } from 'discord.js';
import { z } from 'zod';
import { safeLine } from '../card/safe-text.js';
import { customId } from '../discord/custom-id.js';
import type { InteractionContext } from '../router/feature.js';
import type { BoundChannel } from '../../store/index.js';
import { isTakenOut } from './bind.js';
import { type Answer, answerOf, COLORS } from './view.js';
import { ARTICLE, BUTTONS, MODES } from '../../wording/bot/articles.js';

export const LIST = 'article-list';
/** Places on a page: with every letter of their titles escaped they stay under Discord's 4,000 characters. */
const PAGE = 20;
const TITLE = 60;

/** `/article list`, and its buttons: the page stands in the button. */
export async function runList(
  interaction: { readonly guildId: string; editReply(answer: Answer): Promise<unknown> },
  asked: InteractionContext,
): Promise<void> {
  const { store, say } = asked;
  const places = (await store.channels.of(interaction.guildId)).reverse();
  if (places.length === 0) {
    await interaction.editReply(answerOf([say(ARTICLE.listEmpty)], COLORS.plain));
    return;
  }
  const pages = Math.ceil(places.length / PAGE);
  const wanted = z.coerce
    .number()
    .int()
    .min(0)
    .max(100_000)
    .catch(0)
    .parse(asked.ids[0] ?? 0);
  const page = Math.min(wanted, pages - 1);
  const shown = places.slice(page * PAGE, (page + 1) * PAGE);
  const lines = await Promise.all(shown.map((place) => lineOf(place, asked)));
  const count = pages > 1 ? ` · ${page + 1} / ${pages}` : '';
  const head = `### 📰 ${say(ARTICLE.listTitle)} (${places.length})${count}`;
  const buttons = pages > 1 ? turnButtons(page, pages, asked) : [];
  await interaction.editReply(answerOf([head, lines.join('\n')], COLORS.plain, buttons));
}

async function lineOf(place: BoundChannel, { store, say }: InteractionContext): Promise<string> {
  const mode = place.mode === null || isTakenOut(place) ? '' : ` · ${say(MODES[place.mode])}`;
  return `<#${place.channelId}> · ${await titleOf()}${mode}`;

  async function titleOf(): Promise<string> {
    if (isTakenOut(place)) return `*${say(ARTICLE.listTakenOut)}*`;
    if (place.articleId === null) return `*${say(ARTICLE.listWatched)}*`;
    const article = await store.articles.get(place.guildId, place.articleId);
    return article === undefined ? say(ARTICLE.swept) : safeLine(article.title, TITLE);
  }
}

function turnButtons(page: number, pages: number, { say }: InteractionContext): ButtonBuilder[] {
  const button = (to: number, label: keyof typeof BUTTONS): ButtonBuilder =>
    new ButtonBuilder()
      .setCustomId(customId(LIST, String(Math.max(0, to)), label))
      .setLabel(say(BUTTONS[label]))
      .setStyle(ButtonStyle.Secondary)
      .setDisabled(to < 0 || to >= pages);
  return [button(page - 1, 'previous'), button(page + 1, 'next')];
}
