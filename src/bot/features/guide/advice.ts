import type { LocalizedText } from '../../../fault.js';
import type { ServerFacts } from './facts.js';
import { PERMISSIONS, type Permission, type Reach } from './permissions.js';

/** One of the three steps until a server's comments are looked after. */
export interface Step {
  readonly done: boolean;
  readonly said: LocalizedText;
}

/** How a command is written in advice: clickable where its id is known. */
export type CommandNames = (name: string) => string;

/** As text, where no ids are known. */
export const plainName: CommandNames = (name) => `\`/${name}\``;

/** The way from an invited bot to a moderated server. */
export function stepsOf({ settings, places, decided, log }: ServerFacts, name: CommandNames): Step[] {
  const bound = places.some(({ place }) => place.articleId !== null);
  return [
    {
      done: settings.logChannelId !== null && log?.kind !== 'gone',
      said: {
        ko: `${name('settings')}에서 **로그 채널**을 고릅니다. 표시한 댓글이 그리로 갑니다.`,
        en: `Choose a **log channel** in ${name('settings')}: flagged comments go there.`,
      },
    },
    {
      done: bound || places.length > 0,
      said: {
        ko: `댓글이 달리는 채널이나 스레드에서 ${name('article set')}으로 **기사를 지정**합니다.`,
        en: `**Bind an article** with ${name('article set')} in the channel or thread where its comments stand.`,
      },
    },
    {
      done: decided,
      said: {
        ko: `올라온 카드의 단추나 ${name('queue')}로 **첫 결정**을 합니다. 결정이 쌓이면 근거마다 얼마나 맞는지 보입니다.`,
        en: `Take a **first decision** with the buttons of a card or in ${name('queue')}: decisions show how right each kind of evidence is.`,
      },
    },
  ];
}

/** All that keeps the bot from its work, the gravest first. */
export function warningsOf(facts: ServerFacts): LocalizedText[] {
  const { settings, canRead } = facts;
  return [
    ...(canRead ? [] : [NO_CONTENT]),
    ...channelWarnings(facts),
    ...placeWarnings(facts),
    ...actWarnings(facts),
    ...(settings.mode === 'off' && facts.places.every(({ mode }) => mode === 'off') && facts.places.length > 0
      ? [
          {
            ko: '모드가 **꺼짐**이라 아무 댓글도 판정하지 않습니다.',
            en: 'The mode is **off**: no comment is judged.',
          },
        ]
      : []),
  ];
}

/** What still works without the privileged intent. */
export const NO_CONTENT: LocalizedText = {
  ko: 'Discord에서 **메시지 내용 인텐트**를 받지 못해 새 댓글을 저절로 판정하지 못합니다. 메시지의 앱 메뉴 ‘댓글 판정’, `/check`, `/batch`, 그리고 맞글을 언급한 메시지는 그대로 됩니다. 개발자 포털의 Bot 쪽에서 Message Content Intent를 켜고 봇을 다시 시작하면 풀립니다.',
  en: 'Discord has not granted the **Message Content intent**, so new comments are not judged by themselves. The message menu “Check comment”, `/check`, `/batch` and messages that mention the bot still work. Turn on Message Content Intent on the Bot page of the developer portal and restart the bot.',
};

function channelWarnings({ settings, log, hidden, places }: ServerFacts): LocalizedText[] {
  if (settings.logChannelId === null)
    return places.length === 0
      ? []
      : [
          {
            ko: '**로그 채널이 없어** 표시한 댓글을 보여 줄 곳이 없습니다. `/queue`로만 볼 수 있습니다.',
            en: 'There is **no log channel**: flagged comments can be seen in `/queue` only.',
          },
        ];
  return [
    ...reachWarnings(log, settings.logChannelId, { ko: '로그 채널', en: 'log channel' }),
    ...reachWarnings(hidden, settings.hiddenChannelId ?? '', {
      ko: '숨긴 댓글 채널',
      en: 'channel of hidden comments',
    }),
  ];
}

function reachWarnings(reach: Reach | null, channelId: string, name: LocalizedText): LocalizedText[] {
  if (reach === null || reach.kind === 'ok') return [];
  if (reach.kind === 'gone')
    return [
      {
        ko: `${name.ko}이 지워졌거나 맞글에게 보이지 않습니다. 다른 채널을 골라 주세요.`,
        en: `The ${name.en} was deleted, or the bot cannot see it. Please choose another.`,
      },
    ];
  const { ko, en } = permissionNames(reach.missing);
  return [
    {
      ko: `${name.ko} <#${channelId}>에서 맞글에게 권한이 모자랍니다: ${ko}`,
      en: `The bot lacks permissions in the ${name.en} <#${channelId}>: ${en}`,
    },
  ];
}

const MOST_PLACES = 3;

function placeWarnings({ places }: ServerFacts): LocalizedText[] {
  const lacking = places.filter(({ missing }) => missing.length > 0);
  const warnings = lacking.slice(0, MOST_PLACES).map(({ place, missing }): LocalizedText => {
    const { ko, en } = permissionNames(missing);
    return {
      ko: `<#${place.channelId}>에서 맞글에게 권한이 모자랍니다: ${ko}`,
      en: `The bot lacks permissions in <#${place.channelId}>: ${en}`,
    };
  });
  const more = lacking.length - warnings.length;
  if (more > 0)
    warnings.push({ ko: `그런 곳이 ${more}곳 더 있습니다.`, en: `There are ${more} more such places.` });
  return warnings;
}

function actWarnings({ settings, places, mayTimeOut, gates }: ServerFacts): LocalizedText[] {
  const acts = settings.mode === 'act' || places.some(({ mode }) => mode === 'act');
  if (!acts) return [];
  const open = gates.filter(({ gate }) => gate.open).length;
  return [
    ...(settings.action === 'timeout' && !mayTimeOut
      ? [
          {
            ko: `자동으로 시간 제한을 걸려면 맞글에게 서버의 ‘${PERMISSIONS.ModerateMembers.ko}’ 권한이 있어야 합니다.`,
            en: `To time members out by itself the bot needs the server permission “${PERMISSIONS.ModerateMembers.en}”.`,
          },
        ]
      : []),
    ...(open === 0
      ? [
          {
            ko: '아직 기준을 넘은 근거가 없어 **스스로 처리하지 않고 표시만** 합니다. 아래 ‘근거별 정확도’에서 무엇이 모자란지 볼 수 있습니다.',
            en: 'No kind of evidence has passed the bar yet: the bot **flags and does not act**. “Accuracy” below shows what is missing.',
          },
        ]
      : []),
  ];
}

function permissionNames(missing: readonly Permission[]): LocalizedText {
  return {
    ko: missing.map((one) => PERMISSIONS[one].ko).join(', '),
    en: missing.map((one) => PERMISSIONS[one].en).join(', '),
  };
}
