import type { LocalizedText } from '../fault.js';
import { clip } from './clip.js';
import { figure } from './numbers.js';

/**
 * Words for campaigns: comments that are alike, across authors, articles and time. They say what can be seen (alike, how
 * many, where, when), never that somebody arranged it. Keys are the values of `src/campaign/campaign.ts`.
 */
export const CAMPAIGN = {
  one: { ko: '되풀이된 글', en: 'repeated text' },
  many: { ko: '되풀이된 글', en: 'Repeated texts' },
  /** A campaign of which no phrase is known. */
  nameless: { ko: '이름 없음', en: 'no name' },
} as const satisfies Record<string, LocalizedText>;

/** How the comments are alike. */
export const CAMPAIGN_KIND_NAMES = {
  copy: { ko: '같은 글', en: 'same text' },
  template: { ko: '낱말만 바꾼 글', en: 'same text, some words changed' },
  obfuscated: { ko: '글자를 숨긴 글', en: 'same text, disguised' },
  drifting: { ko: '조금씩 고친 글', en: 'same text, edited step by step' },
  reworded: { ko: '말을 바꾼 같은 이야기', en: 'same subject in other words' },
} as const satisfies Record<string, LocalizedText>;

/** Where it stands. */
export const CAMPAIGN_STATE_NAMES = {
  emerging: { ko: '모이는 중', en: 'emerging' },
  known: { ko: '결정 전', en: 'to be decided' },
  decided: { ko: '결정함', en: 'decided' },
  watch: { ko: '잠잠함', en: 'quiet' },
  expired: { ko: '끝남', en: 'over' },
} as const satisfies Record<string, LocalizedText>;

/** What a moderator decides about all of it at once. */
export const CAMPAIGN_DECISION_NAMES = {
  remove: { ko: '모두 제거', en: 'remove all' },
  allow: { ko: '허용', en: 'allow' },
  ordinary: { ko: '흔한 말', en: 'ordinary words' },
  'not-campaign': { ko: '서로 다른 글', en: 'not one campaign' },
} as const satisfies Record<string, LocalizedText>;

/** From how many authors it comes, as far as can be seen. */
export const CAMPAIGN_HANDS_NAMES = {
  one: { ko: '한 사람', en: 'one author' },
  few: { ko: '몇 사람', en: 'a few authors' },
  crowd: { ko: '여러 사람', en: 'many authors' },
  unknown: { ko: '글쓴이 모름', en: 'authors unknown' },
} as const satisfies Record<string, LocalizedText>;

/** How it came in time. */
export const CAMPAIGN_PACE_NAMES = {
  burst: { ko: '한꺼번에', en: 'all at once' },
  steady: { ko: '이어서', en: 'one after another' },
  drip: { ko: '여러 날에 걸쳐', en: 'over days' },
  unknown: { ko: '시각 모름', en: 'times unknown' },
} as const satisfies Record<string, LocalizedText>;

/** How a member was linked to the others (`Membership.by`). */
export const CAMPAIGN_LINK_NAMES = {
  copy: { ko: '같은 글', en: 'same text' },
  near: { ko: '닮은 글', en: 'similar text' },
  words: { ko: '같은 낱말', en: 'same unusual words' },
  meaning: { ko: '같은 이야기', en: 'same subject' },
} as const satisfies Record<string, LocalizedText>;

/** A campaign's counts: `글 35개 · 문구 12가지 · 글쓴이 9명 · 기사 12개`. Authors are left out where nobody knows them. */
export function campaignCounts({
  posts,
  texts,
  authors,
  articles,
}: {
  readonly posts: number;
  readonly texts: number;
  readonly authors: number | null;
  readonly articles: number;
}): LocalizedText {
  const ko = [`글 ${figure(posts)}개`, `문구 ${figure(texts)}가지`];
  const en = [`${figure(posts)} posts`, `${figure(texts)} wordings`];
  if (authors !== null) {
    ko.push(`글쓴이 ${figure(authors)}명`);
    en.push(`${figure(authors)} authors`);
  }
  ko.push(`기사 ${figure(articles)}개`);
  en.push(`${figure(articles)} articles`);
  return { ko: ko.join(' · '), en: en.join(' · ') };
}

/**
 * Title of the evidence that a comment is part of a campaign.
 *
 * @param others members besides this comment
 */
export function repeatedText(name: string, articles: number, others: number): LocalizedText {
  const ko = articles > 1 ? `서로 다른 기사 ${figure(articles)}개에 되풀이된 글` : '이 기사에 되풀이된 글';
  const en = articles > 1 ? `Repeated under ${figure(articles)} articles` : 'Repeated under this article';
  return {
    ko: `${ko}: “${name}” 외 ${figure(others)}개`,
    en: `${en}: “${name}” and ${figure(others)} more`,
  };
}

