/**
 * 조사 and the conditions on the 받침 before them (한글 맞춤법 제41항, 표준국어대사전 조사 표제어).
 *
 * A form is written as a moderator reads it; the column says after what it may stand. What is ambiguous is decided so:
 * - 도, 의, 이, 가, 과, 로, 만 after two or more syllables are 조사 (대유도 -> 대유 + 도), unless the cut falls inside one of
 *   NOUNS_LIKE_JOSA: the eight provinces (제주도, 경기도 …) and nouns that readers meet daily (연구결과, 어린이, 민주주의).
 *   제주도 therefore stays 제주도, and 제주도도 gives 제주도 + 도.
 * - After one syllable only forms that hardly end a noun are peeled (물을, 말은, 집에); 국가, 정도, 회의, 나라 stay whole.
 * - 나, 야, 아, 라, 란, 든, 래 and the copula without 이 (대유다, 대유네) end too many nouns (코로나, 캐나다, 바카라) to be
 *   peeled from an unknown word; after a known term they do count as a tail.
 * - 인 alone is never a tail: 장애인 is not 장애.
 */

/** What stands before: a vowel, 받침 ㄹ, another 받침. */
export const VOWEL = 1;
export const RIEUL = 2;
export const CODA = 4;
/** A 받침 that only verbs, adjectives and past tenses have: ㅆ ㅎ ㄶ ㅀ ㅄ. */
export const VERB = 8;
export const ANY = VOWEL | RIEUL | CODA;

/** What may stand before a tail: bits of the above. */
export type After = number;

/** Forms by what they stand after, separated by spaces. */
export type Forms = readonly (readonly [after: After, forms: string])[];

/** 복수 접미사: it stands before all others. */
export const PLURAL: Forms = [[ANY, '들']];

/** 격조사 and 보조사 after which another 조사 or the copula may follow (에서는, 까지도, 한테만). */
export const OPEN_JOSA: Forms = [
  [
    ANY,
    '에 에서 에게 에게서 한테 한테서 께 께서 까지 부터 만 처럼 보다 만큼 대로 마다 밖에 조차 마저 뿐 더러 에다 하고',
  ],
  [VOWEL | RIEUL, '로 로서 로써 로부터'],
  [CODA, '으로 으로서 으로써 으로부터'],
  [VOWEL, '와 랑'],
  [RIEUL | CODA, '과 이랑'],
];

/** Of these, the ones that stand second as well: 에서까지, 만으로, 뿐만. */
export const SECOND_JOSA: Forms = [
  [ANY, '까지 부터 만 처럼 보다 조차 마저 뿐 밖에 한테 에게'],
  [VOWEL | RIEUL, '로'],
  [CODA, '으로'],
];

/** Chains after which the copula is common: 주주들이다, 대유뿐이네. */
export const BEFORE_COPULA = new Set('들 뿐 까지 부터 만 에서 처럼 들뿐 들만'.split(' '));

/** 조사 that close the chain. */
export const CLOSING_JOSA: Forms = [
  [ANY, '의 도 요 커녕 에다가 치고 이요 이야말로 따라 마냥 따위'],
  [VOWEL, '가 는 를 나 야 여 라도 든 든지 든가 이든지 이든 는커녕 야말로 는요 가요 란 라든지 라든가 며 나마'],
  [
    RIEUL | CODA,
    '이 은 을 이나 아 이여 이라도 이든 이든지 이든가 은커녕 은요 이란 이라든지 이라든가 이며 이나마 이야',
  ],
];

/** Forms that count after a known term but are not peeled from an unknown word, unless it ends like a verb (했네). */
export const NOT_PEELED = new Set(
  (
    '나 야 아 여 요 란 든 며 라 래 다 고 지 네 냐 죠 면 니 군 자 게 기 던 노 누 대 음 할 뿐 따위 하나 이여 가요 ' +
    '인게 인걸 인건 인척'
  ).split(' '),
);

/** Single-syllable forms that are peeled from one syllable as well. */
export const AFTER_ONE_SYLLABLE = new Set(['은', '는', '을', '를', '에']);

/** Longer forms that are not peeled from one syllable: 피해도, 이해도, 국가요, 나라도, 그대로. */
export const NOT_AFTER_ONE_SYLLABLE = new Set(
  '해도 해요 라도 라고 라는 라면 라며 라니 나마 는요 대로 만큼 하나 되나 지도 기도 기만 고도 고요 구요'.split(
    ' ',
  ),
);

/** 대명사 of one syllable with the 조사 that are peeled from them (내가, 나도, 너만, 제가, 누가). */
export const PRONOUNS: ReadonlyMap<string, string> = new Map([
  ['나', '도만와의로'],
  ['너', '도만와의로'],
  ['저', '도만와의로'],
  ['내', '가'],
  ['네', '가'],
  ['니', '가'],
  ['제', '가'],
  ['누', '가'],
  ['거', '도만와의로'],
  ['것', '이도만과의'],
]);

/** Nouns and adverbs that end like a 조사 or an ending; no cut may fall inside one. */
export const NOUNS_LIKE_JOSA = new Set(
  (
    '제주도 경기도 강원도 충청도 전라도 경상도 황해도 평안도 함경도 ' +
    '민주주의 자본주의 사회주의 공산주의 자유주의 개인주의 집단주의 제국주의 민족주의 전체주의 이기주의 보수주의 군국주의 ' +
    '공매도 한반도 코로나 빨갱이 감성팔이 ' +
    '결과 효과 통과 정도 속도 온도 태도 휴가 허가 추가 논의 편의 나라 고속도로 그대로 스스로 국무회의 이사회의 간담회의 ' +
    '지지도 선호도 만족도 인지도 완성도 난이도 어린이 젊은이 늙은이 고양이 호랑이 원숭이 떡볶이 손잡이 목걸이 쟁이 둥이 ' +
    '뱅이 없이 같이 높이 깊이 게임 책임 모임 움직임 담임 프레임 피해 올해 새해 방해 손해 이해 오해 침해 재해 공해 북한 남한 ' +
    '제한 무한 권한 기한 역할 분할 명함 포함'
  ).split(' '),
);
