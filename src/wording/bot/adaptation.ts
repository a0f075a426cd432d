import type { LocalizedText } from '../../fault.js';

interface Counts {
  readonly comments: number;
  readonly articles: number;
}

interface Curves {
  readonly own: number;
  readonly foreign: number;
  readonly shipped: number;
  readonly adapted: number;
  readonly error: number;
}

/** The page of the settings on nightly adaptation. */
export const ADAPTATION = {
  title: { ko: '밤마다 배우기', en: 'Learning at night' },
  about: (days: number): LocalizedText => ({
    ko: `이 서버의 댓글에 나오는 이름과 사건을 밤마다 배워, 기사와 댓글이 어울리는지 더 잘 가립니다. 켜면 판정한 댓글의 글을 암호화해 ${days}일 동안 둡니다. 지운 댓글은 늦어도 다음 밤에 배운 것에서도 빠집니다.`,
    en: `Every night the bot learns the names and stories in this server’s comments, to tell better which comments fit their article. While it is on, the texts of judged comments are kept for ${days} days, encrypted. Deleted comments are gone from what was learned by the next night.`,
  }),
  impossible: {
    ko: '이 봇을 운영하는 사람이 꺼 두었습니다.',
    en: 'The operator of this bot has switched it off.',
  },
  off: { ko: '⚪ 꺼져 있습니다.', en: '⚪ Off.' },
  on: (kept: number): LocalizedText => ({
    ko: `🟢 켜져 있습니다. 모아 둔 댓글 **${count(kept)}개**`,
    en: `🟢 On. Comments kept: **${count(kept)}**`,
  }),
  never: {
    ko: '아직 배운 적이 없습니다. 다음 밤에 시작합니다.',
    en: 'Nothing was learned yet; it begins tonight.',
  },
  running: { ko: '지금 배우고 있습니다.', en: 'It is learning right now.' },
  lastNight: (at: number, outcome: LocalizedText): LocalizedText => ({
    ko: `마지막 밤 <t:${at}:f> · ${outcome.ko}`,
    en: `Last night <t:${at}:f> · ${outcome.en}`,
  }),
  outcome: {
    running: { ko: '끝내지 못했습니다', en: 'not finished' },
    failed: { ko: '배우지 못했습니다. 이전 것을 그대로 씁니다', en: 'failed; the one before goes on' },
    stopped: { ko: '중단했습니다. 곧 다시 배웁니다', en: 'stopped; it is tried again soon' },
    few: ({ comments, articles }: Counts, least: Counts): LocalizedText => ({
      ko: `기사 ${count(articles)}건의 댓글 ${count(comments)}개로는 모자랍니다(댓글 ${count(least.comments)}개와, 댓글이 둘 이상인 기사 ${count(least.articles)}건부터)`,
      en: `${count(comments)} comments on ${count(articles)} articles are too few (needs ${count(least.comments)}, and ${count(least.articles)} articles with two comments or more)`,
    }),
    learned: ({ comments, articles }: Counts): LocalizedText => ({
      ko: `기사 ${count(articles)}건의 댓글 ${count(comments)}개에서 배웠습니다`,
      en: `learned from ${count(comments)} comments on ${count(articles)} articles`,
    }),
    worse: ({ comments, articles }: Counts): LocalizedText => ({
      ko: `기사 ${count(articles)}건의 댓글 ${count(comments)}개에서 배웠지만, 재어 보니 나아지지 않아 쓰지 않습니다`,
      en: `learned from ${count(comments)} comments on ${count(articles)} articles, but measured no better and is not used`,
    }),
  },
  serving: (version: number, at: number, { comments, articles }: Counts): LocalizedText => ({
    ko: `**지금 쓰는 것** · 버전 ${version} · <t:${at}:d>까지 기사 ${count(articles)}건의 댓글 ${count(comments)}개에서 배움`,
    en: `**In use** · version ${version} · learned up to <t:${at}:d>, ${count(comments)} comments on ${count(articles)} articles`,
  }),
  shipped: { ko: '**지금 쓰는 것** · 처음 모델', en: '**In use** · the model that came with the bot' },
  planted: (curves: Curves): LocalizedText => ({
    ko: `배우지 않은 댓글 ${count(curves.own)}개를 제 기사와 남의 기사에서 가려낸 정도(AUC): ${change(curves)}`,
    en: `${count(curves.own)} comments held out, told apart under their own and another article (AUC): ${change(curves)}`,
  }),
  suspected: (own: Shift, foreign: Shift, each: number): LocalizedText => ({
    ko: `제 기사에서 의심 ${count(own.shipped)} → ${count(own.adapted)} · 남의 기사에서 의심 ${count(foreign.shipped)} → ${count(foreign.adapted)} (${count(each)}개씩)`,
    en: `suspected under their own ${count(own.shipped)} → ${count(own.adapted)} · under another ${count(foreign.shipped)} → ${count(foreign.adapted)} (of ${count(each)} each)`,
  }),
  decided: (curves: Curves): LocalizedText => ({
    ko: `운영진이 결정한 댓글 ${count(curves.own + curves.foreign)}개(AUC): ${change(curves)}`,
    en: `${count(curves.own + curves.foreign)} decided comments (AUC): ${change(curves)}`,
  }),
  figuresHow: {
    ko: '처음 모델 → 배운 것. 나빠지면 쓰지 않습니다.',
    en: 'The shipped model → the adapted one. It is not used when it is worse.',
  },
  turnOn: { ko: '켜기', en: 'Turn on' },
  turnOff: { ko: '끄기', en: 'Turn off' },
  back: { ko: '이전으로', en: 'Go back' },
  wentBack: {
    ko: '이전 것으로 돌아갔습니다. 다음 밤에 다시 배웁니다.',
    en: 'The one before is in use again; it learns anew tonight.',
  },
  wentToShipped: {
    ko: '처음 모델로 돌아갔습니다. 다음 밤에 다시 배웁니다.',
    en: 'The shipped model is in use again; it learns anew tonight.',
  },
  changed: { ko: '그사이에 바뀌어 그대로 두었습니다.', en: 'It has changed meanwhile; nothing was done.' },
  askOff: {
    ko: '## 밤마다 배우기를 끌까요?\n모아 둔 댓글과 배운 것을 바로 지우고 처음 모델로 판정합니다. 다시 켜면 처음부터 모읍니다.',
    en: '## Turn learning at night off?\nThe kept comments and what was learned are deleted at once, and the shipped model judges. Turned on again, it begins anew.',
  },
  confirmOff: { ko: '끄고 지우기', en: 'Turn off and delete' },
  cancel: { ko: '취소', en: 'Cancel' },
} as const;

interface Shift {
  readonly shipped: number;
  readonly adapted: number;
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}

function change({ shipped, adapted, error }: Curves): string {
  const percent = (share: number): string => (100 * share).toFixed(1);
  return `${percent(shipped)} → ${percent(adapted)} (±${percent(error)})`;
}
