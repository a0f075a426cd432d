import { safeLine } from '../card/safe-text.js';
import type { InteractionContext } from '../router/feature.js';
import type { Bound } from './bind.js';
import type { PlaceChannel } from './channels.js';
import { type Answer, answerOf, articleText, COLORS, openButton, warningsText } from './view.js';
import { warningsFor } from './warnings.js';
import { ARTICLE } from '../../wording/bot/articles.js';

/** Tells what was bound, what happens now and what will not work. */
export async function boundAnswer(
  channel: PlaceChannel,
  { article, before }: Bound,
  asked: InteractionContext,
): Promise<Answer> {
  const { language, say, store } = asked;
  const settings = await store.servers.settings(channel.guildId);
  const warnings = warningsFor(channel, settings, asked);
  const head = article === null ? `🧵 ${say(ARTICLE.watched)}` : `📌 ${say(ARTICLE.bound)}`;
  const parts = [
    `### ${head}\n-# <#${channel.id}>`,
    article === null
      ? say(ARTICLE.watchedHow)
      : [
          articleText(article, language),
          before === null ? '' : `-# ${say(ARTICLE.insteadOf)}: ${safeLine(before.title, 100)}`,
        ]
          .filter((line) => line !== '')
          .join('\n'),
    article === null
      ? ''
      : [say(ARTICLE.fromNow), channel.isThread() ? '' : say(ARTICLE.threadsToo)]
          .filter((line) => line !== '')
          .map((line) => `-# ${line}`)
          .join('\n'),
    warningsText(warnings, language),
  ];
  const color = warnings.length > 0 ? COLORS.warned : COLORS.good;
  return answerOf(parts, color, openButton(article, language));
}
