/** A text of about so many characters. */
type Make = (characters: number) => string;

const repeated =
  (unit: string): Make =>
  (characters) =>
    unit.repeat(Math.ceil(characters / unit.length)).slice(0, characters);

/** A long middle between two ends. */
const between =
  (first: string, middle: string, last: string): Make =>
  (characters) =>
    first + middle.repeat(Math.ceil(characters / middle.length)) + last;

/** Emoji in words, with the names that their words are read with once more. */
const EMOJI = '<:daeyu:123456789012345678>';

/** Texts that ask a scanner for the same place again and again, each of any length. */
export const HOSTILE_TEXTS: readonly (readonly [name: string, make: Make])[] = [
  ['one syllable', repeated('가')],
  ['a syllable of terms', repeated('대')],
  ['a syllable that draws out', repeated('아')],
  ['terms without a space', repeated('대유')],
  ['terms with josa without a space', repeated('대유는')],
  ['terms with spaces', repeated('대유 ')],
  ['josa without end', repeated('에서는')],
  ['endings without end', repeated('했었겠습니다')],
  ['ordinary words without a space', repeated('대한민국이었어요')],
  ['syllables that stand alone', repeated('대 유 ')],
  ['syllables of no word', repeated('뷁쒧')],
  ['odd spellings without a space', repeated('댸윸')],
  ['odd spellings with symbols', repeated('대.유.행.')],
  ['a word of unless in a row', repeated('대유행')],
  ['words of unless with spaces', repeated('대유 행 ')],
  ['symbols', repeated('.')],
  ['symbols between two syllables', between('대', '.', '유')],
  ['invisible characters between two syllables', between('대', '\u200b', '유')],
  ['invisible characters in every word', repeated('대\u200b유\u200b')],
  ['many invisible characters in every word', repeated(`대${'\u200b'.repeat(60)}유`)],
  ['combining marks', repeated('대\u0301\u0301\u0301유')],
  ['spaces', repeated(' ')],
  ['spaces between two syllables', between('대', ' ', '유')],
  ['laughter', repeated('ㅋ')],
  ['laughter behind a term', between('대유', 'ㅋ', '')],
  ['jamo', repeated('ㄷㅐㅇㅠ')],
  ['vowels drawn out', repeated('대애애애ㅐㅐㅐ유')],
  ['Latin letters', repeated('daeyu')],
  ['one Latin letter', repeated('a')],
  ['mixed letters', repeated('대y유dㅏe대')],
  ['digits', repeated('0')],
  ['digits between syllables', repeated('대1유2')],
  ['Hanja', repeated('大有')],
  ['NFD', repeated('대유'.normalize('NFD'))],
  ['NFD beside whole syllables', repeated(`대${'유'.normalize('NFD')}`)],
  ['half-width jamo', repeated('ﾡﾢﾣ')],
  ['circled letters', repeated('㉰㉴ⓓ')],
  ['regional indicators', repeated('🇩🇦🇪')],
  ['regional indicators with spaces', repeated('🇩 🇦 ')],
  ['key caps', repeated('1\ufe0f\u20e3')],
  ['joiners behind symbols', between('🇩', '\u200d', '🇦')],
  ['custom emoji', repeated(EMOJI)],
  ['custom emoji in words', repeated(`대${EMOJI}유 `)],
  ['custom emoji of one word', repeated(`대${EMOJI}`)],
  ['the beginnings of emoji', repeated('<:a')],
  ['short names of emoji', repeated('가:daeyu:나')],
  ['the beginning of a short name', between('가:a', 'a', '')],
  ['beginnings of short names', repeated('가:a')],
  ['character references', repeated('&#45824;')],
  ['references of references', repeated('&amp;')],
  ['the beginnings of references', repeated('&#')],
  ['backslash escapes', repeated('\\uB300')],
  ['tags in words', repeated('대<b>유')],
  ['tags with attributes', repeated('<a href="x" b=c>')],
  ['a tag without an end', between('<p', ' a=a', '')],
  ['tags without an end', repeated('<p a=a ')],
  ['quotes in tags without an end', repeated('<a b="')],
  ['percent escapes', repeated('%EB%8C%80')],
  ['percent escapes that are none', repeated('%ff')],
  ['percent escapes in a link', between('https://a.kr/?q=', '%EB%8C%80', '')],
  ['escapes in a link with letters', between('https://a.kr/?q=', '%EB%8C%80a', '')],
  ['right-to-left overrides', repeated('\u202e유대')],
  ['overrides that open and close', repeated('\u202e유\u202c대')],
  ['nested directions', repeated('\u2067\u202e유')],
  ['lines', repeated('\n')],
  ['contacts', repeated('t.me/')],
  ['numbers of telephones', repeated('010-1234-567')],
  ['names with digits', repeated('abc_1')],
  ['names of a messenger', repeated('카톡 ')],
  ['links', repeated('https://a.kr ')],
  ['punctuation and syllables', repeated('대,유!')],
  ['words of many rules', repeated('무료 수익 대출 문의 카톡 ')],
  ['lone surrogates', repeated('\ud83d')],
  ['emoji', repeated('😀')],
  ['emoji between syllables', repeated('대😀유')],
];
