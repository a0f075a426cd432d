import type { LocalizedText } from '../../fault.js';

/** Faults of the environment variables of the bot. */
export const CONFIG = {
  wrongVariable: (name: string, isMissing: boolean, rule: LocalizedText): LocalizedText => ({
    ko: `환경 변수 ${name}${isMissing ? '이(가) 없습니다' : ''}: ${rule.ko}`,
    en: `environment variable ${name}${isMissing ? ' is missing' : ''}: ${rule.en}`,
  }),
  token: {
    ko: '봇 토큰이어야 합니다. Discord 개발자 포털의 Bot 페이지에서 복사해 넣으세요',
    en: 'must be the bot token; copy it from the Bot page of the Discord developer portal',
  },
  url: { ko: 'http(s) 주소여야 합니다', en: 'must be an http(s) URL' },
  shards: {
    ko: 'auto, 또는 "이 프로세스의 샤드/전체 개수"(예: 0,1/4)여야 합니다',
    en: 'must be auto or "shards of this process/count", such as 0,1/4',
  },
  metricsPort: { ko: '0~65535의 포트이거나 off여야 합니다', en: 'must be a port, 0 to 65535, or off' },
  metricsHost: { ko: '수신할 주소여야 합니다', en: 'must be the address to listen on' },
  logLevel: (levels: string): LocalizedText => ({
    ko: `${levels} 중 하나여야 합니다`,
    en: `must be one of ${levels}`,
  }),
  onOrOff: { ko: 'on이거나 off여야 합니다', en: 'must be on or off' },
  fetchAllow: {
    ko: '쉼표로 구분한 호스트나 주소 범위여야 합니다',
    en: 'must be hosts or address ranges, separated by commas',
  },
} as const;

/** Faults of the connection to Discord. */
export const CONNECTION = {
  unreachable: (why: string): LocalizedText => ({
    ko: `Discord에 연결하지 못했습니다(${why}). 네트워크와 DISCORD_API_BASE를 확인하고 다시 시작하세요`,
    en: `Discord could not be reached (${why}); check the network and DISCORD_API_BASE and start again`,
  }),
  wrongToken: {
    ko: 'Discord가 봇 토큰을 거부했습니다. 개발자 포털의 Bot 페이지에서 토큰을 새로 만들어 DISCORD_TOKEN에 넣으세요',
    en: 'Discord refused the bot token; reset it on the Bot page of the developer portal and put it in DISCORD_TOKEN',
  },
  closed: (code: number): LocalizedText => ({
    ko: `Discord가 연결을 닫았습니다(코드 ${code}). DISCORD_SHARDS와 봇 설정을 확인하세요`,
    en: `Discord closed the connection (code ${code}); check DISCORD_SHARDS and the settings of the application`,
  }),
} as const;

/** Faults of registering commands with Discord. */
export const DEPLOY = {
  unavailable: (status: number): LocalizedText => ({
    ko: `Discord가 응답하지 못했습니다(HTTP ${status}). 잠시 뒤에 다시 해 보세요`,
    en: `Discord could not answer (HTTP ${status}); try again in a while`,
  }),
  rateLimited: {
    ko: 'Discord의 요청 제한에 걸렸습니다. 잠시 뒤에 다시 해 보세요',
    en: 'Discord’s rate limit was hit; try again in a while',
  },
  notDiscord: {
    ko: '받은 응답이 Discord의 것이 아닙니다. DISCORD_API_BASE를 확인하세요',
    en: 'the answer is not Discord’s; check DISCORD_API_BASE',
  },
  unreachable: {
    ko: 'Discord에 연결하지 못했습니다. 네트워크와 DISCORD_API_BASE를 확인하세요',
    en: 'Discord could not be reached; check the network and DISCORD_API_BASE',
  },
  wrongToken: {
    ko: 'Discord가 봇 토큰을 거부했습니다. DISCORD_TOKEN을 개발자 포털에서 다시 복사하세요',
    en: 'Discord refused the bot token; copy DISCORD_TOKEN again from the developer portal',
  },
  wrongServer: (guildId: string): LocalizedText => ({
    ko: `서버 ${guildId}에 명령을 등록할 수 없습니다. 봇을 applications.commands 범위로 초대했는지, 번호가 맞는지 확인하세요`,
    en: `commands cannot be registered in server ${guildId}; check the id, and that the bot was invited with applications.commands`,
  }),
  forbidden: {
    ko: '이 토큰에는 명령을 등록할 권한이 없습니다',
    en: 'this token may not register commands',
  },
  refused: (status: number, code: string): LocalizedText => ({
    ko: `Discord가 명령을 거부했습니다(HTTP ${status}, ${code})`,
    en: `Discord refused the commands (HTTP ${status}, ${code})`,
  }),
} as const;

