import type { LocalizedText } from '../../fault.js';

/** Help of `matgeul site …`. */
export const SITE_HELP = {
  about: {
    ko: '댓글을 보내는 사이트: 만들고, 보고, 비밀을 바꾸고, 웹훅을 정하고, 끊습니다(docs/site.md)',
    en: 'the sites that send comments: make, list, change secrets, set webhooks, revoke (docs/site.md)',
  },
  new: {
    ko: '서버에 사이트를 만들고 비밀을 한 번 보여 줍니다',
    en: 'makes a site in a server and shows its secret, once',
  },
  list: {
    ko: '사이트를 모두 보여 줍니다. 비밀은 보이지 않습니다',
    en: 'lists all sites, without their secrets',
  },
  rotate: {
    ko: '새 비밀을 만듭니다. 앞의 비밀은 그동안 함께 통합니다',
    en: 'makes a new secret; the one before stays valid for a while',
  },
  webhook: {
    ko: '결정을 전할 주소를 정하고, 서명을 확인할 비밀을 한 번 보여 줍니다',
    en: 'sets the address that decisions are sent to, and shows the secret of its signatures, once',
  },
  revoke: {
    ko: '사이트를 끊습니다. 되돌릴 수 없습니다',
    en: 'revokes a site, for good',
  },
  server: { ko: 'Discord 서버 번호', en: 'id of the Discord server' },
  name: { ko: '카드에 보일 사이트 이름', en: 'name of the site on cards' },
  hours: { ko: '앞의 비밀이 통하는 시간(기본 24)', en: 'hours for which the secret before stays valid (24)' },
  url: { ko: 'https 주소', en: 'https address' },
  off: { ko: '아무것도 보내지 않습니다', en: 'send nothing' },
  events: {
    ko: '보낼 일, 쉼표로 구분: decided(결정), undone(되돌림), judged(모든 판정), discord(디스코드 글의 결정도). 기본 decided,undone',
    en: 'what to send, separated by commas: decided, undone, judged (every verdict), discord (decisions on messages of Discord too); decided,undone by default',
  },
} satisfies Record<string, LocalizedText>;

/** Notes and faults of these commands. */
export const SITE_NOTES = {
  wrongServer: {
    ko: '--server: Discord 서버 번호는 숫자 17~20자리입니다. 개발자 모드에서 서버 이름을 눌러 복사하세요.',
    en: '--server: the id of a Discord server has 17 to 20 digits; copy it from the menu of the server in developer mode.',
  },
  wrongName: { ko: '--name: 이름은 1~60자입니다.', en: '--name: a name has 1 to 60 characters.' },
  wrongHours: {
    ko: '--hours: 0~720의 정수여야 합니다.',
    en: '--hours: must be a whole number from 0 to 720.',
  },
  wrongEvents: {
    ko: '--events: decided, undone, judged, discord 가운데서 쉼표로 구분해 쓰세요.',
    en: '--events: takes decided, undone, judged and discord, separated by commas.',
  },
  urlOrOff: { ko: '--url이나 --off 가운데 하나가 필요합니다.', en: 'needs one of --url and --off.' },
  unknown: (id: string): LocalizedText => ({
    ko: `그런 사이트가 없습니다: ${id}. "matgeul site list"로 확인하세요.`,
    en: `there is no such site: ${id}; "matgeul site list" shows them.`,
  }),
  revoked: (id: string): LocalizedText => ({
    ko: `${id}은(는) 이미 끊은 사이트입니다. "matgeul site new"로 새로 만드세요.`,
    en: `${id} was revoked; make a new one with "matgeul site new".`,
  }),
  keepSecret: {
    ko: '비밀은 다시 볼 수 없습니다. 사이트의 서버에 넣고, 잃어버리면 새로 만드세요.',
    en: 'The secret is not shown again. Put it into the server of the site; make a new one if it is lost.',
  },
  validUntil: (at: string): LocalizedText => ({
    ko: `앞의 비밀은 ${at}까지 통합니다.`,
    en: `The secret before is valid until ${at}.`,
  }),
  within: {
    ko: '실행 중인 봇은 5초 안에 압니다.',
    en: 'A running bot knows within five seconds.',
  },
  none: {
    ko: '사이트가 없습니다. "matgeul site new"로 만드세요.',
    en: 'There are no sites; "matgeul site new" makes one.',
  },
  silent: { ko: '웹훅 없음', en: 'no webhook' },
  ended: (at: string): LocalizedText => ({ ko: `${at}에 끊음`, en: `revoked ${at}` }),
} as const;
