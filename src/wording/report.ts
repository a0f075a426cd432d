import type { LocalizedText } from '../fault.js';
import { figure } from './numbers.js';

/** Words of the HTML report. Its script carries this file into the browser. */

/** The page's title. */
export const REPORT_TITLE: LocalizedText = { ko: '맞글 보고서', en: 'matgeul report' };

/** Decisions of a reader, by label. */
export const DECISION_NAMES = {
  'on-topic': { ko: '관련 있음', en: 'belongs' },
  'off-topic': { ko: '관련 없음', en: 'does not belong' },
  unclear: { ko: '알 수 없음', en: 'cannot tell' },
} satisfies Record<string, LocalizedText>;

/** Kinds of evidence in the filter. */
export const EVIDENCE_FILTER = {
  rule: { ko: '규칙에 걸린 말', en: 'rules' },
  article: { ko: '기사의 낱말', en: 'words of the article' },
  relevance: { ko: '기사와 비슷한 정도', en: 'likeness to the article' },
  reader: { ko: '글의 뜻', en: 'meaning' },
  home: { ko: '더 맞는 기사', en: 'another article fits better' },
  campaign: { ko: '되풀이된 글', en: 'repeated texts' },
  filler: { ko: '주제 없는 말', en: 'no subject' },
  parent: { ko: '윗댓글', en: 'the comment it answers' },
} satisfies Record<string, LocalizedText>;

/** Buttons, labels and headings. */
export const REPORT = {
  noScript: {
    ko: '스크립트가 꺼져 있어 처음 댓글들만 보입니다.',
    en: 'Scripts are off: only the first comments can be seen.',
  },
  theme: { ko: '밝게·어둡게', en: 'light/dark' },
  print: { ko: '인쇄', en: 'print' },
  untitled: { ko: '(제목 없음)', en: '(no title)' },
  article: { ko: '기사', en: 'article' },
  all: { ko: '모두', en: 'all' },
  any: { ko: '모두', en: 'any' },
  myDecision: { ko: '내 결정', en: 'my decision' },
  reasons: { ko: '근거', en: 'reasons' },
  reason: { ko: '근거', en: 'reason' },
} satisfies Record<string, LocalizedText>;

/** The summary at the top. */
export const SUMMARY = {
  nothingJudged: { ko: '판정한 댓글이 없습니다', en: 'No comments were judged' } satisfies LocalizedText,
  headline: (about: number, comments: number, percent: string): LocalizedText => ({
    ko: `댓글 ${figure(comments)}개 가운데 약 ${percent}, ${figure(about)}개쯤이 글과 무관해 보입니다`,
    en: `About ${figure(about)} of ${figure(comments)} comments (${percent}) seem not to belong under their article`,
  }),
  interval: (from: number, to: number, low: string, high: string): LocalizedText => ({
    ko: `95% 구간은 ${figure(from)}–${figure(to)}개(${low}–${high})입니다. 모든 댓글의 점수로 추정한 값이며, 아래에 표시된 댓글 수와는 다릅니다.`,
    en: `The 95% interval is ${figure(from)}–${figure(to)} (${low}–${high}). This is estimated from the scores of all comments and is not the number of those marked below.`,
  }),
  noneFlagged: {
    ko: '바로 확인할 댓글은 없습니다. ',
    en: 'None needs to be looked at right away. ',
  } satisfies LocalizedText,
  /**
   * @param certain how many of all comments may be called certain (`CERTAIN_FROM`)
   * @param expected how many of them are wrong: {@link SUMMARY.hardlyWrong} or {@link SUMMARY.aboutWrong}
   */
  flagged: (count: number, certain: number, expected: LocalizedText): LocalizedText => ({
    ko: `바로 확인할 댓글은 ${figure(count)}개${certain === 0 ? '이고, 확실하다고 할 만한 것은 없습니다' : `이고, 그 가운데 ${figure(certain)}개는 확실합니다`}. ${expected.ko} `,
    en: `${figure(count)} should be looked at right away, ${certain === 0 ? 'none of them certain' : `${figure(certain)} of them certain`}; ${expected.en} `,
  }),
  review: (count: number): LocalizedText => ({
    ko: `그 밖에 ${figure(count)}개는 살펴볼 만합니다.`,
    en: `Another ${figure(count)} are worth a look.`,
  }),
  hardlyWrong: {
    ko: '확률로 보면 잘못 고른 댓글은 거의 없습니다.',
    en: 'going by the probabilities, hardly any of these are wrong.',
  } satisfies LocalizedText,
  aboutWrong: (count: string): LocalizedText => ({
    ko: `확률로 보면 그중 ${count}개쯤은 잘못 골랐을 것입니다.`,
    en: `going by the probabilities, about ${count} of these are wrong.`,
  }),
  sources: { ko: '판정한 파일', en: 'Judged' } satisfies LocalizedText,
  moreSources: (count: number): LocalizedText => ({
    ko: `그 밖에 ${figure(count)}개`,
    en: `${figure(count)} more`,
  }),
  articles: { ko: '기사', en: 'Articles' } satisfies LocalizedText,
  articleCount: (count: number): LocalizedText => ({ ko: `${figure(count)}개`, en: figure(count) }),
  rejects: { ko: '읽지 못한 줄', en: 'Rows not read' } satisfies LocalizedText,
  rejectCount: (count: number): LocalizedText => ({
    ko: `${figure(count)}개 (판정하지 않음)`,
    en: `${figure(count)} (not judged)`,
  }),
  madeAt: { ko: '만든 시각', en: 'Made' } satisfies LocalizedText,
};

