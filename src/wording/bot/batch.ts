import type { LocalizedText } from '../../fault.js';

const n = (count: number): string => count.toLocaleString('en-US');

export const BATCH = {
  title: { ko: '일괄 판정', en: 'Batch' },
  stop: { ko: '멈추기', en: 'Stop' },
  over: { ko: '이 일괄 판정은 이미 끝났습니다.', en: 'This batch is over.' },
  done: { ko: '일괄 판정을 마쳤습니다', en: 'The batch is done' },
  failed: { ko: '일괄 판정을 마치지 못했습니다', en: 'The batch was not done' },
  unexpected: {
    ko: '예상하지 못한 오류로 멈췄습니다.',
    en: 'It was stopped by something unexpected.',
  },
  files: {
    ko: '-# report.html은 브라우저로 엽니다. .gz는 압축된 것입니다.',
    en: '-# Open report.html in a browser. What ends in .gz is packed.',
  },
  moreFiles: { ko: '이어지는 파일입니다.', en: 'Further files.' },
  tooLarge: (names: string): LocalizedText => ({
    ko: `⚠️ 압축해도 너무 커서 올리지 못했습니다: ${names}. 덤프를 나누어 다시 해 주세요.`,
    en: `⚠️ Too large to upload even when packed: ${names}. Please split the dump.`,
  }),
  asked: (userId: string): LocalizedText => ({
    ko: `-# <@${userId}> 님이 요청한 일괄 판정`,
    en: `-# Asked for by <@${userId}>`,
  }),
  moved: {
    ko: '오래 걸려서 이 메시지는 곧 고칠 수 없게 됩니다. 끝나면 로그 채널에, 로그 채널이 없고 여기가 모두에게 열린 곳이 아니면 여기에 결과를 올립니다.',
    en: 'This takes long, and soon this message can be edited no more. The results go to the log channel, or here if there is none and not everybody reads here.',
  },
} as const;

/** How far a batch is. */
export const STATE = {
  waiting: (position: number): LocalizedText => ({
    ko: `다른 서버의 일괄 판정이 끝나기를 기다립니다. 대기 순서: **${position}번째**`,
    en: `Waiting for batches of other servers. Place in the queue: **${position}**`,
  }),
  reading: { ko: '파일을 읽고 있습니다.', en: 'Reading the file.' },
  /** `bar` is a drawn progress bar. */
  judging: (comments: number, bar: string, share: number, msLeft: number): LocalizedText => ({
    ko: `댓글 **${n(comments)}**개를 한꺼번에, 서로를 맥락으로 판정하고 있습니다.\n${bar} 약 ${Math.floor(share * 100)}% · ${leftWords(msLeft).ko}`,
    en: `Judging **${n(comments)}** comments as a whole, as context of each other.\n${bar} about ${Math.floor(share * 100)}% · ${leftWords(msLeft).en}`,
  }),
  writing: (comments: number): LocalizedText => ({
    ko: `댓글 **${n(comments)}**개를 판정했고, 결과와 보고서를 쓰고 있습니다.`,
    en: `**${n(comments)}** comments are judged; writing results and report.`,
  }),
} as const;

function leftWords(ms: number): LocalizedText {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 5) return { ko: '곧 끝남', en: 'nearly done' };
  if (seconds < 60)
    return {
      ko: `약 ${Math.ceil(seconds / 5) * 5}초 남음`,
      en: `about ${Math.ceil(seconds / 5) * 5} s left`,
    };
  return { ko: `약 ${Math.ceil(seconds / 60)}분 남음`, en: `about ${Math.ceil(seconds / 60)} min left` };
}

