import { type APIChannel, MessageFlags, Routes, TextDisplayBuilder } from 'discord.js';
import type { LocalizedText } from '../../fault.js';
import { post } from '../discord/messages.js';
import { DONE, type EffectContext, type Ordered, type Outcome } from './effect-context.js';

type Values = Readonly<Record<string, string>>;

/** What an effect is called where it could not be carried out. */
const EFFECT_NAMES: Record<string, LocalizedText> = {
  card: { ko: '판정 카드를 올리지', en: 'post the card of a comment' },
  'card-update': { ko: '판정 카드를 고치지', en: 'update a card' },
  delete: { ko: '댓글을 지우지', en: 'delete a comment' },
  'hide-copy': { ko: '숨긴 댓글을 옮겨 적지', en: 'copy a hidden comment' },
  restore: { ko: '댓글을 되살리지', en: 'restore a comment' },
  timeout: { ko: '회원에게 시간 제한을 걸지', en: 'time a member out' },
  'timeout-end': { ko: '시간 제한을 풀지', en: 'end a time-out' },
};

const nameOf = (values: Values): LocalizedText =>
  EFFECT_NAMES[values.effect ?? ''] ?? { ko: '요청한 일을 하지', en: 'do what was asked' };

/** What the bot tells the moderators by itself, by name. Values are ids and names of ours, or made harmless before. */
const NOTICES: Record<string, (values: Values) => LocalizedText> = {
  'missing-access': (values) => ({
    ko: `권한이 없어 ${nameOf(values).ko} 못했습니다. 채널과 역할의 권한을 확인해 주세요. 고치면 밀린 일을 스스로 마칩니다. (\`/help\`에 필요한 권한이 있습니다.)`,
    en: `Missing permission to ${nameOf(values).en}. Please check the permissions of the channel and of the bot's role; what waits is done by itself after that. (\`/help\` lists what is needed.)`,
  }),
  'missing-channel': (values) => ({
    ko: `채널이나 회원이 없어져 ${nameOf(values).ko} 못했습니다. \`/settings\`에서 채널을 다시 정해 주세요.`,
    en: `Could not ${nameOf(values).en}: the channel or member is gone. Please choose the channel again in \`/settings\`.`,
  }),
  'log-channel-deleted': () => ({
    ko: '판정 카드를 올리던 채널이 지워졌습니다. `/settings`에서 로그 채널을 다시 정해 주세요. 그동안 표시한 댓글은 `/queue`에 있습니다.',
    en: 'The channel for cards was deleted. Please choose a log channel again in `/settings`; flagged comments are in `/queue` meanwhile.',
  }),
  'place-deleted': (values) => ({
    ko: `기사를 연결한 채널 ${values.name ?? ''}이(가) 지워져 연결을 풀었습니다. 거기서 기다리던 표시는 닫았습니다.`,
    en: `The bound channel ${values.name ?? ''} was deleted and is unbound; flags that waited there were closed.`,
  }),
  'thread-no-article': (values) => ({
    ko: `새 스레드 <#${values.channel ?? '0'}>의 첫 글에서 기사를 찾지 못해 연결하지 않았습니다. 그 안에서 \`/article set\`으로 정할 수 있습니다.`,
    en: `No article was found in the first message of the new thread <#${values.channel ?? '0'}>, so it is not bound. Use \`/article set\` in it.`,
  }),
  'no-content-intent': () => ({
    ko: 'Discord가 이 봇에 메시지 내용을 보여 주지 않습니다(Message Content 인텐트 꺼짐). 자동 표시는 멈추고, `/check`, 댓글 메뉴 "댓글 판정", `/batch`는 그대로 씁니다. 개발자 포털의 Bot 쪽에서 켜고 다시 시작해 주세요.',
    en: 'Discord does not show this bot the content of messages (Message Content intent is off). Automatic flagging rests; `/check`, the message menu and `/batch` still work. Turn it on in the developer portal and restart.',
  }),
};

/** The words of a notice; undefined for a name this version does not know. */
function noticeSaid(name: string, values: Values): LocalizedText | undefined {
  return Object.hasOwn(NOTICES, name) ? NOTICES[name]!(values) : undefined;
}

/** Names of notices, for those that ask for one. */
export type NoticeName = 'log-channel-deleted' | 'place-deleted' | 'thread-no-article' | 'no-content-intent';

/**
 * Tells the moderators something: in the log channel, else in the server's own channel for moderators, else to the owner.
 * Of all that the bot does, this alone is dropped when it cannot be done: the state it tells of is in `/help` too.
 */
export async function postNotice(item: Ordered<'notice'>, hands: EffectContext): Promise<Outcome> {
  const { store, log } = hands;
  const { notice, values, channelId } = item.effect;
  const { logChannelId, language } = await store.servers.settings(item.guildId);
  const said = noticeSaid(notice, values);
  if (said === undefined) return DONE;
  const text = new TextDisplayBuilder().setContent(`⚠️ ${said[language]}`).toJSON();
  const body = { flags: MessageFlags.IsComponentsV2, components: [text] } as const;
  for (const place of [channelId, logChannelId, 'updates', 'owner']) {
    if (place == null) continue;
    try {
      const target = await resolve(place, item.guildId, hands);
      if (target === undefined) continue;
      await post(target, { ...body, components: [...body.components] }, `n${item.id}`, hands);
      return DONE;
    } catch (error) {
      log.info({ err: error, notice }, 'a notice could not be posted here');
    }
  }
  return DONE;
}

async function resolve(
  place: string,
  guildId: string,
  { client, rest, signal }: EffectContext,
): Promise<string | undefined> {
  const guild = client.guilds.cache.get(guildId);
  if (place === 'updates') return guild?.publicUpdatesChannelId ?? undefined;
  if (place !== 'owner') return place;
  if (guild === undefined) return undefined;
  const body = { recipient_id: guild.ownerId };
  return ((await rest.post(Routes.userChannels(), { body, signal })) as APIChannel).id;
}