/** Ephemeral error replies to an interaction. */
export const REFUSALS = {
  'not-allowed': {
    ko: '운영진만 할 수 있습니다. 운영진 역할은 서버 관리자가 `/settings`에서 정합니다.',
    en: 'Only moderators may do this. The people who run the server choose moderator roles in `/settings`.',
  },
  'managers-only': {
    ko: '서버 관리자만 할 수 있습니다(‘서버 관리하기’ 권한). 운영진 역할만으로는 되지 않습니다.',
    en: 'Only those who run the server may do this (Manage Server); the role of a moderator is not enough.',
  },
  'server-only': { ko: '서버 안에서만 쓸 수 있습니다.', en: 'This works inside a server only.' },
  unknown: {
    ko: '지금 버전의 맞글이 모르는 버튼이나 명령입니다. 명령을 다시 실행해 주세요.',
    en: 'The running version does not know this button or command. Please run the command again.',
  },
  noPermission: {
    ko: '맞글에 필요한 권한이 없습니다. 채널과 봇 역할의 권한을 확인해 주세요. 필요한 권한은 `/help`에 있습니다.',
    en: 'matgeul lacks the permission for this. Please check the channel and the role of the bot; `/help` lists the permissions.',
  },
  gone: {
    ko: '찾는 메시지나 채널이 없어졌습니다.',
    en: 'The message or channel is gone.',
  },
} as const satisfies Record<string, LocalizedText>;

/** An unexpected error, with the id that the log has for it. */
export const unexpectedError = (id: string): LocalizedText => ({
  ko: `예상하지 못한 오류가 생겼습니다. 잠시 뒤에 다시 해 주세요. 되풀이되면 관리자에게 이 번호를 알려 주세요: \`${id}\``,
  en: `Something unexpected went wrong. Please try again; if it persists, give the operator this number: \`${id}\``,
});

/** An effect in a notice, as the first half of "could not …"; `other`: an effect that this version does not know. */
export const EFFECT_NAMES = {
  card: { ko: '판정 카드를 올리지', en: 'post the card of a comment' },
  'card-update': { ko: '판정 카드를 고치지', en: 'update a card' },
  delete: { ko: '댓글을 지우지', en: 'delete a comment' },
  'hide-copy': { ko: '숨긴 댓글을 옮기지', en: 'copy a hidden comment' },
  restore: { ko: '댓글을 되살리지', en: 'restore a comment' },
  timeout: { ko: '회원에게 시간 제한을 걸지', en: 'time a member out' },
  'timeout-end': { ko: '시간 제한을 풀지', en: 'end a timeout' },
  'campaign-card': { ko: '되풀이된 글의 카드를 올리지', en: 'post the card of repeated texts' },
  'campaign-update': { ko: '되풀이된 글의 카드를 고치지', en: 'update the card of repeated texts' },
  'campaign-delete': { ko: '되풀이된 글을 지우지', en: 'delete repeated texts' },
  'campaign-restore': { ko: '되풀이된 글을 되살리지', en: 'restore repeated texts' },
  'site-decision': { ko: '결정을 사이트에 전하지', en: 'tell a site of a decision' },
  'site-judged': { ko: '판정을 사이트에 전하지', en: 'tell a site of a verdict' },
  'bulk-card': { ko: '한꺼번에 결정한 것의 카드를 올리지', en: 'post the card of what was decided at once' },
  'bulk-update': {
    ko: '한꺼번에 결정한 것의 카드를 고치지',
    en: 'update the card of what was decided at once',
  },
  note: { ko: '작성자에게 알리지', en: 'tell the author' },
  'appeal-card': { ko: '이의 제기의 카드를 올리지', en: 'post the card of an appeal' },
  'appeal-update': { ko: '이의 제기의 카드를 고치지', en: 'update the card of an appeal' },
  'appeal-result': { ko: '이의의 결과를 알리지', en: 'tell the result of an appeal' },
  digest: { ko: '요약을 올리지', en: 'post the digest' },
  other: { ko: '요청한 일을 하지', en: 'carry out a request' },
} as const satisfies Record<string, LocalizedText>;

