import {
  CODAS,
  FIRST_SYLLABLE,
  ONSETS,
  VOWELS,
  codaOf,
  composeSyllable,
  isHangulSyllable,
  onsetOf,
  vowelOf,
} from './syllables.js';

/**
 * Spellings by sound, generated from the term. The rules are those of the standard pronunciation (표준 발음법, 국립국어원),
 * cited by article; each looks at one syllable and the next. Codas of one sound (앋, 앗, 앚) are left to the matcher.
 */

/** A syllable by its letters; an empty coda is none. */
interface Parts {
  readonly onset: string;
  readonly vowel: string;
  readonly coda: string;
}
type Pair = readonly [Parts, Parts];
type Rule = (first: Parts, next: Parts) => Pair | null;

const MAX_SPELLINGS = 12;

/** 겹받침 in two: what stays and what moves on (제14항). */
const DOUBLE: Readonly<Record<string, string>> = {
  ㄳ: 'ㄱㅅ', ㄵ: 'ㄴㅈ', ㄶ: 'ㄴㅎ', ㄺ: 'ㄹㄱ', ㄻ: 'ㄹㅁ', ㄼ: 'ㄹㅂ', ㄽ: 'ㄹㅅ', ㄾ: 'ㄹㅌ', ㄿ: 'ㄹㅍ', ㅀ: 'ㄹㅎ', ㅄ: 'ㅂㅅ',
}; // prettier-ignore
const ASPIRATED: Readonly<Record<string, string>> = { ㄱ: 'ㅋ', ㄷ: 'ㅌ', ㅂ: 'ㅍ', ㅈ: 'ㅊ', ㅅ: 'ㅌ' };
const TENSE: Readonly<Record<string, string>> = { ㄱ: 'ㄲ', ㄷ: 'ㄸ', ㅂ: 'ㅃ', ㅅ: 'ㅆ', ㅈ: 'ㅉ' };
const STOPS: Readonly<Record<string, string>> = { ㄱ: 'ㄱㄲㅋㄳㄺ', ㄷ: 'ㄷㅅㅆㅈㅊㅌ', ㅂ: 'ㅂㅍㅄㄿ' };
const NASAL: Readonly<Record<string, string>> = { ㄱ: 'ㅇ', ㄷ: 'ㄴ', ㅂ: 'ㅁ' };

const stopOf = (coda: string): string | undefined =>
  coda === '' ? undefined : Object.keys(STOPS).find((stop) => STOPS[stop]?.includes(coda));

const changed = (first: Parts, coda: string, next: Parts, onset: string): Pair => [
  { ...first, coda },
  { ...next, onset },
];

/** 제12항: 좋고 -> 조코, 않다 -> 안타, 국화 -> 구콰, 좋아 -> 조아. */
const ㅎ받침: Rule = (first, next) => {
  const [stays = '', last = first.coda] = DOUBLE[first.coda] ?? ['', first.coda];
  if (last === 'ㅎ' && next.onset === 'ㅇ') return changed(first, '', next, stays || 'ㅇ');
  if (last === 'ㅎ' && ASPIRATED[next.onset] && next.onset !== 'ㅅ') {
    return changed(first, stays, next, ASPIRATED[next.onset] ?? '');
  }
  if (last === 'ㅎ' && next.onset === 'ㅅ') return changed(first, stays, next, 'ㅆ');
  if (next.onset === 'ㅎ' && ASPIRATED[last] !== undefined)
    return changed(first, stays, next, ASPIRATED[last]);
  return null;
};

/** ㅎ between ㄴ, ㄹ, ㅁ and a vowel is weak in speech: 전화 -> 저놔. Not standard, but how it is typed. */
const 약한ㅎ: Rule = (first, next) =>
  next.onset === 'ㅎ' && 'ㄴㄹㅁ'.includes(first.coda) && first.coda !== ''
    ? changed(first, '', next, first.coda)
    : null;

