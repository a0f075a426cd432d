import type { Language, LocalizedText } from '../../fault.js';

/** The entry in the menu of a message. */
export const MENU = { ko: '글과 무관 신고' } as const;

/** What the person who reports is told, and nobody else. */
export const REPORT = {
  taken: {
    ko: '신고해 주셔서 고맙습니다. 운영진이 살펴봅니다. 누가 신고했는지는 글쓴이도 운영진도 알 수 없습니다.',
    en: 'Thank you. The moderators will look at it. Neither its author nor the moderators can see who reported it.',
  },
  again: {
    ko: '이미 신고하신 글입니다. 운영진이 아직 살펴보고 있거나 결정을 마쳤습니다.',
    en: 'You have reported this message already. The moderators are looking at it, or have decided.',
  },
  decided: {
    ko: '운영진이 이미 살펴보고 결정한 글입니다.',
    en: 'The moderators have looked at this message already, and decided.',
  },
  off: {
    ko: '이 서버에서는 신고를 받지 않습니다. 운영진에게 직접 알려 주세요.',
    en: 'This server takes no reports. Please tell the moderators yourself.',
  },
  role: {
    ko: '이 서버에서는 정해진 역할이 있는 분만 신고할 수 있습니다.',
    en: 'In this server only members with certain roles may report.',
  },
  unbound: {
    ko: '이 채널에는 지정된 기사가 없어 신고를 받지 않습니다.',
    en: 'No article is bound to this channel, so reports are not taken here.',
  },
  own: {
    ko: '내가 쓴 글입니다. 필요 없으면 직접 지우실 수 있습니다.',
    en: 'This message is your own. You can delete it yourself.',
  },
  bot: {
    ko: '봇이나 Discord가 올린 알림은 신고할 수 없습니다.',
    en: 'Messages of bots and of Discord itself cannot be reported.',
  },
  moderator: {
    ko: '운영진이 쓴 글은 이 메뉴로 신고할 수 없습니다. 서버 관리자에게 직접 알려 주세요.',
    en: 'Messages of moderators cannot be reported this way. Please tell those who run the server.',
  },
} satisfies Record<string, LocalizedText>;

/** Too many reports within an hour. */
export function tooManyReports(who: 'person' | 'server', most: number, waitMs: number): LocalizedText {
  const minutes = Math.max(1, Math.ceil(waitMs / 60_000));
  return who === 'person'
    ? {
        ko: `신고는 한 시간에 ${most}번까지 할 수 있습니다. ${minutes}분 뒤에 다시 해 주세요.`,
        en: `You can report ${most} times an hour. Please try again in ${minutes} min.`,
      }
    : {
        ko: `지금 이 서버에 신고가 많습니다. ${minutes}분 뒤에 다시 해 주세요.`,
        en: `This server gets many reports at the moment. Please try again in ${minutes} min.`,
      };
}

/** Words on cards. */
export const REPORTED_CARD = {
  head: { ko: '신고된 글', en: 'Reported' },
  unjudged: { ko: '판정 없음', en: 'not judged' },
  noArticle: { ko: '(기사 없는 채널)', en: '(no article)' },
  unknown: { ko: '아직 결과 없음', en: 'no results yet' },
} satisfies Record<string, LocalizedText>;

/** The machine's verdict on a message that only people reported. */
export function machineSays(share: string): LocalizedText {
  return { ko: `판정 ${share}`, en: `verdict ${share}` };
}

/**
 * The reports of a card: `신고 3번 (×3) · 글 2개 · 채널 2곳`, then how often the reporters were right.
 *
 * @param reporters the most accurate first; `decided` of their reports moderators have decided
 */
