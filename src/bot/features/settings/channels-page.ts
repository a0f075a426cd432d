import type { Guild } from 'discord.js';
import { shorten } from '../../../judge/explain.js';
import type { Language } from '../../../fault.js';
import { MODES } from '../../../moderation/index.js';
import type { InteractionContext } from '../../gateway/feature.js';
import { customId } from '../../discord/custom-id.js';
import type { ChannelFacts, ServerFacts } from '../guide/facts.js';
import {
  button,
  choiceMenu,
  frame,
  panelMessage,
  type PanelMessage,
  row,
  text,
} from '../../discord/components.js';
import { INHERIT, MODE_NAMES, SETTINGS } from '../../../wording/bot/settings.js';

/** Discord's limit of menu options. */
const PAGE = 25;
/** Channels listed in the text; the menu has all of the page. */
const LISTED = 15;

/** Menu value that removes a channel's own mode. */
export const AS_SERVER = 'server';

/** The bound channels of a server with their modes; for the chosen one also a menu of modes. */
export async function channelsPage(
  { store, language }: Pick<InteractionContext, 'store' | 'language'>,
  guild: Guild,
  { boundChannels, settings }: ServerFacts,
  { page, chosen }: { readonly page: number; readonly chosen?: string },
): Promise<PanelMessage> {
  const { buttons } = SETTINGS;
  const pages = Math.max(1, Math.ceil(boundChannels.length / PAGE));
  const at = Math.min(Math.max(0, page), pages - 1);
  const shown = boundChannels.slice(at * PAGE, (at + 1) * PAGE);
  const back = button(customId('settings-main'), buttons.back[language], { emoji: '↩️' });
  const head = `## ${SETTINGS.places[language]}`;
  if (shown.length === 0)
    return panelMessage(frame([text(`${head}\n${SETTINGS.placesNone[language]}`), row(back)]));
  const titles = await titlesOf(store, guild.id, shown);
  const lines = shown.slice(0, LISTED).map(({ boundChannel, mode }) => {
    const own = boundChannel.mode === null ? ` (${INHERIT.name[language]})` : '';
    return `${MODE_NAMES[mode].emoji} <#${boundChannel.channelId}> · **${MODE_NAMES[mode].name[language]}**${own}`;
  });
  const options = shown.map(({ boundChannel }) => ({
    label: shorten(
      `#${guild.channels.cache.get(boundChannel.channelId)?.name ?? boundChannel.channelId}`,
      99,
    ),
    description: shorten(titles.get(boundChannel.channelId) ?? SETTINGS.watched[language], 99),
    value: boundChannel.channelId,
    default: boundChannel.channelId === chosen,
  }));
  const one = shown.find(({ boundChannel }) => boundChannel.channelId === chosen);
  return panelMessage(
    frame([
      text(`${head}\n${SETTINGS.placesHow[language]}\n${lines.join('\n')}`),
      row(choiceMenu(customId('settings-place', String(at)), SETTINGS.placePick[language], options)),
      ...(one === undefined ? [] : [row(modeMenu(one, at, settings.mode, language))]),
      row(
        back,
        ...(pages > 1
          ? [
              button(
                customId('settings-places', String(at - 1 < 0 ? 0 : at - 1), 'b'),
                buttons.newer[language],
                {
                  disabled: at === 0,
                },
              ),
              button(customId('settings-places', String(at + 1), 'f'), buttons.older[language], {
                disabled: at === pages - 1,
              }),
            ]
          : []),
      ),
    ]),
  );
}

function modeMenu(
  { boundChannel }: ChannelFacts,
  page: number,
  server: ChannelFacts['mode'],
  language: Language,
) {
  return choiceMenu(
    customId('settings-place-mode', boundChannel.channelId, String(page)),
    SETTINGS.placeMode[language],
    [
      {
        label: `${INHERIT.name[language]} (${MODE_NAMES[server].name[language]})`,
        description: INHERIT.about[language],
        value: AS_SERVER,
        default: boundChannel.mode === null,
      },
      ...MODES.map((mode) => ({
        label: MODE_NAMES[mode].name[language],
        description: MODE_NAMES[mode].about[language],
        emoji: { name: MODE_NAMES[mode].emoji },
        value: mode,
        default: mode === boundChannel.mode,
      })),
    ],
  );
}

async function titlesOf(
  store: InteractionContext['store'],
  guildId: string,
  boundChannels: readonly ChannelFacts[],
): Promise<Map<string, string>> {
  const articles = new Map((await store.articles.bound(guildId)).map(({ id, title }) => [id, title]));
  return new Map(
    boundChannels.flatMap(({ boundChannel }): [string, string][] => {
      const title = boundChannel.articleId === null ? undefined : articles.get(boundChannel.articleId);
      return title === undefined || title.trim() === '' ? [] : [[boundChannel.channelId, title]];
    }),
  );
}