/** Units of the chart over time. */
export const TIME_UNITS = {
  hour: { ko: '시간', en: 'hour' },
  day: { ko: '날짜', en: 'day' },
  week: { ko: '주', en: 'week' },
  month: { ko: '월', en: 'month' },
} satisfies Record<string, LocalizedText>;

/** Charts: titles, notes, legends and what screen readers hear. */
export const CHARTS = {
  timeTitle: (unit: keyof typeof TIME_UNITS): LocalizedText => ({
    ko: `${TIME_UNITS[unit].ko}별 댓글`,
    en: `Comments by ${TIME_UNITS[unit].en}`,
  }),
  timeNote: (comments: number): LocalizedText => ({
    ko: `작성 시각을 아는 댓글 ${figure(comments)}개, 한국 시각`,
    en: `${figure(comments)} comments with a known time, by Korean clocks`,
  }),
  timeLabel: (unit: keyof typeof TIME_UNITS, first: string, last: string): LocalizedText => ({
    ko: `${first}부터 ${last}까지 ${TIME_UNITS[unit].ko}별 댓글 수`,
    en: `number of comments by ${TIME_UNITS[unit].en} from ${first} to ${last}`,
  }),
  otherOffTopic: { ko: '그 밖의 무관', en: 'other off topic' } satisfies LocalizedText,
  rest: { ko: '나머지', en: 'the rest' } satisfies LocalizedText,
  scoreTitle: { ko: '확률 분포', en: 'Probabilities' } satisfies LocalizedText,
  scoreNote: { ko: '글과 무관할 확률', en: 'probability of being off topic' } satisfies LocalizedText,
  scoreLabel: {
    ko: '글과 무관할 확률의 분포: 가로는 확률, 세로는 댓글 수',
    en: 'distribution of the probability of being off topic: comments by probability',
  } satisfies LocalizedText,
  logScale: { ko: '로그 눈금', en: 'log scale' } satisfies LocalizedText,
};

/** The table of articles, and the lists of reasons and of better articles. */
export const TABLES = {
  byArticle: { ko: '기사별', en: 'By article' } satisfies LocalizedText,
  comments: { ko: '댓글', en: 'comments' } satisfies LocalizedText,
  flagged: { ko: '바로 확인', en: 'flagged' } satisfies LocalizedText,
  flaggedShare: { ko: '확인 비율', en: '% flagged' } satisfies LocalizedText,
  offTopic: { ko: '무관', en: 'off topic' } satisfies LocalizedText,
  offTopicShare: { ko: '무관 비율', en: '% off topic' } satisfies LocalizedText,
  more: { ko: '더 보기', en: 'show more' } satisfies LocalizedText,
  listComments: { ko: '댓글 보기', en: 'comments' } satisfies LocalizedText,
  articlesInPage: (shown: number, all: number): LocalizedText => ({
    ko: `기사 ${figure(all)}개 가운데 ${figure(shown)}개만 실었습니다.`,
    en: `${figure(shown)} of ${figure(all)} articles are in this page.`,
  }),
  reasons: { ko: '자주 나온 근거', en: 'Reasons counted most often' } satisfies LocalizedText,
  reasonsNote: {
    ko: '이 근거로 글과 무관하다고 본 댓글 수',
    en: 'comments in which it speaks for being off topic',
  } satisfies LocalizedText,
  homes: {
    ko: '다른 기사에 더 맞는 댓글',
    en: 'Comments that fit another article better',
  } satisfies LocalizedText,
  homesNote: {
    ko: '달린 기사 → 더 맞는 기사, 살펴볼 댓글만 셈',
    en: 'where they stand → where they fit; only comments worth a look',
  } satisfies LocalizedText,
};

