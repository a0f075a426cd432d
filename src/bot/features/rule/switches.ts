import { Fault, type Language } from '../../../fault.js';
import type { ServerSettings } from '../../../moderation/index.js';
import type { Pack, PackRule, RuleBook } from '../../../rules/index.js';
import type { Offered } from './find.js';
import { FAULTS } from '../../../wording/bot/rule.js';

/** Most entries that settings keep. */
const MOST = 500;

/** A pack, or one rule of it. */
export interface Switch {
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
  if (off.length >= MOST) throw new Fault('rule/too-many', FAULTS.tooMany);
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

/** What is switched off when just these of some rules of a pack are on. */
export function withRulesOn(
  off: readonly string[],
  pack: Pack,
  shown: readonly string[],
  on: ReadonlySet<string>,
): string[] {
  const names = new Set(shown.map((rule) => `${pack.id}/${rule}`));
  const others = off.filter((one) => !names.has(one));
  const all = [...others, ...shown.filter((rule) => !on.has(rule)).map((rule) => `${pack.id}/${rule}`)];
  if (all.length > MOST) throw new Fault('rule/too-many', FAULTS.tooMany);
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
