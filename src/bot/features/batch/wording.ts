import { countsLine } from '../../../judge/verdict-counts.js';
import type { Language, LocalizedText } from '../../../fault.js';
import { safeLine } from '../../card/safe-text.js';
import type { BatchOutcome } from './order.js';

/** Where a batch is. */
export type State =
  | { readonly kind: 'waiting'; readonly place: number }
  | { readonly kind: 'reading' }
  | { readonly kind: 'judging'; readonly comments: number; readonly share: number; readonly msLeft: number }
  | { readonly kind: 'writing'; readonly comments: number };

const n = (count: number): string => count.toLocaleString('en-US');

export const BATCH = {
  title: { ko: '일괄 판정', en: 'Batch' },
  stop: { ko: '멈추기', en: 'Stop' },
  over: { ko: '이 일괄 판정은 이미 끝났습니다.', en: 'This batch is over.' },
  done: { ko: '일괄 판정을 마쳤습니다', en: 'The batch is done' },
  failed: { ko: '일괄 판정을 마치지 못했습니다', en: 'The batch was not done' },
  unexpected: {
    ko: '예상 못 한 잘못이 생겨 멈췄습니다.',
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
    ko: `-# <@${userId}> 님이 부른 일괄 판정`,
    en: `-# Asked for by <@${userId}>`,
  }),
  moved: {
    ko: '오래 걸려서 이 메시지는 곧 고칠 수 없게 됩니다. 끝나면 로그 채널에, 로그 채널이 없고 여기가 모두에게 열린 곳이 아니면 여기에 결과를 올립니다.',
    en: 'This takes long, and soon this message can be edited no more. The results go to the log channel, or here if there is none and not everybody reads here.',
  },
} as const;

/** How far it is, in words. */
export function stateWords(state: State): LocalizedText {
  switch (state.kind) {
    case 'waiting':
      return {
        ko: `다른 서버의 일괄 판정이 끝나기를 기다립니다. 차례: **${state.place}번째**`,
        en: `Waiting for batches of other servers. Place in the queue: **${state.place}**`,
      };
    case 'reading':
      return { ko: '파일을 읽고 있습니다.', en: 'Reading the file.' };
    case 'judging':
      return {
        ko: `댓글 **${n(state.comments)}**개를 한꺼번에, 서로를 맥락으로 판정하고 있습니다.\n${bar(state.share)} 약 ${Math.floor(state.share * 100)}% · ${leftWords(state.msLeft).ko}`,
        en: `Judging **${n(state.comments)}** comments as a whole, as context of each other.\n${bar(state.share)} about ${Math.floor(state.share * 100)}% · ${leftWords(state.msLeft).en}`,
      };
    case 'writing':
      return {
        ko: `댓글 **${n(state.comments)}**개를 판정했고, 결과와 보고서를 쓰고 있습니다.`,
        en: `**${n(state.comments)}** comments are judged; writing results and report.`,
      };
  }
}

const STEPS = 14;

function bar(share: number): string {
  const full = Math.floor(share * STEPS);
  return `\`${'▰'.repeat(full)}${'▱'.repeat(STEPS - full)}\``;
}

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

const TITLE = 60;

/** What came of it: all numbers, and articles whose comments fit another one better. */
export function outcomeWords(outcome: BatchOutcome, seconds: number, language: Language): string {
  const { read, results, rejects, articles, verdicts, alerts, allAlerts } = outcome;
  const more = allAlerts - alerts.length;
  const lines: LocalizedText[] = [
    { ko: countsLine(verdicts, 'ko'), en: countsLine(verdicts, 'en') },
    {
      ko: `-# 읽음 ${n(read)} = 결과 ${n(results)} + 거절 ${n(rejects)} · 기사 ${n(articles)} · ${seconds.toFixed(1)}초`,
      en: `-# read ${n(read)} = results ${n(results)} + rejects ${n(rejects)} · articles ${n(articles)} · ${seconds.toFixed(1)} s`,
    },
    ...(rejects > 0
      ? [
          {
            ko: `⚠️ 읽지 못한 줄 ${n(rejects)}개는 rejects.jsonl에 까닭과 함께 있습니다.`,
            en: `⚠️ ${n(rejects)} rows could not be read; rejects.jsonl tells why.`,
          },
        ]
      : []),
    ...alerts.map(({ article, home, count }): LocalizedText => ({
      ko: `🔀 「${safeLine(article, TITLE)}」 아래 댓글 ${n(count)}개가 「${safeLine(home, TITLE)}」에 더 맞습니다.`,
      en: `🔀 ${n(count)} comments under “${safeLine(article, TITLE)}” fit “${safeLine(home, TITLE)}” better.`,
    })),
    ...(more > 0 ? [{ ko: `-# 그런 기사 ${n(more)}곳 더`, en: `-# and ${n(more)} more such articles` }] : []),
  ];
  return lines.map((said) => said[language]).join('\n');
}
