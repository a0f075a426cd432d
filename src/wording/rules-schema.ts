import type { LocalizedText } from '../fault.js';

/** Descriptions of the keys of a rule pack, which editors show from the JSON Schema. */
export const PACK_KEYS = {
  term: {
    ko: '낱말, 또는 묶음의 이름 앞에 $.',
    en: 'A term, or $name for all the terms of a group.',
  },
  longTerm: { ko: '따로 정한 것이 있는 낱말.', en: 'A term with options of its own.' },
  ruleId: { ko: '규칙집 안에서 하나뿐인 이름.', en: 'Unique in the pack.' },
  weight: { ko: '증거의 무게(로짓).', en: 'Evidence in logit units.' },
  ruleTopic: {
    ko: '기사의 주제 점수.',
    en: 'Points for the topic of an article, instead of the weight; 0 says nothing of it.',
  },
  any: { ko: '이 가운데 하나라도.', en: 'Any of these.' },
  all: { ko: '모두. 목록은 그중 하나라도.', en: 'Every entry; a list is any of it.' },
  none: { ko: '하나도 없어야 한다.', en: 'None of these may stand in the text.' },
  near: {
    ko: '모두, 순서 없이, 이만큼의 어절 안에.',
    en: 'Every entry, within so many eojeols, in any order.',
  },
  oneSided: {
    ko: '이 주제의 기사를 알아보고 그 아래 댓글을 편들 뿐, 다른 기사 아래의 댓글을 무관하다고 하지 않는다.',
    en: 'Tells articles on the topic and speaks for their comments, but never against a comment of another article.',
  },
  nearPattern: {
    ko: '그 곁에 있어야 하는 것을 찾는 RE2 정규식. 낱말 목록 하나와 함께여도 된다.',
    en: 'A regular expression that also matches there; beside it one entry of terms is enough.',
  },
  pattern: { ko: 'RE2 정규식.', en: 'A regular expression in RE2 syntax, on the text as readers see it.' },
  unless: {
    ko: '낱말이 들어 있지만 다른 말.',
    en: 'Longer words that hold a term but are not it.',
  },
  place: {
    ko: '어절 안의 자리.',
    en: 'Where in an eojeol; default edge up to two syllables, else anywhere.',
  },
  whole: { ko: '이것뿐일 때만.', en: 'Filler only: counts if nothing else is left in the text.' },
  packId: { ko: '파일 이름과 같다.', en: 'Equals the name of the file.' },
  packKind: {
    ko: '무엇을 찾는지: campaign 조직적 글, advert 광고, politics 정치 구호, topic 여느 주제, everyday 지나가며 말하는 일상(개, 밥, 비). 안 적으면 role이 foreign일 때 campaign, 아니면 topic.',
    en: 'What it finds: campaign, advert, politics, topic, or everyday (what readers of any article mention in passing: dogs, food, rain). By default campaign where role is foreign, topic otherwise.',
  },
  packTopic: {
    ko: '주제로 보는 점수.',
    en: 'Points an article needs to have this topic: in all, or by its title alone.',
  },
} as const satisfies Record<string, LocalizedText>;

/** The key `ways`; `optional` names the ways that have to be asked for. */
export const waysKey = (optional: string): LocalizedText => ({
  ko: `되돌려 읽을 표기 방식. 안 적으면 ${optional}만 빼고 모두.`,
  en: `The evasion ways that are undone; default all but ${optional}.`,
});
