import { type APIComponentInMessageActionRow, ComponentType } from 'discord.js';
import type { Language } from '../../../fault.js';
import { shorten } from '../../../judge/explain.js';
import type { Pack, PackRule, RuleBook } from '../../../rules/index.js';
import { OWN_RULE_LIST } from '../../../wording/bot/own-rules.js';
import { ROLE_ABOUT, RULE } from '../../../wording/bot/rule.js';
import { ROLE_NAMES } from '../../../wording/roles.js';
import {
  button,
  choiceMenu,
  COLORS,
  frame,
  panelMessage,
  type PanelMessage,
  row,
  text,
} from '../../discord/components.js';
import { customId } from '../../discord/custom-id.js';
import { safeLine } from '../../discord/safe-text.js';

/** Packs per page: each takes a line of text and a menu option. */
const PAGE = 12;

/** Index of the list page that shows a pack. */
export function pageOf({ packs }: Pick<RuleBook, 'packs'>, packId: string): number {
  return Math.max(0, Math.floor(packs.findIndex(({ id }) => id === packId) / PAGE));
}

/** A page of the packs in use, each with its purpose and whether it is on in the server. */
export function listPage(
  { packs }: Pick<RuleBook, 'packs'>,
  rulesOff: readonly string[],
  page: number,
  { ownRules, language }: { readonly ownRules: number; readonly language: Language },
): PanelMessage {
  const off = new Set(rulesOff);
  const pages = Math.max(1, Math.ceil(packs.length / PAGE));
  const at = Math.min(Math.max(0, Number.isSafeInteger(page) ? page : 0), pages - 1);
  const shown = packs.slice(at * PAGE, (at + 1) * PAGE);
  const packsOff = packs.filter(({ id }) => off.has(id)).length;
  const options = shown.map((pack) => ({
    label: shorten(pack.title[language], 99),
    description: shorten(`${pack.id} · ${ROLE_ABOUT[pack.role][language]}`, 99),
    value: pack.id,
  }));
  return panelMessage(
    frame([
      text(`## ${RULE.list[language]}\n-# ${RULE.listHow(packs.length, packsOff)[language]}`),
      text(shown.map((pack) => packLine(pack, off, language)).join('\n')),
      ...(options.length === 0 ? [] : [row(choiceMenu(customId('rule-pack'), RULE.pick[language], options))]),
      row(
        button(customId('rule-list', String(Math.max(0, at - 1)), 'b'), RULE.newer[language], {
          disabled: at === 0,
        }),
        button(customId('rule-list', String(at), 'n'), `${at + 1} / ${pages}`, { disabled: true }),
        button(customId('rule-list', String(at + 1), 'f'), RULE.older[language], {
          disabled: at >= pages - 1,
        }),
        button(customId('own-rule-list', '0'), OWN_RULE_LIST.button(ownRules)[language], { emoji: '🧩' }),
      ),
    ]),
  );
}

function packLine(pack: Pack, off: ReadonlySet<string>, language: Language): string {
  const isOff = off.has(pack.id);
  const count = pack.rules.filter(({ id }) => off.has(`${pack.id}/${id}`)).length;
  const parts = [
    ROLE_NAMES[pack.role][language],
    RULE.rules(pack.rules.length)[language],
    ...(isOff ? [RULE.off[language]] : count > 0 ? [RULE.rulesOff(count)[language]] : []),
  ];
  return `${isOff ? '⚫' : '🟢'} **${safeLine(pack.title[language], 60)}** · ${parts.join(' · ')}`;
}

/** Rules shown per pack: the limit of a menu. */
const SHOWN = 25;
/** Words shown per rule. */
const WORDS = 5;
/** Maximum length of an id in a custom_id. */
const LONGEST_ID = 64;

/** The rules shown on a pack's page. */
export function shownRules(pack: Pack): readonly PackRule[] {
  return pack.rules.slice(0, SHOWN);
}

/**
 * The page of a pack with its rules.
 *
 * @param maySwitch whether the person may switch rules (managers only)
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

/** The words of a rule, in order; groups by name, a pattern as written. */
function wordsOf({ any, all, near, pattern }: PackRule): string[] {
  const entries = [...(any ?? []), ...(all ?? []), ...(near?.terms ?? [])].flat();
  const words = entries.map((term) => (typeof term === 'string' ? term : term.text));
  return pattern === undefined ? words : [...words, `/${pattern}/`];
}