export function reportsLine(
  {
    reports,
    messages,
    channels,
    reporters,
  }: {
    readonly reports: number;
    readonly messages: number;
    readonly channels: number;
    readonly reporters: readonly { readonly right: number; readonly wrong: number }[];
  },
  language: Language,
): string {
  const counts =
    language === 'ko'
      ? [
          `**신고** ×${reports}`,
          messages > 1 ? `같은 글 ${messages}개` : '',
          channels > 1 ? `채널 ${channels}곳` : '',
        ]
      : [
          `**Reports** ×${reports}`,
          messages > 1 ? `${messages} messages alike` : '',
          channels > 1 ? `in ${channels} channels` : '',
        ];
  const known = reporters.filter(({ right, wrong }) => right + wrong > 0);
  const shown = known
    .slice(0, MOST_SHOWN)
    .map(({ right, wrong }) => recordWords(right, right + wrong)[language]);
  const fresh = reporters.length - known.length;
  const rest = known.length - shown.length;
  const tail = [
    ...shown,
    ...(rest > 0 ? [{ ko: `그 밖에 ${rest}명`, en: `${rest} more` }[language]] : []),
    ...(fresh > 0
      ? [{ ko: `결과를 모르는 사람 ${fresh}명`, en: `${fresh} without results yet` }[language]]
      : []),
  ];
  const who = { ko: '신고한 사람', en: 'Reporters' }[language];
  return [counts.filter((part) => part !== '').join(' · '), `-# ${who}: ${tail.join(' · ')}`].join('\n');
}

const MOST_SHOWN = 3;

/** `신고 12번 중 9번 맞음`. */
export function recordWords(right: number, decided: number): LocalizedText {
  return {
    ko: `신고 ${decided}번 중 ${right}번 맞음`,
    en: `right in ${right} of ${decided} reports`,
  };
}

/** The line of `/stats`. */
export function reportStats(counts: {
  readonly reports: number;
  readonly reporters: number;
  readonly right: number;
  readonly wrong: number;
}): LocalizedText {
  const { reports, reporters, right, wrong } = counts;
  const decided = right + wrong;
  return {
    ko: `회원 신고 **${reports}** · 신고한 사람 ${reporters}명 · 결정된 ${decided}번 중 ${right}번 맞음`,
    en: `members’ reports **${reports}** · by ${reporters} · ${right} right of ${decided} decided`,
  };
}

/** The page in `/settings`. */
export const REPORT_SETTINGS = {
  button: { ko: '회원 신고', en: 'Reports' },
  title: { ko: '회원 신고', en: 'Members’ reports' },
  about: {
    ko: '메시지를 오른쪽 버튼으로 누르고(휴대전화에서는 길게) **앱 → 글과 무관 신고**를 고르면 대기열에 올라옵니다. 신고만으로 처리되는 것은 없고, 누가 신고했는지는 아무에게도 보이지 않습니다.',
    en: 'With **Apps → Report as off topic** in the menu of a message a member puts it into the queue. Nothing is done on a report alone, and nobody sees who reported.',
  },
  on: (on: boolean): LocalizedText => ({
    ko: `신고 받기: ${on ? '켬' : '끔'}`,
    en: `Reports: ${on ? 'on' : 'off'}`,
  }),
  unbound: (on: boolean): LocalizedText => ({
    ko: `기사 없는 채널에서도: ${on ? '켬' : '끔'}`,
    en: `Where no article is bound: ${on ? 'on' : 'off'}`,
  }),
  roles: {
    ko: '**신고할 수 있는 역할** · 비우면 누구나',
    en: '**Who may report** · everybody when empty',
  },
  rolesNone: { ko: '누구나 신고할 수 있습니다', en: 'Everybody may report' },
  limits: (person: number, server: number): LocalizedText => ({
    ko: `-# 한 시간에 한 사람이 ${person}번, 서버 전체에서 ${server}번까지 받습니다.`,
    en: `-# Up to ${person} an hour from one person and ${server} in the server.`,
  }),
  limitsButton: { ko: '횟수 정하기', en: 'Limits' },
  perPerson: { ko: '한 사람이 한 시간에', en: 'An hour, one person' },
  perPersonAbout: { ko: '1–100', en: '1 to 100' },
  perServer: { ko: '서버에서 한 시간에', en: 'An hour, the server' },
  perServerAbout: {
    ko: '1–10000. 하나 결정하는 데 10초쯤 걸립니다.',
    en: '1 to 10000. Deciding one takes some ten seconds.',
  },
} as const;
