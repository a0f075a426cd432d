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

/**
 * 어미 of the verbs that are glued to nouns (하다, 되다, 당하다, 시키다, 이다, 같다, 스럽다) and the common ones of other verbs.
 * A paradigm names the shapes that a stem takes; every shape has its own list of endings (표준국어대사전 어미 표제어 and the
 * colloquial spellings of comments: 하는거, 할려고, 구요).
 */

/** Shapes of a verb that is glued to a noun; an empty string stands for "no such shape". */
export interface Paradigm {
  /** 하: 하다, 하고 */
  readonly plain: string;
  /** 한: 한다, 한데 */
  readonly n: string;
  /** 할: 할까 */
  readonly l: string;
  /** 함: 함, 함을 */
  readonly m: string;
  /** 합: 합니다 */
  readonly b: string;
  /** 해: 해서, 해라 */
  readonly a: string;
  /** 했: 했다 */
  readonly past: readonly string[];
}

const plain = (
  stem: string,
  n: string,
  l: string,
  m: string,
  b: string,
  a: string,
  past: string,
): Paradigm => ({
  plain: stem,
  n,
  l,
  m,
  b,
  a,
  past: [...past.split(' '), `${stem}겠`],
});

/** Verbs that make verbs of nouns. */
export const NOUN_VERBS: readonly Paradigm[] = [
  plain('하', '한', '할', '함', '합', '해', '했 하였'),
  plain('하시', '하신', '하실', '하심', '하십', '하셔', '하셨'),
  plain('되', '된', '될', '됨', '됩', '돼', '됐 되었'),
  plain('되', '된', '될', '됨', '됩', '되어', '됬'),
  plain('당하', '당한', '당할', '당함', '당합', '당해', '당했'),
  plain('시키', '시킨', '시킬', '시킴', '시킵', '시켜', '시켰'),
  plain('드리', '드린', '드릴', '드림', '드립', '드려', '드렸'),
];

/** Endings by the shape they follow. `-` stands for the bare shape. */
export const AFTER_PLAIN =
  '다 고 는 지 지만 지마 지마라 지말고 면 면서 며 니 니까 네 네요 냐 냐고 냐는 자 자고 자는 자마자 려 려고 려는 려면 러 기 기도 기는 기만 기를 ' +
  '기가 기에 기로 기까지 기나 게 게도 게끔 던 던데 던가 더라 더라고 더라고요 더니 다가 다니 다보면 도록 든 든지 든가 거나 나 나요 나보다 라 라고 ' +
  '라는 라니 라며 라면 는데 는데요 는데도 는지 는지도 는가 는거 는걸 는게 는건 는것 는것도 는거야 는거지 는구나 는군 는군요 는중 는척 는듯 거든 거든요 ' +
  '잖아 잖아요 잖냐 세요 시죠 시는 시길 시고 십시오 구나 지요 죠 구요 고요 느라 고도 고는 고서 고자 고만 지도 지는 지를 지가 지않고 지않는 지않는다 ' +
  '고싶다 고싶은 고있다 고있는 고있네 길 긴 기때문에 셈 대 대요 데 요 리라 리 소 쇼 삼 노 누';
export const AFTER_N =
  '- 다 다고 다는 다면 다며 다면서 다니 다니까 다네 다네요 다던데 다더라 데 데요 데도 지 지도 가 가요 대 대요 답니다 단다 거 건 걸 게 것 ' +
  '것도 것이 것은 것을 거다 거야 거지 거네 듯 듯이 줄 적 채 들 이상 이유 사람 놈 놈들 상태 상황 만큼';
export const AFTER_L =
  '- 지 지도 까 까요 까봐 게 게요 수록 듯 듯이 듯한 걸 텐데 거 것 거다 거야 거면 건데 건가 건가요 때 때는 뿐 수 수있 지언정 만한 만하다 래 ' +
  '래요 려고 려는 려면 라고 줄 사람 것이다 것을 예정 필요';
export const AFTER_M = '- 을 은 이 에 에도 으로 과 의 도 만 니다';
export const AFTER_B = '니다 니까 니다만 시다 디다 니당';
export const AFTER_A =
  '- 서 도 야 요 라 라고 라는 주 줘 줘라 줘요 주세요 주라 주는 준 줄 주고 봐 봐라 보면 버 버려 버린 놓고 놓은 야지 야죠 야한다 야할 야하는 야겠다 야돼 ' +
  '야된다 온 왔다 왔던 서는 서라도 야만 볼까 본';
/** After 았, 었, 했, 겠: everything that may follow ㅆ. */
export const AFTER_PAST =
  '다 고 는데 는데요 는데도 네 네요 습니다 습니까 습니다만 어 어요 어도 어야 지 지요 죠 지만 으면 으니 으니까 으면서 으나 으며 던 던데 던가 던거 을 을까 ' +
  '을까요 을텐데 을듯 을지 을지도 을거 을것 을거야 는지 는지도 나 나요 냐 냐고 냐는 다고 다는 다면 다면서 다며 다니 다니까 다네 다네요 다더라 다가 ' +
  '거든 거든요 잖아 잖아요 구나 구만 구요 고요 군 군요 더라 더라고 더라면 더니 음 는걸 는가 는거 는게 노 누 대 대요 단다 답니다 기 기에 기때문에 길래 ' +
  '슴 습니당 었다 었는데 었고 었던 었지 었네';