/** Between vowels and behind ㅇ the ㅎ of a word goes the same way: 통과하 -> 통과아, 초등학 -> 초등악. */
const 사라진ㅎ: Rule = (first, next) =>
  next.onset === 'ㅎ' && (first.coda === '' || first.coda === 'ㅇ')
    ? changed(first, first.coda, next, 'ㅇ')
    : null;

/** ㅎ moved on as other codas are: 좋아 -> 조하. Against 제12항, but how it is typed. */
const ㅎ연음: Rule = (first, next) => {
  const [stays = '', last = first.coda] = DOUBLE[first.coda] ?? ['', first.coda];
  return last === 'ㅎ' && next.onset === 'ㅇ' ? changed(first, stays, next, 'ㅎ') : null;
};

/** 제17항: 굳이 -> 구지, 같이 -> 가치, 닫히 -> 다치. */
const 구개음화: Rule = (first, next) => {
  const [stays = '', last = first.coda] = DOUBLE[first.coda] ?? ['', first.coda];
  if (next.vowel !== 'ㅣ' && next.vowel !== 'ㅕ') return null;
  if (last === 'ㄷ' && next.onset === 'ㅇ') return changed(first, stays, next, 'ㅈ');
  if (last === 'ㅌ' && next.onset === 'ㅇ') return changed(first, stays, next, 'ㅊ');
  return last === 'ㄷ' && next.onset === 'ㅎ' ? changed(first, stays, next, 'ㅊ') : null;
};

/** 제13항, 제14항: 먹이 -> 머기, 넘어 -> 너머, 앉아 -> 안자. */
const 연음: Rule = (first, next) => {
  if (next.onset !== 'ㅇ' || first.coda === '' || first.coda === 'ㅇ') return null;
  const [stays = '', last = first.coda] = DOUBLE[first.coda] ?? ['', first.coda];
  return last === 'ㅎ' ? null : changed(first, stays, next, last);
};

/** 제18항: 국민 -> 궁민, 앞날 -> 암날. */
const 비음화: Rule = (first, next) => {
  const stop = stopOf(first.coda);
  return stop !== undefined && 'ㄴㅁ'.includes(next.onset)
    ? changed(first, NASAL[stop] ?? '', next, next.onset)
    : null;
};

/** 제19항: 종로 -> 종노, 협력 -> 혐녁. */
const ㄹ의비음화: Rule = (first, next) => {
  if (next.onset !== 'ㄹ') return null;
  if (first.coda === 'ㅁ' || first.coda === 'ㅇ') return changed(first, first.coda, next, 'ㄴ');
  const stop = stopOf(first.coda);
  return stop === undefined ? null : changed(first, NASAL[stop] ?? '', next, 'ㄴ');
};

/** 제20항: 논리 -> 놀리, 칼날 -> 칼랄. */
const 유음화: Rule = (first, next) =>
  (first.coda === 'ㄴ' && next.onset === 'ㄹ') || (first.coda === 'ㄹ' && next.onset === 'ㄴ')
    ? changed(first, 'ㄹ', next, 'ㄹ')
    : null;

/** 제23항, 제26항: 학교 -> 학꾜, 갈등 -> 갈뜽. */
const 된소리되기: Rule = (first, next) => {
  const tense = TENSE[next.onset];
  if (tense === undefined) return null;
  const afterRieul = first.coda === 'ㄹ' && 'ㄷㅅㅈ'.includes(next.onset);
  return stopOf(first.coda) !== undefined || afterRieul ? changed(first, first.coda, next, tense) : null;
};

/** 제29항: 색연필 -> 생년필, 알약 -> 알략. */
const ㄴ첨가: Rule = (first, next) => {
  if (
    first.coda === '' ||
    'ㄷㅌㅎ'.includes(first.coda) ||
    next.onset !== 'ㅇ' ||
    !'ㅣㅑㅕㅛㅠ'.includes(next.vowel)
  )
    return null;
  if (first.coda === 'ㄹ') return changed(first, 'ㄹ', next, 'ㄹ');
  const stop = stopOf(first.coda);
  return changed(first, stop === undefined ? first.coda : (NASAL[stop] ?? ''), next, 'ㄴ');
};

