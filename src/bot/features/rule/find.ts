import { shorten } from '../../../judge/explain.js';
import { choseongOf } from '../../../hangul/choseong.js';
import {
  codaOf,
  composeSyllable,
  FIRST_SYLLABLE,
  isHangulSyllable,
  onsetOf,
  vowelOf,
} from '../../../hangul/syllable.js';

/**
 * Where a text fits what somebody is typing, −1 where nowhere: whatever its spaces and case, an initial stands for any
 * syllable that begins with it (ㅅㅇ, 소ㅇ), and the last syllable may still want its final consonant (소애 finds 소액).
 *
 * @example typedAt('소액주주', 'ㅈㅈ') // 2
 */
export function typedAt(text: string, typed: string): number {
  const [letters, wanted] = [bare(text), bare(typed)];
  for (let at = 0; at + wanted.length <= letters.length; at++)
    if (wanted.every((letter, i) => fits(letters[at + i]!, letter, i === wanted.length - 1))) return at;
  return -1;
}

function bare(text: string): string[] {
  return Array.from(text.normalize('NFC').toLowerCase().replace(/\s+/gu, ''));
}

function fits(letter: string, wanted: string, last: boolean): boolean {
  if (letter === wanted) return true;
  const code = letter.charCodeAt(0);
  if (!isHangulSyllable(code)) return false;
  if (choseongOf(letter) === wanted) return true;
  const typed = wanted.charCodeAt(0);
  if (!last || !isHangulSyllable(typed)) return false;
  const [one, other] = [code - FIRST_SYLLABLE, typed - FIRST_SYLLABLE];
  return codaOf(other) === 0 && composeSyllable(onsetOf(one), vowelOf(one)) === other;
}

/** What is offered while somebody types. */
export interface Offered {
  readonly name: string;
  readonly value: string;
  /** Further texts it is found by. */
  readonly also?: readonly string[];
}

/** Discord's most choices, and the most characters of one. */
const MOST = 25;
const NAME = 100;

/** The choices that fit best: those that begin with what was typed first, else in the order given. */
export function bestChoices(offered: readonly Offered[], typed: string): { name: string; value: string }[] {
  return offered
    .flatMap((one, order) => {
      const places = [one.name, ...(one.also ?? [])]
        .map((text) => typedAt(text, typed))
        .filter((at) => at >= 0);
      return places.length === 0 || one.value.length > NAME ? [] : [{ one, order, at: Math.min(...places) }];
    })
    .sort((a, b) => a.at - b.at || a.order - b.order)
    .slice(0, MOST)
    .map(({ one: { name, value } }) => ({ name: shorten(name, NAME - 1), value }));
}