/** 이다 after a noun; 이 is often left out after a vowel, so the forms with it stand after any. `인` alone is no form. */
export const COPULA_FULL =
  '이다 이고 이고요 이구요 이지 이지만 이지요 이죠 이면 이면서 이며 이니 이니까 이네 이네요 이냐 이냐고 이냐는 이자 이기 이기도 이기에 이기때문에 이든 ' +
  '이던 이던데 이더라 이더라고 이더니 이다가 이다보니 이거나 이나 이라 이라고 이라고요 이라는 이라니 이라며 이라면 이라면서 이라서 이라도 이라네 이라던데 ' +
  '이라더니 이란다 이랍니다 이래 이래요 이래도 이라지만 이거든 이거든요 이잖아 이잖아요 이구나 이군 이군요 이구만 이세요 이신 이십니다 이겠 이겠지 이겠네 ' +
  '이겠죠 이에요 이예요 이어서 이어도 이야 이야말로 이었다 이었는데 이었고 이었네 이었던 이었지 이었습니다 이었으면 이였다 이였는데 이였네 이였던 ' +
  '이라는데 이라는게 이라는거 이라는건 이라는것 이라길래 이랄까 이란게 이란거 이란건 이던가 이려나 이로다 이노 이누 이셈 이어야 이여서 이여야';
export const COPULA_SHAPED =
  '인데 인데요 인데도 인지 인지도 인가 인가요 인가봐 인거 인건 인걸 인게 인것 인듯 인줄 인척 인대 인뎁 일까 일까요 일지 일지도 일듯 일텐데 일거 일걸 ' +
  '일거야 일뿐 일수록 일수도 일때 일테니 일줄 임 임을 임에도 임요 입니다 입니까 입니다만 입니당 입디다 인거같다 인거네 인거지 인거야';
/** Past and guess of 이다, before AFTER_PAST; 이였 is how it is often misspelt. */
export const COPULA_PAST: readonly string[] = ['이었', '이였', '이겠'];
/** The same without 이, after a vowel only. */
export const COPULA_BARE =
  '다 고 고요 구요 지 지만 지요 죠 면 면서 니 니까 네 네요 냐 냐고 냐는 던데 더라 더라고 더니 다가 거나 라 라고 라고요 라는 라니 라며 라면 라면서 라서 ' +
  '라네 라던데 라더니 란다 랍니다 래 래요 래도 라지만 거든 거든요 잖아 잖아요 구나 군 군요 구만 겠지 겠네 겠죠 예요 에요 여서 여도 였다 였는데 였고 였네 ' +
  '였던 였지 였습니다 였으면 였어 였어요 였나 였음 라는데 라는게 라는거 라는건 라는것 라길래 랄까 란게 란거 란건 던가 려나 노 누';

/** Adjectives that are glued to nouns: 대유같은, 자랑스러운. */
export const GLUED_ADJECTIVES =
  '같은 같이 같다 같고 같네 같네요 같아 같아요 같아서 같은데 같음 같지 같지만 같습니다 같으면 같으니 같은거 같은게 같은건 같은놈 같은놈들 같았다 같던데 ' +
  '스러운 스럽다 스럽네 스럽네요 스럽고 스러워 스러워서 스럽습니다 스럽게 스럽지';

/** Endings of other verbs after a vowel: 떨어지는데, 가려고. Single syllables are too common at the ends of nouns. */
export const VERB_AFTER_VOWEL =
  '는데 는데요 는지 는가 는거 는게 는걸 는구나 는군 니까 니까요 면서 려고 려는 려면 려나 지만 지요 지마 지말고 네요 더라 더라고 더니 던데 거든 거든요 잖아 ' +
  '잖아요 세요 십시오 도록 든지 거나 나요 냐고 냐는 자고 자는 자마자 기도 기만 기는 기에 기를 다니 다가 고요 구요 고서 고도 겠다 겠네 겠네요 겠지 겠죠 ' +
  '겠습니다 겠어 겠어요 겠는데 겠고 겠냐 시는 셨다 셨네요 십니다';
/** And after a 받침: 먹는다, 있습니다, 좋네요. */
export const VERB_AFTER_CODA =
  '습니다 습니까 습니다만 는다 는다고 는다는 는다면 는다며 는다니 는데 는데요 는지 는지도 는가 는거 는게 는걸 는구나 는군 은데 으니 으니까 으면 으면서 ' +
  '으며 으려고 으려는 으려면 으러 으세요 으라고 으라는 을까 을까요 을수록 을텐데 을듯 을지 을지도 을게 을거 을것 을래 어요 아요 어서 아서 어도 아도 어야 ' +
  '아야 어라 아라 네요 지만 지요 지마 지말고 더라 더라고 더니 던데 거든 거든요 잖아 잖아요 도록 든지 거나 나요 냐고 냐는 자고 자는 기도 기만 기는 기에 ' +
  '기를 다고 다는 다면 다며 다니 다니까 다가 다네 다네요 고요 구요 고서 었다 았다 었는데 았는데 었네 았네 었고 았고 었던 았던 었지 았지 었습니다 았습니다 ' +
  '었어 았어 었어요 았어요 었음 았음 었으면 았으면 었나 았나 겠다 겠네 겠네요 겠지 겠죠 겠습니다 겠어 겠어요 겠는데 겠고 겠냐';
/** After ㅂ of 갑니다, 보입니다. */
export const VERB_AFTER_BIEUP = '니다 니까 니다만 시다 디다';