/** Lines of the report when a batch is done. */
export const OUTCOME = {
  totals: (
    { read, results, rejects, articles }: Record<'read' | 'results' | 'rejects' | 'articles', number>,
    seconds: number,
  ): LocalizedText => ({
    ko: `-# 읽음 ${n(read)} = 결과 ${n(results)} + 거절 ${n(rejects)} · 기사 ${n(articles)} · ${seconds.toFixed(1)}초`,
    en: `-# read ${n(read)} = results ${n(results)} + rejects ${n(rejects)} · articles ${n(articles)} · ${seconds.toFixed(1)} s`,
  }),
  rejects: (count: number): LocalizedText => ({
    ko: `⚠️ 읽지 못한 줄 ${n(count)}개는 이유와 함께 rejects.jsonl에 있습니다.`,
    en: `⚠️ ${n(count)} rows could not be read; rejects.jsonl tells why.`,
  }),
  /** One of the largest campaigns; its name comes escaped. */
  campaign: (name: string, posts: number, articles: number): LocalizedText => ({
    ko: `-# “${name}” 댓글 ${n(posts)}개, 기사 ${n(articles)}개`,
    en: `-# “${name}” comments ${n(posts)}, articles ${n(articles)}`,
  }),
  /** Many comments of one article fit another one better; both titles come escaped. */
  alert: (article: string, home: string, count: number): LocalizedText => ({
    ko: `🔀 「${article}」 아래 댓글 ${n(count)}개가 「${home}」에 더 맞습니다.`,
    en: `🔀 ${n(count)} comments under “${article}” fit “${home}” better.`,
  }),
  moreAlerts: (count: number): LocalizedText => ({
    ko: `-# 그런 기사 ${n(count)}개 더`,
    en: `-# and ${n(count)} more such articles`,
  }),
} as const;

/** What to do about a dump that is too large for the bot. */
const SMALLER = {
  ko: '파일을 나누어 올리거나 명령줄의 matgeul batch를 쓰세요',
  en: 'split the file, or use matgeul batch on the command line',
};

export const FAULTS = {
  tooMany: (comments: number): LocalizedText => ({
    ko: `댓글이 ${n(comments)}개를 넘습니다. ${SMALLER.ko}`,
    en: `more than ${n(comments)} comments; ${SMALLER.en}`,
  }),
  unpacked: (megabytes: number): LocalizedText => ({
    ko: `압축을 풀면 ${megabytes}MB를 넘습니다. ${SMALLER.ko}`,
    en: `more than ${megabytes} MB when unpacked; ${SMALLER.en}`,
  }),
  memory: {
    ko: `메모리가 모자라 멈췄습니다. ${SMALLER.ko}`,
    en: `it ran out of memory; ${SMALLER.en}`,
  },
  time: (minutes: number): LocalizedText => ({
    ko: `${minutes}분 안에 끝나지 않아 멈췄습니다. ${SMALLER.ko}`,
    en: `not done within ${minutes} minutes; ${SMALLER.en}`,
  }),
  crashed: {
    ko: '판정하던 스레드가 도중에 끝났습니다. 다시 해 보고, 같은 일이 되풀이되면 봇을 운영하는 사람에게 알려 주세요',
    en: 'the thread that judged ended early; try again, and tell who runs the bot if it stays',
  },
  running: {
    ko: '이 서버에서 다른 일괄 판정이 진행 중입니다. 끝나거나 멈춘 뒤에 다시 해 주세요',
    en: 'another batch of this server is under way; try again when it is done or stopped',
  },
  busy: {
    ko: '기다리는 서버가 너무 많습니다. 잠시 뒤 다시 해 주세요',
    en: 'too many servers are waiting; try again in a while',
  },
  nothing: {
    ko: '판정할 댓글을 찾지 못했습니다. JSON Lines 덤프나, 기사와 댓글이 함께 있는 텍스트·HTML 파일을 올려 주세요',
    en: 'no comment was found to judge; attach a JSON Lines dump, or a text or HTML page with an article and its comments',
  },
  stopped: { ko: '멈췄습니다. 결과는 만들지 않았습니다', en: 'stopped; there are no results' },
  shutdown: {
    ko: '봇이 꺼지면서 멈췄습니다. 다시 켜진 뒤에 명령을 새로 실행해 주세요',
    en: 'the bot was shut down; run the command again when it is back',
  },
} as const;

/** Korean names of the command and its options, and what Discord says of each. */
export const COMMAND = {
  batch: {
    ko: '일괄판정',
    about: {
      ko: '댓글 덤프 파일을 통째로 판정해 결과와 보고서를 돌려줍니다',
      en: 'Judge a dump of comments; gives results and a report',
    },
  },
  file: {
    ko: '파일',
    about: {
      ko: 'JSON Lines, 텍스트나 HTML 페이지. 10MB까지, gzip도 됩니다',
      en: 'JSON Lines, or a page as text or HTML; up to 10 MB, gzip too',
    },
  },
  articles: {
    ko: '기사파일',
    about: {
      ko: '기사가 따로 있으면 그 파일 (JSON Lines)',
      en: 'The file of articles, where they are apart (JSON Lines)',
    },
  },
  format: {
    ko: '형식',
    about: { ko: '결과의 형식(기본 jsonl)', en: 'Format of the results (jsonl when left out)' },
  },
} as const;