/** The list of comments and what stands around it. */
export const COMMENTS = {
  title: { ko: '댓글', en: 'Comments' } satisfies LocalizedText,
  legend: {
    ko: '밑줄 친 말은 글과 무관하다는 근거, 바탕만 칠한 말은 관련 있다는 근거입니다. 근거 옆의 숫자는 로짓 단위의 가중치입니다.',
    en: 'Underlined words speak against belonging here, words with a background only speak for it. Weights are in logits.',
  } satisfies LocalizedText,
  leftOut: (count: number, context: number): LocalizedText => ({
    ko: `댓글 ${figure(count)}개는 여기 싣지 않았습니다. 바로 확인할 것과 살펴볼 것을 먼저 싣고, 나머지는 덤프의 처음 ${figure(context)}개 가운데에서만 실었습니다. 결과 파일에는 모두 있습니다.`,
    en: `${figure(count)} more comments are not shown here: the flagged and those worth a look come first, of the others only those among the first ${figure(context)} of the dump. The results file has all of them.`,
  }),
  nothingToShow: {
    ko: '실을 댓글이 없습니다.',
    en: 'There are no comments to show.',
  } satisfies LocalizedText,
  firstOf: (first: number, all: number): LocalizedText => ({
    ko: `${figure(all)}개 가운데 처음 ${figure(first)}개`,
    en: `the first ${figure(first)} of ${figure(all)}`,
  }),
  listed: (count: number, all: number): LocalizedText => ({
    ko: `댓글 ${figure(count)}개 (이 보고서에 실은 ${figure(all)}개 가운데)`,
    en: `${figure(count)} of the ${figure(all)} comments in this page`,
  }),
  pages: { ko: '댓글 페이지', en: 'pages of comments' } satisfies LocalizedText,
  printed: (first: number, all: number): LocalizedText => ({
    ko: `${figure(all)}개 가운데 처음 ${figure(first)}개만 인쇄합니다.`,
    en: `Only the first ${figure(first)} of ${figure(all)} are printed.`,
  }),
  firstPage: { ko: '처음', en: 'first' } satisfies LocalizedText,
  previousPage: { ko: '이전', en: 'previous' } satisfies LocalizedText,
  nextPage: { ko: '다음', en: 'next' } satisfies LocalizedText,
  lastPage: { ko: '끝', en: 'last' } satisfies LocalizedText,
  loading: (percent: number): LocalizedText => ({ ko: `불러오는 중 ${percent}%`, en: `loading ${percent}%` }),
  oldBrowser: {
    ko: '브라우저가 오래되어 나머지 댓글을 불러올 수 없습니다. 2023년 이후에 나온 브라우저로 여세요.',
    en: 'This browser is too old to unpack the other comments: use one from 2023 or later.',
  } satisfies LocalizedText,
  notHere: {
    ko: '그 댓글은 이 보고서에 없습니다.',
    en: 'That comment is not in this report.',
  } satisfies LocalizedText,
};

/** One comment. */
export const CARD = {
  probability: { ko: '글과 무관할 확률', en: 'probability of being off topic' } satisfies LocalizedText,
  copyLink: { ko: '링크 복사', en: 'copy link' } satisfies LocalizedText,
  copyLinkTo: (number: number): LocalizedText => ({
    ko: `댓글 ${number} 링크 복사`,
    en: `copy link to comment ${number}`,
  }),
  copied: { ko: '복사했습니다', en: 'copied' } satisfies LocalizedText,
  seeAddressBar: { ko: '주소창에 있습니다', en: 'see the address bar' } satisfies LocalizedText,
  leftOff: (characters: number): LocalizedText => ({
    ko: ` … (${figure(characters)}자 더)`,
    en: ` … (${figure(characters)} more characters)`,
  }),
  article: { ko: '기사', en: 'under' } satisfies LocalizedText,
};

