import type { LocalizedText } from '../../fault.js';

export const LEARNING = {
  title: { ko: '## 결정에서 배우기', en: '## Learning from decisions' },
  off: {
    ko: '꺼져 있습니다. `/settings`에서 켜면 이 서버의 결정에서 배워 판정에 보탭니다.',
    en: 'It is off. Turn it on in `/settings`: then decisions of this server add to its verdicts.',
  },
  missing: (count: number): LocalizedText => ({
    ko: `켜져 있습니다. 첫 학습까지 결정이 적어도 **${count}건** 더 필요합니다(유지와 내림이 모두 있어야 합니다).`,
    en: `It is on. At least **${count}** more decisions are needed for the first version, of both kinds.`,
  }),
  none: { ko: '켜져 있습니다. 아직 배운 것이 없습니다.', en: 'It is on. Nothing was learned yet.' },
  training: { ko: '지금 배우고 있습니다.', en: 'It is learning right now.' },
  version: (version: number, at: number, decisions: number): LocalizedText => ({
    ko: `**버전 ${version}** · <t:${at}:f> · 결정 ${decisions}건`,
    en: `**Version ${version}** · <t:${at}:f> · ${decisions} decisions`,
  }),
  older: { ko: '이전 버전', en: 'Earlier versions' },
  unreadable: { ko: '무엇을 배웠는지 읽을 수 없습니다.', en: 'What it learned cannot be read.' },
  retrain: { ko: '지금 학습', en: 'Learn now' },
  reset: { ko: '배운 것 지우기', en: 'Forget what was learned' },
  ask: {
    ko: '## 배운 것을 지울까요?\n모든 버전을 지웁니다. 결정 기록은 그대로이고, 결정이 더 쌓이면 새로 배웁니다.',
    en: '## Forget what was learned?\nAll versions go. Decisions stay, and are learned from anew as more are taken.',
  },
  yes: { ko: '지우기', en: 'Forget' },
  no: { ko: '취소', en: 'Cancel' },
  done: { ko: '배운 것을 모두 지웠습니다.', en: 'All that was learned is forgotten.' },
  outcome: {
    trained: { ko: '새로 배웠습니다.', en: 'Learned anew.' },
    off: { ko: '학습이 꺼져 있습니다.', en: 'Learning is off.' },
    few: { ko: '아직 결정이 모자랍니다.', en: 'There are too few decisions yet.' },
    waits: { ko: '새 결정이 더 쌓이면 배웁니다.', en: 'It waits for more decisions.' },
    stopped: { ko: '학습을 멈췄습니다.', en: 'Learning was stopped.' },
    failed: {
      ko: '배우지 못했습니다. 이전 버전을 그대로 씁니다.',
      en: 'It could not learn; the version before goes on.',
    },
  },
} as const;

/** Korean names of the command and its options, and what Discord says of each. */
export const COMMAND = {
  learning: {
    ko: '배우기',
    about: {
      ko: '이 서버의 결정에서 배운 것을 보고 지웁니다',
      en: 'What was learned from decisions here: see it, forget it',
    },
  },
  status: { ko: '상태', about: { ko: '언제 무엇을 배웠는지 봅니다', en: 'What was learned, and when' } },
  reset: { ko: '초기화', about: { ko: '배운 것을 모두 지웁니다', en: 'Forget all that was learned' } },
} as const;
