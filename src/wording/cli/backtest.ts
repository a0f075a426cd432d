import type { LocalizedText } from '../../fault.js';
import { figure, share } from '../numbers.js';

/** Help of `matgeul rules backtest`. */
export const BACKTEST_HELP = {
  about: {
    ko: '규칙집 하나를 덤프에 시험해, 있을 때와 없을 때 판정이 어떻게 달라지는지 보여 줍니다',
    en: 'tries a pack on dumps: what the verdicts are with it and without it',
  },
  pack: { ko: '규칙집 파일', en: 'the file of the pack' },
  against: { ko: '시험할 덤프; -는 표준 입력', en: 'the dumps; - for standard input' },
  decided: {
    ko: '사람이 내린 결정({"id","articleId","label"} 줄들, 또는 보고서에서 저장한 파일)',
    en: 'decisions of people (rows {"id","articleId","label"}, or what a report saved)',
  },
  single: { ko: '댓글을 하나씩 따로 판정', en: 'judge each comment on its own' },
  reader: {
    ko: '둘째 판독기가 읽을 댓글: auto(의심스러운 것), off, all',
    en: 'what the second reader reads: auto (the suspect ones), off, all',
  },
  workers: { ko: '스레드 수(생략하면 코어 수)', en: 'number of threads (the cores when omitted)' },
} satisfies Record<string, LocalizedText>;

/** Faults of the call and of the file of decisions. */
export const BACKTEST_FAULTS = {
  onePack: (count: number): LocalizedText => ({
    ko: `규칙집은 하나만 시험할 수 있는데 ${count}개가 있습니다. 폴더가 아니라 파일을 적어 주세요`,
    en: `one pack is tried at a time, and there are ${count}: name a file, not a folder`,
  }),
  notADecision: {
    ko: '결정이 아닙니다: {"id","articleId","label"} 또는 {"id","article","comment","label"}이어야 합니다',
    en: 'no decision: {"id","articleId","label"} or {"id","article","comment","label"}',
  } satisfies LocalizedText,
};

/** Notes beside the outcome. */
export const BACKTEST_NOTES = {
  replaces: (id: string): LocalizedText => ({
    ko: `사용 중인 규칙집에도 ${id}이(가) 있어, 그것을 뺀 것과 견줍니다.`,
    en: `The packs in use have a ${id} too: compared with the packs without it.`,
  }),
  decisions: (used: number, all: number): LocalizedText => ({
    ko: `결정 ${figure(all)}개 가운데 ${figure(used)}개가 덤프의 댓글에 관한 것입니다.`,
    en: `${figure(used)} of ${figure(all)} decisions are about comments of the dump.`,
  }),
  rejects: (count: number): LocalizedText => ({
    ko: `읽지 못한 줄 ${figure(count)}개`,
    en: `${figure(count)} rows could not be read`,
  }),
};

/** The outcome as it is printed. */
export const BACKTEST_OUTPUT = {
  head: (id: string, title: string, rules: number): LocalizedText => ({
    ko: `규칙집 ${id} (${title}) · 규칙 ${rules}`,
    en: `pack ${id} (${title}) · ${rules} rules`,
  }),
  read: (comments: number, articles: number): LocalizedText => ({
    ko: `댓글 ${figure(comments)} · 기사 ${figure(articles)}`,
    en: `comments ${figure(comments)} · articles ${figure(articles)}`,
  }),
  hits: (hits: number, comments: number): LocalizedText => ({
    ko: `걸린 댓글 ${figure(hits)} (${share(hits, comments)})`,
    en: `found ${figure(hits)} (${share(hits, comments)})`,
  }),
  anyway: (count: number): LocalizedText => ({
    ko: `이 규칙집 없이도 바로 확인 ${figure(count)}`,
    en: `flagged without it too ${figure(count)}`,
  }),
  own: (count: number): LocalizedText => ({
    ko: `기사의 주제라서 관련 쪽 ${figure(count)}`,
    en: `counted for, since the article has the topic ${figure(count)}`,
  }),
  newly: (count: number, comments: number): LocalizedText => ({
    ko: `새로 바로 확인 ${figure(count)} (${share(count, comments)})`,
    en: `newly flagged ${figure(count)} (${share(count, comments)})`,
  }),
  dropped: (count: number): LocalizedText => ({
    ko: `바로 확인에서 빠짐 ${figure(count)}`,
    en: `no longer flagged ${figure(count)}`,
  }),
  reviewed: (count: number): LocalizedText => ({
    ko: `새로 살펴볼 것 ${figure(count)}`,
    en: `newly worth a look ${figure(count)}`,
  }),
  flags: (before: number, after: number): LocalizedText => ({
    ko: `바로 확인 모두 ${figure(before)} → ${figure(after)}`,
    en: `flags in all ${figure(before)} → ${figure(after)}`,
  }),
  labels: (off: number, on: number, unclear: number): LocalizedText => ({
    ko: `정답이 있는 댓글: 무관 ${figure(off)} · 관련 ${figure(on)} · 판단 보류 ${figure(unclear)}`,
    en: `labelled comments: off topic ${figure(off)} · on topic ${figure(on)} · unclear ${figure(unclear)}`,
  }),
  noLabels: {
    ko: '정답이 있는 댓글이 없어 정밀도를 모릅니다 (label 열이나 --decided).',
    en: 'No labelled comments: the precision is unknown (a column label, or --decided).',
  } satisfies LocalizedText,
  interval: {
    ko: '정밀도 = 무관 / (무관 + 관련), 괄호는 95% 윌슨 구간. 판단 보류는 세지 않습니다.',
    en: 'precision = off topic / (off topic + on topic), in brackets the 95% Wilson interval; unclear ones are left out.',
  } satisfies LocalizedText,
  examples: (shown: number, all: number): LocalizedText => ({
    ko: `새로 바로 확인될 댓글 (${figure(all)}개 가운데 ${figure(shown)}개)`,
    en: `newly flagged comments (${figure(shown)} of ${figure(all)})`,
  }),
  mistakes: (shown: number, all: number): LocalizedText => ({
    ko: `그 가운데 사람이 무관하지 않다고 한 댓글 (${figure(all)}개 가운데 ${figure(shown)}개)`,
    en: `of these, called not off topic by a person (${figure(shown)} of ${figure(all)})`,
  }),
  under: (title: string): LocalizedText => ({ ko: `기사: ${title}`, en: `article: ${title}` }),
  score: (before: string, after: string): LocalizedText => ({
    ko: `무관 확률 ${before} → ${after}`,
    en: `off topic ${before} → ${after}`,
  }),
};

/** Titles and columns of the tables. */
export const BACKTEST_COLUMNS = {
  precision: { ko: '정밀도', en: 'precision' },
  decided: { ko: '무관 / 정답', en: 'right / labelled' },
  rules: { ko: '규칙', en: 'rules' },
  found: { ko: '걸림', en: 'found' },
  newly: { ko: '새로 바로 확인', en: 'newly flagged' },
  anyway: { ko: '이미 바로 확인', en: 'flagged anyway' },
  overlap: { ko: '함께 걸리는 규칙집', en: 'packs that find the same' },
  rowHits: { ko: '이 규칙집에 걸린 댓글', en: 'found by the pack' },
  rowNewly: { ko: '새로 바로 확인', en: 'newly flagged' },
  rowBefore: { ko: '바로 확인, 이 규칙집 없이', en: 'flagged without it' },
  rowAfter: { ko: '바로 확인, 이 규칙집까지', en: 'flagged with it' },
} satisfies Record<string, LocalizedText>;