/** Search, filters and order. */
export const FILTERS = {
  label: { ko: '댓글 고르기', en: 'choose comments' },
  searchPlaceholder: {
    ko: '댓글·작성자·기사에서 찾기 (초성도 가능)',
    en: 'search comments, authors, titles',
  },
  search: { ko: '검색어', en: 'search' },
  verdict: { ko: '판정', en: 'verdict' },
  order: { ko: '정렬', en: 'order' },
  flood: { ko: '도배', en: 'flood' },
  campaign: { ko: '되풀이된 글', en: 'repeated text' },
  reset: { ko: '조건 지우기', en: 'reset' },
} satisfies Record<string, LocalizedText>;

/** Orders of the list. */
export const ORDERS = {
  first: { ko: '도배부터, 그다음 확률이 높은 것부터', en: 'floods first, then most probable' },
  score: { ko: '무관할 확률이 높은 것부터', en: 'most probable first' },
  unsure: { ko: '가장 애매한 것부터', en: 'least certain first' },
  dump: { ko: '덤프에 나온 순서대로', en: 'order of the dump' },
  article: { ko: '기사별로', en: 'by article' },
  time: { ko: '오래된 것부터', en: 'oldest first' },
  latest: { ko: '최신 것부터', en: 'latest first' },
} satisfies Record<string, LocalizedText>;

/** The reader's decisions: how many, and how to keep them. */
export const DECISION_BAR = {
  title: { ko: '내 결정', en: 'My decisions' } satisfies LocalizedText,
  notYet: { ko: '아직 결정하지 않은 것', en: 'not yet decided' } satisfies LocalizedText,
  decided: { ko: '결정한 것', en: 'decided' } satisfies LocalizedText,
  none: { ko: '아직 결정한 댓글이 없습니다', en: 'No comment decided yet' } satisfies LocalizedText,
  count: (count: number): LocalizedText => ({
    ko: `댓글 ${figure(count)}개를 결정했습니다`,
    en: `${figure(count)} comments decided`,
  }),
  notKept: {
    ko: '이 브라우저는 결정을 보관하지 못합니다. 창을 닫기 전에 내려받으세요. ',
    en: 'This browser cannot keep your decisions: download them before you close the page. ',
  } satisfies LocalizedText,
  download: { ko: '파일로 내려받기', en: 'download' } satisfies LocalizedText,
  upload: { ko: '파일에서 이어 하기', en: 'go on from a file' } satisfies LocalizedText,
  clear: { ko: '모두 지우기', en: 'clear all' } satisfies LocalizedText,
  confirmClear: {
    ko: '지금까지의 결정을 모두 지울까요? 되돌릴 수 없습니다.',
    en: 'Clear all your decisions? This cannot be undone.',
  } satisfies LocalizedText,
  about: (bodyCharacters: number): LocalizedText => ({
    ko: `내려받은 파일은 matgeul eval과 matgeul train이 그대로 읽습니다(한 줄에 댓글 하나, 기사 본문은 처음 ${figure(bodyCharacters)}자까지).`,
    en: `matgeul eval and matgeul train read the downloaded file as it is: one comment a row, bodies of articles up to ${figure(bodyCharacters)} characters.`,
  }),
  uploaded: (count: number): LocalizedText => ({
    ko: `파일에서 결정 ${figure(count)}개를 불러왔습니다. `,
    en: `${figure(count)} came from the file. `,
  }),
  unknown: (count: number): LocalizedText => ({
    ko: `${figure(count)}개는 이 보고서에 없는 댓글입니다. `,
    en: `${figure(count)} are of comments that are not in this report. `,
  }),
  unreadable: (count: number): LocalizedText => ({
    ko: `${figure(count)}줄은 읽지 못했습니다. `,
    en: `${figure(count)} lines could not be read. `,
  }),
};

