/**
 * What stands beside other comments in one question must not be able to speak to the reader. A comment is plain when it
 * holds nothing but everyday letters, few of them, and no word that a command to a classifier needs; whatever else it is,
 * it is asked about alone, where it can change no answer but its own.
 */

/** Longest plain comment in UTF-16 code units: room for a sentence or three, none for a play of roles. */
const LONGEST_PLAIN = 300;
/** Latin letters of a plain comment: `KBS`, `LG` and `OLED`, but no sentence and no base64. */
const MOST_LATIN = 12;

/** Letters, digits, blanks, everyday punctuation and pictures. No brackets but round ones, no colon, no slash. */
const EVERYDAY =
  /^[가-힣ㄱ-ㅎㅏ-ㅣA-Za-z0-9\p{Script=Han} \n.,?!~…·‥ㆍ'"‘’“”%()+\-^;*♡♥❤★☆\p{Extended_Pictographic}\uFE0F]*$/u;
/** Hanja beside each other: headlines write 尹 and 美 alone, and 無視 is a word. */
const HANJA_WORD = /\p{Script=Han}{2}/u;
/** Syllables taken apart: `ㅁㅜㅅㅣ`. Laughter and weeping (`ㅋㅋ`, `ㅠㅠ`) do not mix the two. */
const TAKEN_APART = /[ㄱ-ㅎ](?![ㅠㅜㅡ]{2})[ㅏ-ㅣ]/u;
/** Letters that stand alone between blanks or dots: `무 시 해 라`. */
const SPACED_OUT = /(?:(?<![가-힣])[가-힣][ .,·~*\-^;]+){4}/u;

/**
 * Stems without which nobody tells a reader what to answer: the task and its labels, the reader itself, the others, and
 * verbs of command. Compared without blanks and punctuation.
 */
const COMMAND_WORDS = new RegExp(
  [
    // The task and its labels.
    '기사|본문|관련|무관|관계없|관계있|상관없|상관있|주제|온토픽|오프토픽|판정|판별|판단|분류|라벨|레이블|태그|정답|속하',
    // The reader.
    '시스템|프롬프트|인공지능|챗봇|지피티|제미나이|클로드|모델|기계|당신은|너는이제|역할|관리자|개발자|운영자|제이슨',
    // The others.
    '댓글|덧글|모두|모든|전부|전체|나머지|다른글|다른것|이글|저글|그글|위글|윗글|아랫글|위의|아래의|앞의|뒤의|지금까지|지금부터|이전의',
    // Commands.
    '무시|지시|명령|대답|답변|답해|답하|응답|출력|시오|주세요|주십|해줘|바랍니다|표시해|처리해|취급|간주|라고해|라고써|라고답|로해라|로하라',
    'ignore|system|prompt|label|topic|answer|comment|json|gpt|llm|ai',
  ].join('|'),
  'iu',
);

/** Whether a comment may stand beside others in one question. */
export function isPlain(text: string): boolean {
  if (text.length > LONGEST_PLAIN || !EVERYDAY.test(text)) return false;
  // What looks different once it is normalised (full-width letters, jamo) is not written in everyday letters.
  if (text !== text.normalize('NFKC').normalize('NFC') && text !== text.normalize('NFC')) return false;
  if ((text.match(/[A-Za-z]/g)?.length ?? 0) > MOST_LATIN) return false;
  if (HANJA_WORD.test(text) || TAKEN_APART.test(text) || SPACED_OUT.test(text)) return false;
  return !COMMAND_WORDS.test(text.replace(/[^가-힣A-Za-z]/gu, ''));
}