/** Notices to the moderators. */
export const NOTICES = {
  /** @param lack the channel and the permission; null: Discord does not tell */
  missingAccess: (effect: LocalizedText, lack: LocalizedText | null): LocalizedText => ({
    ko: `권한이 없어 ${effect.ko} 못했습니다${lack === null ? '' : `: ${lack.ko}`}. 채널과 역할의 권한을 확인해 주세요. 고치면 밀린 일을 자동으로 마칩니다. (필요한 권한은 \`/help\`에 있습니다.)`,
    en: `Missing permission to ${effect.en}${lack === null ? '' : `: ${lack.en}`}. Please check the permissions of the channel and of the bot's role; the bot then catches up by itself. (\`/help\` lists the permissions.)`,
  }),
  missingChannel: (effect: LocalizedText): LocalizedText => ({
    ko: `채널이나 회원이 없어져 ${effect.ko} 못했습니다. \`/settings\`에서 채널을 다시 정해 주세요.`,
    en: `Could not ${effect.en}: the channel or member is gone. Please choose the channel again in \`/settings\`.`,
  }),
  unreadable: {
    ko: '저장된 것 가운데 읽을 수 없는 것이 있어 따로 두었습니다. 나머지는 그대로 판정합니다. 봇을 운영하는 분에게 알려 주세요: 어느 것인지는 봇의 로그에 있습니다.',
    en: 'Something that is stored cannot be read and was set aside; everything else is judged as usual. Please tell the person who runs the bot: its log says which.',
  },
  logChannelDeleted: {
    ko: '판정 카드를 올리던 채널이 지워졌습니다. `/settings`에서 로그 채널을 다시 정해 주세요. 그동안 표시된 댓글은 `/queue`에 있습니다.',
    en: 'The channel for cards was deleted. Please choose a log channel again in `/settings`; flagged comments are in `/queue` meanwhile.',
  },
  boundChannelDeleted: (name: string): LocalizedText => ({
    ko: `기사를 연결한 채널 ${name}이(가) 지워져 연결을 풀었습니다. 그 채널에서 결정을 기다리던 표시는 닫았습니다.`,
    en: `The bound channel ${name} was deleted and is now unbound; its open flags were closed.`,
  }),
  threadWithoutArticle: (channelId: string): LocalizedText => ({
    ko: `새 스레드 <#${channelId}>의 첫 글에서 기사를 찾지 못해 연결하지 않았습니다. 그 안에서 \`/article set\`으로 정할 수 있습니다.`,
    en: `No article was found in the first message of the new thread <#${channelId}>, so it is not bound. Use \`/article set\` in it.`,
  }),
  noContentIntent: {
    ko: 'Discord가 이 봇에 메시지 내용을 보여 주지 않습니다(Message Content 인텐트 꺼짐). 댓글이 자동으로 표시되지 않습니다. `/check`, 댓글 메뉴 "댓글 판정", `/batch`는 그대로 쓸 수 있습니다. 개발자 포털의 Bot 페이지에서 켜고 다시 시작해 주세요.',
    en: 'Discord does not show this bot the content of messages (Message Content intent is off). Automatic flagging is off; `/check`, the message menu and `/batch` still work. Turn it on in the developer portal and restart.',
  },
} as const;

/** Heads of quotations that the bot posts, and of audit log reasons. */
export const QUOTATION = {
  hiddenFrom: (channelId: string): LocalizedText => ({
    ko: `<#${channelId}>에서 숨긴 댓글`,
    en: `hidden from <#${channelId}>`,
  }),
  restored: { ko: '운영진이 되살린 댓글', en: 'restored by the moderators' },
  auditCase: (number: number): LocalizedText => ({
    ko: `맞글 사례 #${number}`,
    en: `matgeul case #${number}`,
  }),
  /** @param name null: nobody knows it any more */
  auditModerator: (id: string, name: string | null): LocalizedText =>
    name === null
      ? { ko: ` · 결정 ${id}`, en: ` · by ${id}` }
      : { ko: ` · 결정 ${name} (${id})`, en: ` · by ${name} (${id})` },
} as const;

/** Faults of the server of `/metrics` and `/healthz`. */
export const HEALTH = {
  portTaken: (address: string): LocalizedText => ({
    ko: `${address} 포트를 다른 프로그램이 쓰고 있습니다. MATGEUL_METRICS_PORT를 다른 포트로 바꾸거나 off로 끄세요.`,
    en: `another program uses ${address}; set MATGEUL_METRICS_PORT to another port, or to off.`,
  }),
  cannotListen: (address: string, code: string): LocalizedText => ({
    ko: `${address}에서 수신할 수 없습니다(${code}). MATGEUL_METRICS_HOST와 MATGEUL_METRICS_PORT를 확인하세요.`,
    en: `cannot listen on ${address} (${code}); check MATGEUL_METRICS_HOST and MATGEUL_METRICS_PORT.`,
  }),
} as const;

/** Faults of the thread that trains a server's classifier. */
export const JUDGING_THREAD = {
  stopped: {
    ko: '판정을 멈췄습니다. 다시 시작하면 이어서 판정합니다',
    en: 'judging was stopped; it goes on after the next start',
  },
} as const satisfies Record<string, LocalizedText>;

export const LEARNING_THREAD = {
  stopped: { ko: '학습을 중단했습니다', en: 'training was stopped' },
  timeout: { ko: '학습이 너무 오래 걸립니다', en: 'training takes too long' },
  ended: { ko: '학습 스레드가 도중에 끝났습니다', en: 'the training thread ended early' },
} as const satisfies Record<string, LocalizedText>;
