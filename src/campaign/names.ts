import { eojeols, endOfStem } from '../hangul/index.js';
import type { Member } from './cluster.js';
import { Folder } from './fold.js';
import type { WordCounts } from './word-counts.js';

/** Phrases of a name. */
const PHRASES = 3;
/** Members whose words are counted: the first and the newest; more say nothing new. */
const SAMPLE = 40;
/** Code units of a phrase. */
const PHRASE_UNITS = 24;
/** Share of the members that must use a word of the name. */
const SUPPORT = 0.4;

interface Word {
  members: number;
  /** As written, with how often. */
  forms: Map<string, number>;
  /** Member and place in it where it stood first, to tell neighbours. */
  first: readonly [member: number, place: number];
}

/**
 * Two or three key phrases of a campaign: the words that most members use and the past seldom did, as members write them undisguised;
 * neighbours become one phrase.
 * Where no word is shared, the phrases by which the members were linked.
 */
export function phrasesOf(members: readonly Member[], counts?: WordCounts): string[] {
  const sample =
    members.length <= SAMPLE ? members : [...members.slice(0, SAMPLE / 2), ...members.slice(-SAMPLE / 2)];
  const words = readWords(sample);
  const least = Math.max(2, Math.ceil(sample.length * SUPPORT));
  const ranked = [...words.values()]
    .filter((word) => word.members >= least)
    .map((word) => ({ word, form: plainForm(word.forms) }))
    .map(({ word, form }) => ({
      word,
      form,
      score: (word.members / sample.length) * rarity(form, word.members, counts),
    }))
    .sort(
      (a, b) => b.score - a.score || a.word.first[0] - b.word.first[0] || a.word.first[1] - b.word.first[1],
    )
    .slice(0, PHRASES + 1);
  const phrases = joined(ranked.map(({ word, form }) => ({ form, first: word.first })));
  return phrases.length > 0 ? phrases.slice(0, PHRASES) : linkPhrases(sample);
}

/** Without statistics a long word is taken for a rare one. */
const rarity = (form: string, members: number, counts: WordCounts | undefined): number =>
  counts === undefined ? form.length : counts.rarity(form, members);

function readWords(members: readonly Member[]): Map<string, Word> {
  const words = new Map<string, Word>();
  const folder = new Folder();
  members.forEach(({ text }, member) => {
    const seen = new Set<string>();
    eojeols(text).forEach(({ start, end }, place) => {
      const form = text.slice(start, endOfStem(text, start, end));
      const folded = folder.fold(form);
      if (form.length < 2 || folded.length < 3) return;
      const key = String.fromCharCode(...folded.letters.subarray(0, folded.length));
      const word = words.get(key) ?? {
        members: 0,
        forms: new Map<string, number>(),
        first: [member, place] as const,
      };
      words.set(key, word);
      word.forms.set(form, (word.forms.get(form) ?? 0) + 1);
      if (!seen.has(key)) word.members++;
      seen.add(key);
    });
  });
  return words;
}

/** The form that is written most among those of plain syllables or of Latin letters and digits alone. */
function plainForm(forms: ReadonlyMap<string, number>): string {
  const plain = (form: string): number => (/^([가-힣]+|[A-Za-z0-9]+)$/u.test(form) ? 1 : 0);
  return [...forms].sort(
    ([a, one], [b, other]) => plain(b) - plain(a) || other - one || (a < b ? -1 : 1),
  )[0]![0];
}

/** Words that stand beside each other as one phrase, in the order of the first that has both. */
function joined(words: readonly { form: string; first: readonly [number, number] }[]): string[] {
  const phrases: { text: string; first: readonly [number, number]; last: number }[] = [];
  for (const { form, first } of words) {
    const before = phrases.find((phrase) => phrase.first[0] === first[0] && phrase.last + 1 === first[1]);
    const after = phrases.find((phrase) => phrase.first[0] === first[0] && phrase.first[1] === first[1] + 1);
    if (before !== undefined && before.text.length + form.length < PHRASE_UNITS) {
      before.text += ` ${form}`;
      before.last = first[1];
    } else if (after !== undefined && after.text.length + form.length < PHRASE_UNITS) {
      after.text = `${form} ${after.text}`;
      after.first = first;
    } else phrases.push({ text: form.slice(0, PHRASE_UNITS), first, last: first[1] });
  }
  return phrases.map(({ text }) => text);
}

function linkPhrases(members: readonly Member[]): string[] {
  const counts = new Map<string, number>();
  for (const { phrase } of members) {
    const cut = cutPhrase(phrase);
    if (cut !== '') counts.set(cut, (counts.get(cut) ?? 0) + 1);
  }
  const phrases: string[] = [];
  for (const [phrase] of [...counts].sort(
    ([a, one], [b, other]) => other - one || b.length - a.length || (a < b ? -1 : 1),
  )) {
    if (phrases.length === PHRASES) break;
    if (!phrases.some((other) => other.includes(phrase) || phrase.includes(other))) phrases.push(phrase);
  }
  return phrases;
}

function cutPhrase(phrase: string): string {
  const flat = phrase.replace(/\s+/gu, ' ').trim();
  if (flat.length <= PHRASE_UNITS) return flat;
  const cut = flat.slice(0, PHRASE_UNITS + 1);
  const space = cut.lastIndexOf(' ');
  return (space > PHRASE_UNITS / 2 ? cut.slice(0, space) : cut.slice(0, PHRASE_UNITS)).trim();
}
