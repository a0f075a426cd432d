/** Search as Korean readers expect it: `ㅅㅈ` finds 시장, `카카ㅇ` and `카캉` find 카카오 while it is typed. */

const FIRST = 0xac00;
const LAST = 0xd7a3;
/** Syllables of one initial, and of one initial with one vowel. */
const OF_INITIAL = 588;
const OF_VOWEL = 28;
const INITIALS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
/** Final consonants by number; two letters where the second can go over to the next syllable. */
const FINALS = [
  '',
  ...'ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ'.split(
    ' ',
  ),
];

/** Text as it is compared: composed and without case. */
export function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** Whether a folded text holds all words of a search; null for a search without words. */
export function matcher(search: string): ((folded: string) => boolean) | null {
  const words = fold(search)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return null;
  const tests = words.map(wordTest);
  return (folded) => tests.every((test) => test(folded));
}

function wordTest(word: string): (folded: string) => boolean {
  const letters = Array.from(word);
  if (!letters.some(isInitial) && !isSyllable(letters.at(-1)!)) return (folded) => folded.includes(word);
  const pattern = letters.map((letter, at) =>
    at === letters.length - 1 && isSyllable(letter) ? begun(letter) : initial(letter),
  );
  const expression = new RegExp(pattern.join(''), 'u');
  return (folded) => expression.test(folded);
}

/** An initial stands for itself and for every syllable that begins with it. */
function initial(letter: string): string {
  const at = INITIALS.indexOf(letter);
  return at === -1 ? literal(letter) : `[${letter}${range(FIRST + at * OF_INITIAL, OF_INITIAL)}]`;
}

/** The last syllable of a word may still be being typed: 카 can become 칼, and the ㅇ of 캉 can begin the next syllable. */
function begun(syllable: string): string {
  const code = syllable.charCodeAt(0);
  const final = FINALS[(code - FIRST) % OF_VOWEL] ?? '';
  if (final === '') return `[${range(code, OF_VOWEL)}]`;
  const open = code - ((code - FIRST) % OF_VOWEL);
  const kept = String.fromCharCode(open + Math.max(0, FINALS.indexOf(final.slice(0, -1))));
  return `(?:${syllable}|${kept}${initial(final.slice(-1))})`;
}

function range(from: number, length: number): string {
  return `${String.fromCharCode(from)}-${String.fromCharCode(from + length - 1)}`;
}

function isInitial(letter: string): boolean {
  return INITIALS.includes(letter);
}

function isSyllable(letter: string): boolean {
  const code = letter.charCodeAt(0);
  return code >= FIRST && code <= LAST;
}

function literal(letter: string): string {
  return letter.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