/** Campaigns: texts that come again and again. */
export const CAMPAIGNS_PANEL = {
  title: { ko: '되풀이된 글', en: 'Repeated texts' } satisfies LocalizedText,
  note: {
    ko: '여러 곳에 되풀이된 같은 글, 닮은 글, 같은 이야기입니다. 누가 시켰다는 뜻은 아닙니다. 시각은 한국 시각입니다.',
    en: 'The same or similar texts, or one subject, in many places. It does not mean that somebody arranged it. Times are Korean.',
  } satisfies LocalizedText,
  none: { ko: '되풀이된 글이 없습니다.', en: 'There are none.' } satisfies LocalizedText,
  name: { ko: '이름', en: 'name' } satisfies LocalizedText,
  kind: { ko: '종류', en: 'kind' } satisfies LocalizedText,
  posts: { ko: '글', en: 'posts' } satisfies LocalizedText,
  texts: { ko: '문구', en: 'wordings' } satisfies LocalizedText,
  authors: { ko: '글쓴이', en: 'authors' } satisfies LocalizedText,
  articles: { ko: '기사', en: 'articles' } satisfies LocalizedText,
  foreign: { ko: '무관', en: 'off topic' } satisfies LocalizedText,
  when: { ko: '때', en: 'when' } satisfies LocalizedText,
  shape: { ko: '모양', en: 'shape' } satisfies LocalizedText,
  course: { ko: '흐름', en: 'course' } satisfies LocalizedText,
  list: { ko: '댓글 보기', en: 'comments' } satisfies LocalizedText,
  csv: { ko: 'CSV로 저장', en: 'save as CSV' } satisfies LocalizedText,
  json: { ko: 'JSON으로 저장', en: 'save as JSON' } satisfies LocalizedText,
  more: (count: number): LocalizedText => ({
    ko: `작은 묶음 ${figure(count)}개는 저장한 파일에만 있습니다.`,
    en: `${figure(count)} smaller ones are only in the saved files.`,
  }),
  heat: (title: string): LocalizedText => ({
    ko: `“${title}”: 기사마다 언제 몇 개가 올라왔는지`,
    en: `“${title}”: posts by article and time`,
  }),
  otherArticles: (count: number): LocalizedText => ({
    ko: `다른 기사 ${figure(count)}개`,
    en: `${figure(count)} other articles`,
  }),
  wordings: (count: number): LocalizedText => ({
    ko: `문구 ${figure(count)}가지`,
    en: `${figure(count)} wordings`,
  }),
  members: (count: number): LocalizedText => ({ ko: `글 ${figure(count)}개`, en: `${figure(count)} posts` }),
  moreRows: (count: number): LocalizedText => ({
    ko: `… ${figure(count)}개 더`,
    en: `… ${figure(count)} more`,
  }),
  undone: (phrase: string): LocalizedText => ({ ko: `풀면 “${phrase}”`, en: `reads “${phrase}”` }),
  linked: (how: LocalizedText, post: string): LocalizedText => ({
    ko: `${how.ko}: ${post}`,
    en: `${how.en}: ${post}`,
  }),
  fringe: { ko: '불확실', en: 'unsure' } satisfies LocalizedText,
};

/** Floods: many suspects of one source. */
export const FLOODS = {
  title: { ko: '도배', en: 'Floods' } satisfies LocalizedText,
  note: {
    ko: '한 기사에 의심 댓글이 몰리거나, 같은 기사나 같은 규칙을 가리키는 의심 댓글이 많은 곳입니다. 시각은 한국 시각입니다.',
    en: 'Where suspects crowd under one article, or many point to the same article or rules. Times are Korean.',
  } satisfies LocalizedText,
  suspects: (count: number): LocalizedText => ({
    ko: `의심 댓글 ${figure(count)}개`,
    en: `${figure(count)} suspects`,
  }),
  source: {
    home: { ko: '원래 맞는 기사', en: 'they fit' },
    rule: { ko: '걸린 규칙', en: 'found by' },
    none: { ko: '어디서 왔는지', en: 'source' },
  } satisfies Record<string, LocalizedText>,
  unknown: { ko: '모름', en: 'not known' } satisfies LocalizedText,
  candidate: { ko: '모름, 후보는', en: 'not known; a candidate is' } satisfies LocalizedText,
  under: (articles: number): LocalizedText => ({
    ko: articles === 1 ? '도배된 기사' : `도배된 기사 ${figure(articles)}개`,
    en: articles === 1 ? 'under' : `under ${figure(articles)} articles`,
  }),
  ofComments: (suspects: number, comments: number, percent: string): LocalizedText => ({
    ko: `댓글 ${figure(comments)}개 가운데 ${figure(suspects)}개(${percent})`,
    en: `${figure(suspects)} of ${figure(comments)} comments (${percent})`,
  }),
  moreArticles: (count: number): LocalizedText => ({
    ko: `그 밖에 기사 ${figure(count)}개`,
    en: `${figure(count)} more articles`,
  }),
  when: { ko: '올라온 때', en: 'posted' } satisfies LocalizedText,
  /** @param hourly whether the times are hours (`2026-05-01 14`) and not days */
  hours: (first: string, last: string, peak: string, most: string, hourly: boolean): LocalizedText => {
    const ko = (time: string): string => (hourly ? `${time}시` : time);
    const en = (time: string): string => (hourly ? `${time}:00` : time);
    if (first === last) return { ko: `${ko(first)} (${most}개)`, en: `${en(first)} (${most})` };
    return {
      ko: `${ko(first)}부터 ${ko(last)}까지, 가장 몰린 때는 ${ko(peak)} (${most}개)`,
      en: `${en(first)} to ${en(last)}, most at ${en(peak)} (${most})`,
    };
  },
  list: { ko: '댓글 보기', en: 'comments' } satisfies LocalizedText,
  more: (count: number): LocalizedText => ({
    ko: `작은 도배 ${figure(count)}건이 더 있습니다.`,
    en: `There are ${figure(count)} smaller floods.`,
  }),
};

