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
interface Offered {
  readonly name: string;
  readonly value: string;
  /** Further texts it is found by. */
  readonly also?: readonly string[];
}

/** Discord's most choices, and the most characters of one. */
const MOST_FOUND = 25;
const NAME = 100;

/** The choices that fit best: those that begin with what was typed first, else in the order given. */
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

/** Most entries that settings keep. */
const MOST_OFF = 500;

/** A pack, or one rule of it. */
interface Switch {
  readonly pack: Pack;
  readonly rule: PackRule | null;
  /** `pack` or `pack/rule`. */
  readonly id: string;
}

/** A pack (`pack`) or rule (`pack/rule`) by name; a fault when the book has none. */
export function findSwitch({ packs }: Pick<RuleBook, 'packs'>, id: string): Switch {
  const [name, ruleName, ...rest] = id.trim().split('/');
  const pack = packs.find((one) => one.id === name);
  const rule = ruleName === undefined ? null : pack?.rules.find((one) => one.id === ruleName);
  if (pack === undefined || rule === undefined || rest.length > 0)
    throw new Fault('rule/unknown', FAULTS.unknown);
  return { pack, rule, id: rule === null ? pack.id : `${pack.id}/${rule.id}` };
}

/**
 * What is switched off after one more is.
 *
 * @throws Fault when it is off already or too many are
 */
export function switchedOff(off: readonly string[], { id, pack }: Switch): string[] {
  if (off.includes(id)) throw new Fault('rule/is-off', FAULTS.isOff);
  if (off.includes(pack.id)) throw new Fault('rule/pack-off', FAULTS.packIsOff);
  if (off.length >= MOST_OFF) throw new Fault('rule/too-many', FAULTS.tooMany);
  return [...off, id];
}

/**
 * What is switched off after one is no more.
 *
 * @throws Fault when it is on, or its whole pack is off
 */
export function switchedOn(off: readonly string[], { id, pack, rule }: Switch): string[] {
  if (rule !== null && off.includes(pack.id)) throw new Fault('rule/pack-off', FAULTS.packIsOff);
  if (!off.includes(id)) throw new Fault('rule/is-on', FAULTS.isOn);
  return off.filter((one) => one !== id);
}

/**
 * The switched-off entries after exactly `on` of the `shown` rules of a pack are on.
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

/** What may be switched off, or on again, for the menu that opens while somebody types. */
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
