import { Fault, type Language } from '../../../fault.js';
import { choseongOf } from '../../../hangul/letters/choseong.js';
import {
  codaOf,
  composeSyllable,
  FIRST_SYLLABLE,
  isHangulSyllable,
  onsetOf,
  vowelOf,
} from '../../../hangul/letters/syllables.js';
import { shorten } from '../../../judge/explain.js';
import type { ServerSettings } from '../../../moderation/index.js';
import type { Pack, PackRule, RuleBook } from '../../../rules/index.js';
import { FAULTS } from '../../../wording/bot/rule.js';

/**
 * Index at which a text matches unfinished input, or −1. Ignores spaces and case; an initial consonant matches every
 * syllable that begins with it (ㅅㅇ, 소ㅇ), and the last syllable may lack its final consonant (소애 finds 소액).
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

/** An autocomplete option. */
interface Offered {
  readonly name: string;
  readonly value: string;
  /** Further texts to match. */
  readonly also?: readonly string[];
}

/** Discord's limits: autocomplete choices, and characters of a choice. */
const MOST_FOUND = 25;
const NAME = 100;

/** The matching choices, ordered by the position of the match, then in the given order. */
export function bestChoices(offered: readonly Offered[], typed: string): { name: string; value: string }[] {
  return offered
    .flatMap((one, order) => {
      const positions = [one.name, ...(one.also ?? [])]
        .map((text) => typedAt(text, typed))
        .filter((at) => at >= 0);
      return positions.length === 0 || one.value.length > NAME
        ? []
        : [{ one, order, at: Math.min(...positions) }];
    })
    .sort((a, b) => a.at - b.at || a.order - b.order)
    .slice(0, MOST_FOUND)
    .map(({ one: { name, value } }) => ({ name: shorten(name, NAME - 1), value }));
}

/** Maximum number of stored entries. */
const MOST_OFF = 500;

/** A pack, or one rule of it. */
interface Switch {
  readonly pack: Pack;
  readonly rule: PackRule | null;
  /** `pack` or `pack/rule`. */
  readonly id: string;
}

/**
 * Finds a pack (`pack`) or rule (`pack/rule`) by id.
 *
 * @throws Fault if the book does not have it
 */
export function findSwitch({ packs }: Pick<RuleBook, 'packs'>, id: string): Switch {
  const [name, ruleName, ...rest] = id.trim().split('/');
  const pack = packs.find((one) => one.id === name);
  const rule = ruleName === undefined ? null : pack?.rules.find((one) => one.id === ruleName);
  if (pack === undefined || rule === undefined || rest.length > 0)
    throw new Fault('rule/unknown', FAULTS.unknown);
  return { pack, rule, id: rule === null ? pack.id : `${pack.id}/${rule.id}` };
}

/**
 * The switched-off entries after switching one more off.
 *
 * @throws Fault if it is off already or too many are off
 */
export function switchedOff(off: readonly string[], { id, pack }: Switch): string[] {
  if (off.includes(id)) throw new Fault('rule/is-off', FAULTS.isOff);
  if (off.includes(pack.id)) throw new Fault('rule/pack-off', FAULTS.packIsOff);
  if (off.length >= MOST_OFF) throw new Fault('rule/too-many', FAULTS.tooMany);
  return [...off, id];
}

/**
 * The switched-off entries after switching one on.
 *
 * @throws Fault if it is on already or its whole pack is off
 */
export function switchedOn(off: readonly string[], { id, pack, rule }: Switch): string[] {
  if (rule !== null && off.includes(pack.id)) throw new Fault('rule/pack-off', FAULTS.packIsOff);
  if (!off.includes(id)) throw new Fault('rule/is-on', FAULTS.isOn);
  return off.filter((one) => one !== id);
}

/**
 * The switched-off entries after switching on exactly `on` of the `shown` rules of a pack.
 *
 * @throws Fault `rule/too-many`
 */
export function withRulesOn(
  off: readonly string[],
  pack: Pack,
  shown: readonly string[],
  on: ReadonlySet<string>,
): string[] {
  const names = new Set(shown.map((rule) => `${pack.id}/${rule}`));
  const others = off.filter((one) => !names.has(one));
  const all = [...others, ...shown.filter((rule) => !on.has(rule)).map((rule) => `${pack.id}/${rule}`)];
  if (all.length > MOST_OFF) throw new Fault('rule/too-many', FAULTS.tooMany);
  return all;
}

/** Autocomplete options of the packs and rules that can be switched off, or on again. */
export function offeredSwitches(
  { packs }: Pick<RuleBook, 'packs'>,
  { rulesOff }: Pick<ServerSettings, 'rulesOff'>,
  to: 'on' | 'off',
  language: Language,
): Offered[] {
  const off = new Set(rulesOff);
  return packs.flatMap((pack): Offered[] => {
    const title = pack.title[language];
    const whole: Offered = { name: `${title} (${pack.id})`, value: pack.id, also: [pack.id] };
    const rules = pack.rules
      .map(({ id }): Offered => ({
        name: `${title} › ${id}`,
        value: `${pack.id}/${id}`,
        also: [`${pack.id}/${id}`, id],
      }))
      .filter(({ value }) => off.has(value) === (to === 'on'));
    if (off.has(pack.id)) return to === 'on' ? [whole] : [];
    return to === 'off' ? [whole, ...rules] : rules;
  });
}