/** 연음 undone: 이국 -> 익욱. Only plain consonants are written so. */
const 거꾸로연음: Rule = (first, next) =>
  first.coda === '' && 'ㄱㄴㄷㄹㅁㅂㅅㅈ'.includes(next.onset)
    ? changed(first, next.onset, next, 'ㅇ')
    : null;

/** In the order in which they apply; the first that fits a pair is how it is spoken. */
const SPOKEN: readonly Rule[] = [구개음화, ㅎ받침, 연음, 비음화, ㄹ의비음화, 유음화, 된소리되기];
const ALL: readonly Rule[] = [...SPOKEN, 약한ㅎ, 사라진ㅎ, ㅎ연음, ㄴ첨가, 거꾸로연음];

function partsOf(letter: string): Parts | null {
  const code = letter.charCodeAt(0);
  if (!isHangulSyllable(code)) return null;
  const index = code - FIRST_SYLLABLE;
  const coda = codaOf(index);
  return {
    onset: ONSETS.charAt(onsetOf(index)),
    vowel: VOWELS.charAt(vowelOf(index)),
    coda: coda === 0 ? '' : CODAS.charAt(coda - 1),
  };
}

const letterOf = ({ onset, vowel, coda }: Parts): string =>
  String.fromCharCode(
    FIRST_SYLLABLE +
      composeSyllable(
        ONSETS.indexOf(onset),
        VOWELS.indexOf(vowel),
        coda === '' ? 0 : CODAS.indexOf(coda) + 1,
      ),
  );

/** The word with a rule applied between letters `at` and `at + 1`; null where it does not fit. */
function apply(rule: Rule, letters: readonly string[], at: number): string[] | null {
  const first = partsOf(letters[at] ?? '');
  const next = partsOf(letters[at + 1] ?? '');
  if (first === null || next === null) return null;
  const pair = rule(first, next);
  return pair && [...letters.slice(0, at), letterOf(pair[0]), letterOf(pair[1]), ...letters.slice(at + 2)];
}

/** The word as it is spoken, every pair by the first rule that fits it: 독립 -> 동닙. */
export function spoken(word: string): string {
  let letters = Array.from(word);
  for (let at = 0; at + 1 < letters.length; at++) {
    for (const rule of SPOKEN) {
      const next = apply(rule, letters, at);
      if (next === null) continue;
      letters = next;
      break;
    }
  }
  return letters.join('');
}

/** Loanwords as they were spelt before the rules of 1986 (외래어 표기법), 안 taken for 않, a tense ㅅ as it is said. */
const HABITS: readonly (readonly [from: RegExp, to: string])[] = [
  [/(?<=.)터/gu, '타'],
  [/센/gu, '쎈'],
  [/안(?=[되돼됩하해])/gu, '않'],
  [/(?<=.)식/gu, '씩'],
  [/^시(?=[발바])/gu, '씨'],
];

/** Misspellings of the word that are habits of many writers, so that they stand in ordinary text: 데이타, 않돼. */
export function habitualSpellings(word: string): string[] {
  const single = HABITS.map(([from, to]) => word.replace(from, to));
  const all = HABITS.reduce((text, [from, to]) => text.replace(from, to), word);
  return [...new Set([...single, all])].filter((text) => text !== word);
}

/**
 * Spellings that sound like the word, at most 12, the likeliest first, never the word itself.
 *
 * @example soundSpellings('국민') // 궁민
 */
export function soundSpellings(word: string): string[] {
  const letters = Array.from(word);
  const spellings = new Set([spoken(word)]);
  const add = (rule: Rule, from: readonly string[]): void => {
    for (let at = 0; at + 1 < from.length; at++) {
      const other = apply(rule, from, at);
      if (other !== null) spellings.add(other.join(''));
    }
  };
  for (const rule of ALL) add(rule, letters);
  // Who writes as they speak drops ㅎ as well: 싫어해 -> 시러애.
  for (const rule of [약한ㅎ, 사라진ㅎ]) add(rule, Array.from(spoken(word)));
  spellings.delete(word);
  return [...spellings].slice(0, MAX_SPELLINGS);
}
