/**
 * Symbols that readers take for letters: circled, squared, parenthesised, mathematical, full-width and regional-indicator Latin,
 * small capitals, circled and parenthesised Hangul. What each reads follows from Unicode: its compatibility decomposition
 * (NFKC) where it has one, otherwise its place in the block (charts U1F100, U1D00).
 */

/** First and last code point of a row of symbols, and the letter that the first one reads. */
type Row = readonly [first: number, last: number, letter: string];

/**
 * Symbols that stand in ordinary text for themselves (ⓒ뉴스, 🅰형, 🇰🇷, ① 물가): letters where several stand together. Flags are
 * pairs of regional indicators.
 */
const SYMBOL_ROWS: readonly Row[] = [
  [0x249c, 0x24b5, 'a'],
  [0x24b6, 0x24cf, 'A'],
  [0x24d0, 0x24e9, 'a'],
  [0x1f110, 0x1f129, 'A'],
  [0x1f130, 0x1f149, 'A'],
  [0x1f150, 0x1f169, 'A'],
  [0x1f170, 0x1f189, 'A'],
  [0x1f1e6, 0x1f1ff, 'a'],
];

/** Digits in circles, brackets and before full stops, which mostly count points of a list. */
const DIGIT_ROWS: readonly Row[] = [
  [0x2460, 0x2468, '1'],
  [0x2474, 0x247c, '1'],
  [0x2488, 0x2490, '1'],
  [0x24ea, 0x24ea, '0'],
  [0x24f5, 0x24fd, '1'],
  [0x24ff, 0x24ff, '0'],
  [0x2776, 0x277e, '1'],
  [0x2780, 0x2788, '1'],
  [0x278a, 0x2792, '1'],
];

/** Styled letters, which stand for nothing but the letter. */
const STYLED_ROWS: readonly Row[] = [
  [0xff10, 0xff19, '0'],
  [0xff21, 0xff3a, 'A'],
  [0xff41, 0xff5a, 'a'],
];
/** Blocks whose single letters NFKC tells: modifier letters, letter-like symbols, mathematical alphanumerics. */
const STYLED_BLOCKS: readonly (readonly [first: number, last: number])[] = [
  [0x1d2c, 0x1d6a],
  [0x2071, 0x2071],
  [0x207f, 0x207f],
  [0x2090, 0x209c],
  [0x2100, 0x214f],
  [0x1d400, 0x1d7ff],
];
const SMALL_CAPITALS = 'ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpʀrꜱsᴛtᴜuᴠvᴡwʏyᴢz';

/** ㉠ and ㈀: consonants; ㉮ and ㈎: the same with ㅏ. */
const HANGUL_ROWS: readonly (readonly [first: number, letters: string])[] = [
  [0x3260, 'ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ'],
  [0x3200, 'ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ'],
  [0x326e, '가나다라마바사아자차카타파하'],
  [0x320e, '가나다라마바사아자차카타파하'],
];

const fromRows = (rows: readonly Row[]): Map<number, string> =>
  new Map(
    rows.flatMap(([first, last, letter]) =>
      Array.from({ length: last - first + 1 }, (_, i): [number, string] => [
        first + i,
        String.fromCharCode(letter.charCodeAt(0) + i),
      ]),
    ),
  );

function styled(): Map<number, string> {
  const letters = fromRows(STYLED_ROWS);
  for (const [first, last] of STYLED_BLOCKS)
    for (let code = first; code <= last; code++) {
      const plain = String.fromCodePoint(code).normalize('NFKC');
      if (/^[A-Za-z0-9]$/.test(plain)) letters.set(code, plain);
    }
  for (let i = 0; i < SMALL_CAPITALS.length; i += 2)
    letters.set(SMALL_CAPITALS.charCodeAt(i), SMALL_CAPITALS[i + 1]!);
  for (const [first, hangul] of HANGUL_ROWS)
    Array.from(hangul).forEach((letter, i) => letters.set(first + i, letter));
  return letters;
}

const STYLED = styled();
const SYMBOLS = fromRows(SYMBOL_ROWS);
const DIGITS = fromRows(DIGIT_ROWS);

const classOf = (codes: Iterable<number>): string =>
  [...codes].map((code) => `\\u{${code.toString(16)}}`).join('');
