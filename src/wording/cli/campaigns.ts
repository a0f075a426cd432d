import type { LocalizedText } from '../../fault.js';
import { figure } from '../numbers.js';

/** Help of `matgeul campaigns`. */
export const CAMPAIGNS_HELP = {
  about: {
    ko: '덤프에서 여러 곳에 되풀이된 글을 찾아 묶음으로 보여 줍니다',
    en: 'lists the texts that dumps hold again and again, as campaigns',
  },
  dump: { ko: '덤프 파일; -는 표준 입력', en: 'the dumps; - for standard input' },
  articles: {
    ko: '기사 파일({"id","title","body"} 줄들)',
    en: 'file of articles (rows {"id","title","body"})',
  },
  since: {
    ko: '이때부터 새 글이 있던 묶음만(2025-10-03 14:00, 시간대를 안 적으면 한국 시각)',
    en: 'only campaigns with a post from this time on (2025-10-03 14:00, Korean time without a zone)',
  },
  emerging: {
    ko: '아직 모이는 중인 것도',
    en: 'also those that only emerge',
  },
  out: {
    ko: '묶음을 저장할 JSON 파일(show, merge, split, rule이 읽음)',
    en: 'JSON file for the campaigns, which show, merge, split and rule read',
  },
  columns: {
    ko: '표의 열: text=댓글,article=url',
    en: 'columns of a table: text=댓글,article=url',
  },
  show: {
    ko: '한 묶음의 문구, 댓글, 기사를 자세히 보여 줍니다',
    en: 'shows the wordings, comments and articles of one campaign',
  },
  merge: { ko: '여러 묶음을 하나로 합칩니다', en: 'makes one campaign of several' },
  split: {
    ko: '묶음에서 글을 떼어 새 묶음으로 만듭니다',
    en: 'takes posts out into a campaign of their own',
  },
  rule: {
    ko: '묶음을 찾을 규칙집의 초안을 만들고 덤프에서 시험합니다',
    en: 'drafts a rule pack that finds a campaign, and tries it on dumps',
  },
  file: { ko: 'campaigns --out으로 저장한 파일', en: 'a file that campaigns --out has saved' },
  id: { ko: '묶음 번호(k…)', en: 'id of the campaign (k…)' },
  ids: { ko: '합칠 묶음 번호들', en: 'ids of the campaigns' },
  posts: { ko: '떼어 낼 댓글 id들', en: 'ids of the comments to take out' },
  editedOut: {
    ko: '고친 묶음을 저장할 파일(생략하면 그 파일을 고침)',
    en: 'file for the changed campaigns (the same file when omitted)',
  },
  against: { ko: '시험할 덤프', en: 'the dumps to try it on' },
  ruleOut: { ko: '규칙집 초안을 저장할 파일(생략하면 출력)', en: 'file of the draft (printed when omitted)' },
} satisfies Record<string, LocalizedText>;

/** Output of `matgeul campaigns`. */
export const CAMPAIGNS_OUTPUT = {
  none: { ko: '되풀이된 글이 없습니다.', en: 'No repeated texts.' } satisfies LocalizedText,
  more: (count: number): LocalizedText => ({
    ko: `… ${figure(count)}묶음 더 (모두 보려면 --json이나 --out)`,
    en: `… and ${figure(count)} more (all of them: --json or --out)`,
  }),
  total: (campaigns: number, posts: number, comments: number): LocalizedText => ({
    ko: `댓글 ${figure(comments)}개 가운데 ${figure(posts)}개가 ${figure(campaigns)}묶음에 듦`,
    en: `${figure(posts)} of ${figure(comments)} comments are part of ${figure(campaigns)} campaigns`,
  }),
  saved: (file: string): LocalizedText => ({
    ko: `${file}에 저장했습니다. 자세히 보려면: matgeul campaigns show ${file} 번호`,
    en: `Saved as ${file}. For more: matgeul campaigns show ${file} ID`,
  }),
  foreign: (share: string): LocalizedText => ({ ko: `기사와 무관 ${share}`, en: `off topic ${share}` }),
  hourly: (count: number): LocalizedText => ({
    ko: `마지막 한 시간 ${figure(count)}`,
    en: `last hour ${figure(count)}`,
  }),
  wordings: (count: number): LocalizedText => ({
    ko: `문구 ${figure(count)}가지`,
    en: `${figure(count)} wordings`,
  }),
  members: (count: number): LocalizedText => ({
    ko: `댓글 ${figure(count)}개`,
    en: `${figure(count)} comments`,
  }),
  articles: (count: number): LocalizedText => ({
    ko: `기사 ${figure(count)}개`,
    en: `${figure(count)} articles`,
  }),
  history: { ko: '고친 기록', en: 'changes' } satisfies LocalizedText,
  author: (number: number): LocalizedText => ({ ko: `글쓴이 ${number}`, en: `author ${number}` }),
  linkedTo: (how: LocalizedText, post: string): LocalizedText => ({
    ko: `${how.ko}: ${post}`,
    en: `${how.en}: ${post}`,
  }),
  fringe: { ko: '불확실', en: 'unsure' } satisfies LocalizedText,
  undone: (phrase: string): LocalizedText => ({ ko: `풀면 ${phrase}`, en: `reads ${phrase}` }),
  moreLines: (count: number): LocalizedText => ({
    ko: `… ${figure(count)}개 더`,
    en: `… ${figure(count)} more`,
  }),
  merged: (ids: string, into: string): LocalizedText => ({
    ko: `${ids} → ${into}(으)로 합쳤습니다.`,
    en: `Merged ${ids} into ${into}.`,
  }),
  split: (posts: number, from: string, into: string): LocalizedText => ({
    ko: `${from}에서 댓글 ${figure(posts)}개를 떼어 ${into}(으)로 만들었습니다.`,
    en: `Took ${figure(posts)} comments out of ${from}; they are ${into} now.`,
  }),
  mergedInto: (ids: string, into: string): LocalizedText => ({
    ko: `${ids}을(를) ${into}(으)로 합침`,
    en: `${ids} merged into ${into}`,
  }),
  splitInto: (posts: number, from: string, into: string): LocalizedText => ({
    ko: `${from}에서 ${figure(posts)}개를 ${into}(으)로 뗌`,
    en: `${figure(posts)} taken out of ${from} as ${into}`,
  }),
};

/** Faults of `matgeul campaigns`. */
export const CAMPAIGNS_CALLS = {
  since: (given: string): LocalizedText => ({
    ko: `--since의 시각을 읽을 수 없습니다: ${given} (예: 2025-10-03 14:00)`,
    en: `--since is no time: ${given} (such as 2025-10-03 14:00)`,
  }),
  notAList: {
    ko: 'campaigns --out으로 저장한 파일이 아닙니다',
    en: 'not a file that campaigns --out has saved',
  } satisfies LocalizedText,
  noTerms: {
    ko: '이 묶음의 글이 다른 댓글과 나누지 않는 말을 찾지 못해 규칙을 만들 수 없습니다',
    en: 'no words of this campaign are its own; no rule can find it without the others',
  } satisfies LocalizedText,
};
