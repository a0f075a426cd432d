import type { LocalizedText } from '../fault.js';
import { figure } from './numbers.js';

/**
 * Titles of the evidence that the judges give. They stand in every result (`reasons[].title`), so changing one changes
 * results.
 */
export const REASON_TITLES = {
  articleWords: { ko: '기사에 나오는 말', en: 'Words of the article' },
  nearWords: { ko: '기사에 나오는 말과 닮은 말', en: 'Words near those of the article' },
  noArticleWords: { ko: '기사에 없는 말뿐', en: 'No word of the article' },
  relevantWords: { ko: '기사와 이어지는 말', en: 'Words that the article speaks of' },
  fitsOther: { ko: '다른 기사에 달릴 만한 댓글', en: 'A comment as other articles get' },
  fitsArticle: { ko: '이런 기사에 달리는 댓글', en: 'A comment as such articles get' },
  nothingRelevant: { ko: '기사와 이어지는 말이 없음', en: 'Nothing that the article speaks of' },
  readNear: { ko: '글의 뜻이 기사와 가까움', en: 'Its meaning is near to the article' },
  readFar: { ko: '글의 뜻이 기사와 멂', en: 'Its meaning is far from the article' },
  parent: { ko: '답글이 달린 댓글', en: 'The comment it answers' },
  companions: { ko: '다른 댓글들도 그 기사를 가리킴', en: 'Other comments point to that article too' },
  floodedPage: {
    ko: '이 기사에는 다른 이야기를 하는 댓글이 많음',
    en: 'Many comments here are about something else',
  },
  calmPage: {
    ko: '이 기사의 댓글은 거의 다 기사 이야기',
    en: 'Nearly all comments here are about the article',
  },
  noSubject: { ko: '무엇에 관한 글인지 알 만한 말이 적음', en: 'Few words that tell what it is about' },
  lettersAlone: { ko: '낱자뿐', en: 'Letters alone' },
  noContent: { ko: '내용 없음', en: 'No content' },
  serverDecisions: { ko: '이 서버의 판정에서 배운 것', en: "Learned from this server's decisions" },
} as const satisfies Record<string, LocalizedText>;

/** How another article is called, by how sure it is that it fits better. */
export const HOME_NAMES = {
  named: { ko: '더 맞는 기사', en: 'Fits better' },
  candidate: { ko: '더 맞는 기사 후보', en: 'Candidate that may fit better' },
} as const satisfies Record<string, LocalizedText>;

/** Title of the evidence that another article fits better. */
export function betterHome(articleTitle: string, standing: keyof typeof HOME_NAMES): LocalizedText {
  const { ko, en } = HOME_NAMES[standing];
  return { ko: `${ko}: ${articleTitle}`, en: `${en}: ${articleTitle}` };
}

/** Title of the evidence that a comment's meaning is far from its article and nearer to another. */
export function readNearer(articleTitle: string): LocalizedText {
  return {
    ko: `글의 뜻이 이 기사보다 다른 기사에 가까움: ${articleTitle}`,
    en: `Its meaning is nearer to another article: ${articleTitle}`,
  };
}

/** Names of the kinds of evidence, for evidence without a title of its own. */
export const REASON_KIND_NAMES = {
  rule: { ko: '규칙', en: 'rule' },
  article: { ko: '기사 낱말', en: 'words of the article' },
  relevance: { ko: '기사와 닮은 정도', en: 'likeness to the article' },
  reader: { ko: '글의 뜻', en: 'meaning' },
  home: { ko: '다른 기사에 더 맞음', en: 'fits another article better' },
  campaign: { ko: '여러 곳에 되풀이된 글', en: 'repeated in many places' },
  filler: { ko: '주제 없는 말', en: 'no subject' },
  parent: { ko: '윗댓글', en: 'the comment it answers' },
} as const satisfies Record<string, LocalizedText>;

/** Says of a comment that is too long that its beginning and its end were judged, in characters. */
export function judgedParts([head, tail]: readonly [head: number, tail: number]): LocalizedText {
  return {
    ko: `길어서 앞 ${figure(head)}자와 뒤 ${figure(tail)}자만 판정함`,
    en: `Long: judged by its first ${figure(head)} and last ${figure(tail)} characters`,
  };
}

/** Says of an article that is too long how much of its body was read, in characters. */
export function judgedBody(end: number): LocalizedText {
  return {
    ko: `기사가 길어서 본문 앞 ${figure(end)}자만 읽음`,
    en: `Long article: the first ${figure(end)} characters of its body were read`,
  };
}

/** Stands where a verdict has no reason to show: silence would look like a fault. */
export const NO_REASON = {
  'off-topic': { ko: '기사와 이어지는 말이 없음', en: 'nothing ties it to the article' },
  'on-topic': { ko: '기사와 어긋나는 말이 없음', en: 'nothing speaks against it' },
  unclear: { ko: '무엇에 관한 글인지 알려 주는 말이 없음', en: 'no word tells what it is about' },
} as const satisfies Record<string, LocalizedText>;
