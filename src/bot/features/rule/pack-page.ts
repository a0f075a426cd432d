import type { Language } from '../../../fault.js';
import { shorten } from '../../../judge/explain.js';
import { ROLE_NAMES } from '../../../wording/roles.js';
import type { Pack, PackRule } from '../../../rules/index.js';
import { safeLine } from '../../card/safe-text.js';
import { customId } from '../../discord/custom-id.js';
import { button, COLORS, frame, panelMessage, type PanelMessage, row, text } from '../panel/components.js';
import { type APIComponentInMessageActionRow, ComponentType } from 'discord.js';
import { ROLE_ABOUT, RULE } from '../../../wording/bot/rule.js';

/** Rules of a pack that are shown: as many as a menu takes. */
const SHOWN = 25;
/** Words of a rule that are shown. */
const WORDS = 5;
/** Longest id that fits into a custom_id. */
const LONGEST_ID = 64;

/** The rules of a pack that its page shows. */
export function shownRules(pack: Pack): readonly PackRule[] {
  return pack.rules.slice(0, SHOWN);
}

/**
 * A pack with its rules.
 *
 * @param maySwitch whether the person may switch it: managers
 */
export function packPage(
  pack: Pack,
  rulesOff: readonly string[],
  {
    page,
    maySwitch,
    language,
  }: { readonly page: number; readonly maySwitch: boolean; readonly language: Language },
): PanelMessage {
  const off = new Set(rulesOff);
  const isOff = off.has(pack.id);
  const rules = shownRules(pack);
  const isRuleOn = ({ id }: PackRule): boolean => !off.has(`${pack.id}/${id}`);
  const lines = rules.map((rule) => ruleLine(rule, !isOff && isRuleOn(rule)));
  const more = pack.rules.length - rules.length;
  if (more > 0) lines.push(RULE.more(more)[language]);
  const back = button(customId('rule-list', String(page)), RULE.back[language], { emoji: '↩️' });
  const can = maySwitch && pack.id.length <= LONGEST_ID;
  const switching = button(
    can ? customId('rule-switch', pack.id, isOff ? 'on' : 'off') : customId('rule-switch', 'none'),
    (isOff ? RULE.packOn : RULE.packOff)[language],
    { style: isOff ? 'good' : 'danger', disabled: !can },
  );
  const state = isOff ? ` · ⚫ ${RULE.offHere[language]}` : '';
  return panelMessage(
    frame(
      [
        text(
          `## ${safeLine(pack.title[language], 80)}\n-# \`${pack.id}\` · ${ROLE_NAMES[pack.role][language]}: ${ROLE_ABOUT[pack.role][language]}${state}`,
        ),
        text(lines.join('\n')),
        ...(can && !isOff
          ? [text(RULE.pickRulesHow[language]), row(rulesMenu(pack, rules, isRuleOn, language))]
          : []),
        row(back, switching),
      ],
      isOff ? COLORS.quiet : COLORS.plain,
    ),
  );
}

function rulesMenu(
  pack: Pack,
  rules: readonly PackRule[],
  isOn: (rule: PackRule) => boolean,
  language: Language,
): APIComponentInMessageActionRow {
  return {
    type: ComponentType.StringSelect,
    custom_id: customId('rule-rules', pack.id),
    placeholder: RULE.pickRules[language],
    min_values: 0,
    max_values: rules.length,
    options: rules.map((rule) => ({
      label: rule.id,
      ...describe(rule),
      value: rule.id,
      default: isOn(rule),
    })),
  };
}

function describe(rule: PackRule): { description?: string } {
  const words = wordsOf(rule).slice(0, WORDS).join(', ');
  return words === '' ? {} : { description: shorten(words, 99) };
}

function ruleLine(rule: PackRule, on: boolean): string {
  const words = wordsOf(rule);
  const shown = words.slice(0, WORDS).join(', ');
  const more = words.length > WORDS ? ' …' : '';
  return `${on ? '🟢' : '⚫'} **${rule.id}** \`${rule.weight}\` ${safeLine(shown, 90)}${more}`;
}

/** The words a rule looks for, in its order; groups by their names, a pattern as it is written. */
function wordsOf({ any, all, near, pattern }: PackRule): string[] {
  const entries = [...(any ?? []), ...(all ?? []), ...(near?.terms ?? [])].flat();
  const words = entries.map((term) => (typeof term === 'string' ? term : term.text));
  return pattern === undefined ? words : [...words, `/${pattern}/`];
}