/** What stands unseen between two symbols: joiners, variation selectors. */
const UNSEEN = '(?:[\\u200b-\\u200d\\u2060]|\\ufe0e|\\ufe0f)*';
const ALL_UNSEEN = new RegExp('[\\u200b-\\u200d\\u2060]|\\ufe0e|\\ufe0f', 'gu');
const SYMBOL = `[${classOf(SYMBOLS.keys())}]`;
const CIRCLED_DIGIT = `[${classOf(DIGITS.keys())}]`;

/** One styled letter; three key caps; symbols together or three and more with spaces; a symbol beside Latin letters; a number in circles. */
const LETTERS = new RegExp(
  [
    `[${classOf(STYLED.keys())}]`,
    '(?:[0-9]\\ufe0f?\\u20e3){3,}',
    `${SYMBOL}(?:${UNSEEN}${SYMBOL})+${UNSEEN}`,
    `${SYMBOL}(?:${UNSEEN} ${SYMBOL}){2,}`,
    `${SYMBOL}${UNSEEN}(?=[A-Za-z]{2})`,
    `(?<=[A-Za-z])${SYMBOL}`,
    `${CIRCLED_DIGIT}{3,}`,
  ].join('|'),
  'gu',
);
/** Regions of ISO 3166-1, and those of Unicode beside (EU, UN, XK …): their pairs of regional indicators are flags. */
const REGIONS = new Set(
  (
    'ACADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCPCRCUCVCWCXCYCZ' +
    'DEDGDJDKDMDODZEAECEEEGEHERESETEUFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUICIDIEILIMINIOIQIRISITJEJMJOJP' +
    'KEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOM' +
    'PAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTATCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZ' +
    'UAUGUMUNUSUYUZVAVCVEVGVIVNVUWFWSXKYEYTZAZMZW'
  ).match(/../g),
);
const FLAGS = /^[\u{1f1e6}-\u{1f1ff}]+$/u;

/** Whether symbols are flags beside each other: pairs of regional indicators, each a region. */
function areFlags(symbols: string): boolean {
  if (!FLAGS.test(symbols) || symbols.length % 4 !== 0) return false;
  const letters = Array.from(symbols, (sign) => SYMBOLS.get(sign.codePointAt(0)!)!.toUpperCase()).join('');
  return letters.match(/../g)!.every((pair) => REGIONS.has(pair));
}
/** What also stands alone before Latin letters: copyright and registered trade mark. */
const MARKS = /^[ⓒⒸⓡⓇ]$/u;

/** A letter read from symbols, and the code units at which they stand: `[start, end)`. */
export interface SymbolLetter {
  readonly start: number;
  readonly end: number;
  readonly letter: string;
}

/** Whether a text may hold symbols that read as letters. */
export const MAYBE_LETTERS = `[${classOf([...STYLED.keys(), ...SYMBOLS.keys(), ...DIGITS.keys()].filter((code) => code < 0x10000))}\\u{1d400}-\\u{1d7ff}\\u{1f110}-\\u{1f1ff}\\u20e3]`;

/**
 * The letters that symbols of a text read, in order.
 *
 * @example symbolLetters('🇩🇦🇪🇾🇺 ⓚⓣ') // d a e y u, k t
 * @example symbolLetters('🇰🇷 ⓒ뉴스') // none: a flag, a copyright
 */
export function symbolLetters(text: string): SymbolLetter[] {
  const letters: SymbolLetter[] = [];
  for (const { 0: run, index } of text.matchAll(LETTERS)) {
    const bare = run.replace(ALL_UNSEEN, '');
    if (areFlags(bare) || MARKS.test(bare)) continue;
    let at = index;
    for (const sign of run) {
      const code = sign.codePointAt(0)!;
      const letter =
        STYLED.get(code) ?? SYMBOLS.get(code) ?? DIGITS.get(code) ?? (/[0-9]/.test(sign) ? sign : '');
      // What stands unseen behind a letter belongs to it; spaces between letters of a row do too.
      const last = letters.at(-1);
      if (letter !== '') letters.push({ start: at, end: at + sign.length, letter });
      else if (last?.end === at) letters[letters.length - 1] = { ...last, end: at + sign.length };
      at += sign.length;
    }
  }
  return letters;
}