/** Deciding comments drawn at random. */
export const SAMPLE = {
  title: { ko: '무작위로 뽑아 확인하기', en: 'Check a random sample' } satisfies LocalizedText,
  about: (goal: number): LocalizedText => ({
    ko: `점수 구간마다 무작위로 뽑은 댓글을 판정과 점수를 가린 채 하나씩 보여 줍니다. ${figure(goal)}개쯤 결정하면 이 덤프에서 판정이 얼마나 맞는지 알 수 있습니다. 결정은 다른 결정과 함께 보관됩니다.`,
    en: `Shows comments drawn at random from each range of scores, one by one, with verdict and score hidden. About ${figure(goal)} decisions tell how right the verdicts are in this dump. They are kept with your other decisions.`,
  }),
  begin: { ko: '시작하기', en: 'begin' } satisfies LocalizedText,
  back: { ko: '앞의 댓글', en: 'previous' } satisfies LocalizedText,
  decided: (count: number, all: number, unclear: number): LocalizedText => ({
    ko: `뽑은 ${figure(all)}개 가운데 ${figure(count)}개 결정${unclear === 0 ? '' : ` (알 수 없음 ${figure(unclear)})`}. `,
    en: `${figure(count)} of ${figure(all)} drawn comments decided${unclear === 0 ? '' : ` (cannot tell: ${figure(unclear)})`}. `,
  }),
  allDecided: { ko: '모두 확인했습니다.', en: 'All are done.' } satisfies LocalizedText,
  precision: {
    ko: '바로 확인할 것 가운데 정말 무관한 비율',
    en: 'of the flagged, share that does not belong',
  } as LocalizedText,
  missed: {
    ko: '무관한 것 가운데 놓친 비율',
    en: 'of what does not belong, share that is missed',
  } as LocalizedText,
  share: {
    ko: '모든 댓글 가운데 무관한 비율',
    en: 'of all comments, share that does not belong',
  } as LocalizedText,
  interval: (low: string, high: string): LocalizedText => ({
    ko: `(95% 구간 ${low}–${high})`,
    en: `(95% interval ${low}–${high})`,
  }),
  tooFew: { ko: '더 결정해야 알 수 있습니다', en: 'needs more decisions' } satisfies LocalizedText,
};

/** The dialog of keyboard shortcuts. */
export const KEYS_DIALOG = {
  title: { ko: '단축키', en: 'Keys' },
  button: { ko: '단축키', en: 'keys' },
  next: { ko: '다음 댓글', en: 'next comment' },
  previous: { ko: '이전 댓글', en: 'previous comment' },
  takeBack: { ko: '결정 지우기', en: 'take the decision back' },
  search: { ko: '찾기', en: 'search' },
  help: { ko: '이 도움말', en: 'this help' },
  goesOn: { ko: '결정하면 다음 댓글로 넘어갑니다.', en: 'Deciding by a key goes on to the next comment.' },
  close: { ko: '닫기', en: 'close' },
} satisfies Record<string, LocalizedText>;