/** What a batch found: `되풀이된 글 3묶음 · 거기 든 댓글 412`. */
export function campaignsFound(campaigns: number, posts: number): LocalizedText {
  if (campaigns === 0) return { ko: '되풀이된 글 없음', en: 'no repeated texts' };
  return {
    ko: `되풀이된 글 ${figure(campaigns)}묶음 · 거기 든 댓글 ${figure(posts)}`,
    en: `repeated texts ${figure(campaigns)} · comments in them ${figure(posts)}`,
  };
}

/** One campaign in a line: `k3f2a… “세림정공 · 거래정지” 댓글 35 · 기사 12`. */
export function campaignLine(id: string, name: string, posts: number, articles: number): LocalizedText {
  return {
    ko: `${id} “${clip(name, 60)}” 댓글 ${figure(posts)} · 기사 ${figure(articles)}`,
    en: `${id} “${clip(name, 60)}” comments ${figure(posts)} · articles ${figure(articles)}`,
  };
}

/** Faults of calls on campaigns. */
export const CAMPAIGN_FAULTS = {
  noCampaign: (id: string): LocalizedText => ({
    ko: `그런 번호의 되풀이된 글이 없습니다: ${clip(id)}`,
    en: `there is no campaign with this id: ${clip(id)}`,
  }),
  oneCampaign: {
    ko: '합치려면 서로 다른 번호를 둘 이상 적으세요',
    en: 'to merge, name at least two different campaigns',
  } satisfies LocalizedText,
  noPost: (post: string, id: string): LocalizedText => ({
    ko: `${clip(id)}에 그런 글이 없습니다: ${clip(post)}`,
    en: `${clip(id)} has no such post: ${clip(post)}`,
  }),
  splitAll: (id: string): LocalizedText => ({
    ko: `${clip(id)}에 남는 글이 없습니다. 떼어 낼 글만 적으세요`,
    en: `nothing would stay in ${clip(id)}. Name only the posts to take out`,
  }),
};

/** A rule drafted from a campaign: comments of the pack, and what it would do. */
export const RULE_DRAFT = {
  title: (name: string): LocalizedText => ({ ko: `되풀이된 글: ${name}`, en: `Repeated text: ${name}` }),
  head: (name: string, id: string, posts: number): LocalizedText => ({
    ko: `되풀이된 글 “${name}”(${id}, 댓글 ${figure(posts)}개)에서 만든 초안입니다. 시험 결과를 보고 고쳐 쓰세요.`,
    en: `Drafted from the campaign “${name}” (${id}, ${figure(posts)} comments). Read the trial below and mend it.`,
  }),
  term: (inside: number, posts: number, outside: number, others: number): LocalizedText => ({
    ko: `묶음 ${figure(inside)}/${figure(posts)}, 밖 ${figure(outside)}/${figure(others)}`,
    en: `campaign ${figure(inside)}/${figure(posts)}, outside ${figure(outside)}/${figure(others)}`,
  }),
  unless: (count: number): LocalizedText => ({
    ko: `묶음 밖의 댓글 ${figure(count)}개에만 있는 말`,
    en: `only outside of the campaign, in ${figure(count)} comments`,
  }),
  ways: (gained: number): LocalizedText => ({
    ko: `숨겨 쓴 글 ${figure(gained)}개를 더 찾으려고 모든 방법을 풉니다`,
    en: `undoes every way of disguise, which finds ${figure(gained)} more`,
  }),
  trial: { ko: '시험', en: 'trial' } satisfies LocalizedText,
  inside: (found: number, posts: number): LocalizedText => ({
    ko: `묶음의 댓글 ${figure(posts)}개 가운데 ${figure(found)}개를 찾음`,
    en: `finds ${figure(found)} of the campaign's ${figure(posts)} comments`,
  }),
  outside: (found: number, others: number): LocalizedText => ({
    ko: `그 밖의 댓글 ${figure(others)}개 가운데 ${figure(found)}개에 걸림`,
    en: `matches ${figure(found)} of the ${figure(others)} other comments`,
  }),
  flagged: (inside: number, outside: number): LocalizedText => ({
    ko: `새로 바로 확인: 묶음에서 ${figure(inside)}개, 밖에서 ${figure(outside)}개`,
    en: `newly flagged: ${figure(inside)} of the campaign, ${figure(outside)} others`,
  }),
  example: { ko: '밖에서 걸린 댓글', en: 'matched outside' } satisfies LocalizedText,
};
