import type { APIComponentInContainer, APIComponentInMessageActionRow } from 'discord.js';
import { formatFault, type Language, type LocalizedText } from '../../../fault.js';
import { shorten } from '../../../judge/explain.js';
import {
  type FormFault,
  OWN_RULE_LIMITS,
  OWN_RULE_LOGITS,
  type OwnRuleState,
  proportionOf,
  type RuleForm,
  wordsOf,
} from '../../../moderation/index.js';
import type { Accuracy, BrokenOwnRule, OwnRule, OwnRuleCounts, OwnRuleEvent } from '../../../store/index.js';
import {
  OWN_RULE,
  OWN_RULE_BUTTON as BUTTON,
  OWN_RULE_EVENT,
  OWN_RULE_FIELD,
  OWN_RULE_HISTORY,
  OWN_RULE_LIST,
  OWN_RULE_STATE,
  OWN_RULE_TRIAL,
  OWN_RULE_WAY,
  OWN_RULE_WEIGHT,
} from '../../../wording/bot/own-rules.js';
import {
  button,
  choiceMenu,
  COLORS,
  frame,
  line,
  panelMessage,
  type PanelMessage,
  row,
  text,
} from '../../discord/components.js';
import { customId } from '../../discord/custom-id.js';
import { safeLine } from '../../discord/safe-text.js';
import { NEW } from './modal.js';
import type { OwnRuleTrial } from './trial-order.js';

/** Words of a list, faults, other packs and comments that a page shows; characters of a comment. */
const [WORDS, FAULTS, PACKS, EXAMPLES, QUOTE] = [20, 8, 5, 10, 140];
/** A rule adds little when so much of what it finds is flagged without it. Set by hand: the numbers stand beside it. */
const MOSTLY = 0.9;
const COLOR = { draft: COLORS.quiet, shadow: COLORS.plain, live: COLORS.good };

/** What the page of a rule shows beside it. */
export interface RulePage {
  /** Whether the person may change it. */
  readonly manages: boolean;
  readonly language: Language;
  readonly counts?: OwnRuleCounts | undefined;
  readonly accuracy?: Accuracy | undefined;
  /** What is wrong with what was typed last. */
  readonly faults?: readonly FormFault[];
  /** Sentences above all else. */
  readonly notices?: readonly string[];
  /** What the trial says: its words, or what it found. */
  readonly trial?: 'working' | { readonly fault: string } | OwnRuleTrial;
  readonly packTitles: ReadonlyMap<string, LocalizedText>;
}

/** The page of a rule, with its buttons; the comments that it quotes are behind spoilers. */
export function ownRulePage(rule: OwnRule, page: RulePage): PanelMessage {
  const { language, notices = [], faults = [], trial } = page;
  const parts: APIComponentInContainer[] = [
    text([...notices, headOf(rule, language)].join('\n')),
    text(formLines(rule.form ?? rule.pending!, language).join('\n')),
  ];
  const counts = countLines(rule, page);
  if (counts.length > 0) parts.push(text(counts.join('\n')));
  if (faults.length > 0) parts.push(line(), text(faultLines(rule, faults, language).join('\n')));
  if (trial === 'working') parts.push(line(), text(`-# ⏳ ${OWN_RULE.working[language]}`));
  else if (trial !== undefined)
    parts.push(line(), text('fault' in trial ? `⚠️ ${trial.fault}` : trialLines(trial, page).join('\n')));
  parts.push(...buttons(rule, page).map((some) => row(...some)), text(`-# ${OWN_RULE.onlyYou[language]}`));
  return panelMessage(frame(parts, faults.length > 0 ? COLORS.warn : COLOR[rule.state]));
}

function headOf({ form, pending, state, version }: OwnRule, language: Language): string {
  const { name, about, emoji } = OWN_RULE_STATE[state];
  const shown = safeLine((form ?? pending)?.name ?? '', OWN_RULE_LIMITS.name);
  const of = version === 0 ? '' : ` · ${OWN_RULE.version(version)[language]}`;
  return `## 🧩 ${shown}\n${emoji} **${name[language]}**${of}\n-# ${about[language]}`;
}

function formLines(form: RuleForm, language: Language): string[] {
  const list = (title: LocalizedText, field: string): string[] => {
    const words = wordsOf(field);
    if (words.length === 0) return [];
    const more = words.length - WORDS;
    const shown = words.slice(0, WORDS).map((word) => `\`${safeCode(word)}\``);
    if (more > 0) shown.push(OWN_RULE.more(more)[language]);
    return [`**${title[language]}** ${shown.join(' ')}`];
  };
  return [
    ...list(OWN_RULE.words, form.words),
    ...list(OWN_RULE.unless, form.unless),
    ...list(OWN_RULE.about, form.about),
    `-# ${OWN_RULE_WEIGHT[form.weight][language]} (${OWN_RULE.logits(OWN_RULE_LOGITS[form.weight])[language]}) · ${OWN_RULE_WAY[form.ways][language]}`,
  ];
}

/** A word in its code span, whatever it is. */
const safeCode = (word: string): string => shorten(word.replaceAll('`', 'ˋ'), 50);

function countLines({ state }: OwnRule, { counts, accuracy, language }: RulePage): string[] {
  if (state === 'draft') return [];
  const { hits, flagged, newly } = counts ?? { hits: 0, flagged: 0, newly: 0 };
  const lines = [
    (state === 'shadow' ? OWN_RULE.hits(hits, flagged, newly) : OWN_RULE.liveHits(hits, flagged))[language],
  ];
  const { right = 0, wrong = 0 } = accuracy ?? {};
  if (state === 'live' && right + wrong > 0) lines.push(OWN_RULE.decided(right, right + wrong)[language]);
  return lines;
}

function faultLines({ version }: OwnRule, faults: readonly FormFault[], language: Language): string[] {
  const more = faults.length - FAULTS;
  return [
    `⚠️ ${OWN_RULE.faults[language]}`,
    ...(version > 0 ? [`-# ${OWN_RULE.goesOn(version)[language]}`] : []),
    ...faults.slice(0, FAULTS).map(({ field, word, fault }) => {
      const where = word === null ? '' : ` \`${safeCode(word)}\``;
      return `- **${OWN_RULE_FIELD[field][language]}**${where} ${formatFault(fault, language)}`;
    }),
    ...(more > 0 ? [OWN_RULE.moreFaults(more)[language]] : []),
  ];
}

function trialLines(
  { comments, matched, unjudged, counts }: OwnRuleTrial,
  { language, packTitles }: RulePage,
): string[] {
  const words = OWN_RULE_TRIAL;
  const title = `**${words.title[language]}**`;
  if (comments === 0) return [title, words.none[language]];
  const { newly, anyway, own, labelled, overlap, hits } = counts;
  const found = proportionOf({ right: labelled.hits['off-topic'], wrong: labelled.hits['on-topic'] });
  const precision =
    found === null
      ? words.noPrecision
      : words.precision(found.right, found.decided, percent(found.low), percent(found.high));
  const packs = Object.entries(overlap)
    .slice(0, PACKS)
    .map(([id, { hits: count }]) => `${safeLine(packTitles.get(id)?.[language] ?? id, 30)} ${count}`);
  const examples = counts.examples.slice(0, EXAMPLES);
  return [
    title,
    words.matched(matched, comments)[language],
    ...(matched === 0
      ? []
      : [
          words.newly(newly, comments, anyway)[language],
          precision[language],
          ...(own > 0 ? [words.own(own)[language]] : []),
          ...(unjudged > 0 ? [words.unjudged(unjudged)[language]] : []),
          ...(packs.length > 0 ? [words.overlap(packs.join(' · '))[language]] : []),
          // Sure enough by the lower bound of the wrong ones: half of what was decided.
          ...(found !== null && found.high < 0.95 ? [words.tooMany[language]] : []),
          ...(hits > 0 && anyway >= hits * MOSTLY ? [words.adds[language]] : []),
        ]),
    ...(examples.length === 0
      ? []
      : [
          `**${words.examples(examples.length, newly)[language]}**`,
          ...examples.map((one) => `> ||${safeLine(one.text, QUOTE)}||`),
        ]),
  ];
}

const percent = (part: number): string => `${Math.round(part * 100)}%`;

const MOVES: Readonly<Record<OwnRuleState, readonly OwnRuleState[]>> = {
  draft: ['shadow', 'live'],
  shadow: ['live', 'draft'],
  live: ['shadow', 'draft'],
};

function buttons({ id, version, state }: OwnRule, page: RulePage): APIComponentInMessageActionRow[][] {
  const { language, manages, trial } = page;
  const moves = MOVES[state].map((to) =>
    button(customId('own-rule-move', id, String(version), `${state}-${to}`), BUTTON[to][language], {
      emoji: OWN_RULE_STATE[to].emoji,
      disabled: version === 0,
      ...(to === 'live' ? { style: 'good' } : to === 'shadow' ? { style: 'primary' } : {}),
    }),
  );
  const changes = [
    ...moves,
    button(customId('own-rule-edit', id), BUTTON.edit[language]),
    button(customId('own-rule-remove', id, 'ask'), BUTTON.remove[language], { style: 'danger' }),
  ];
  const looks = [
    ...(manages
      ? [
          button(customId('own-rule-try', id), BUTTON.try[language], {
            disabled: version === 0 || trial === 'working',
          }),
        ]
      : []),
    button(customId('own-rule-history', id), BUTTON.history[language]),
    button(customId('own-rule-list', '0'), BUTTON.list[language], { emoji: '↩️' }),
  ];
  return manages ? [changes, looks] : [looks];
}

/** The page that asks whether a rule is to be deleted. */
export function removePage(id: string, name: string, language: Language): PanelMessage {
  return panelMessage(
    frame(
      [
        text(`## 🗑️ ${safeLine(name, OWN_RULE_LIMITS.name)}\n${OWN_RULE.removeAsk[language]}`),
        row(
          button(customId('own-rule-remove', id, 'yes'), BUTTON.removeSure[language], { style: 'danger' }),
          button(customId('own-rule-open', id), BUTTON.page[language], { emoji: '↩️' }),
        ),
      ],
      COLORS.danger,
    ),
  );
}

/** What happened to a rule, newest first: versions, who and when. */
export function historyPage(
  { id, form, pending }: OwnRule,
  events: readonly OwnRuleEvent[],
  language: Language,
): PanelMessage {
  const name = safeLine((form ?? pending)?.name ?? '', OWN_RULE_LIMITS.name);
  const lines = events.map(({ kind, version, at, moderatorId, form: made, figures }) => {
    const who = moderatorId === null ? '🤖' : `<@${moderatorId}>`;
    const words = made === null ? [] : wordsOf(made.words);
    const shown = words.slice(0, 5).map((word) => `\`${safeCode(word)}\``);
    const notes = [
      ...(shown.length === 0 ? [] : [`${shown.join(' ')}${words.length > 5 ? ' …' : ''}`]),
      ...(figures === null
        ? []
        : [OWN_RULE_HISTORY.figures(figures.right, figures.decided, figures.p.toExponential(1))[language]]),
    ];
    const head = `<t:${Math.floor(at / 1000)}:f> ${who} · ${OWN_RULE.version(version)[language]} · **${OWN_RULE_EVENT[kind][language]}**`;
    return [head, ...notes.map((note) => `-# ${note}`)].join('\n');
  });
  return panelMessage(
    frame([
      text(`## 🧩 ${name} · ${OWN_RULE_HISTORY.title[language]}`),
      text(lines.join('\n') || '–'),
      row(button(customId('own-rule-open', id), BUTTON.page[language], { emoji: '↩️' })),
    ]),
  );
}

/** Rules of a page of the list: what a menu takes. */
const PAGE = 25;

/** A page of a server's own rules. */
export function ownRuleList(
  { rules, broken }: { readonly rules: readonly OwnRule[]; readonly broken: readonly BrokenOwnRule[] },
  counts: ReadonlyMap<string, OwnRuleCounts>,
  {
    page,
    manages,
    language,
  }: { readonly page: number; readonly manages: boolean; readonly language: Language },
): PanelMessage {
  const pages = Math.max(1, Math.ceil(rules.length / PAGE));
  const at = Math.min(Math.max(0, Number.isSafeInteger(page) ? page : 0), pages - 1);
  const shown = rules.slice(at * PAGE, (at + 1) * PAGE);
  const nameOf = ({ form, pending }: OwnRule): string => (form ?? pending)?.name ?? '';
  const lines = shown.map((rule) => {
    const { state, id } = rule;
    const { hits = 0, newly = 0 } = counts.get(id) ?? {};
    const found =
      state === 'draft' ? '' : ` · ${OWN_RULE_LIST.found(hits, newly, state === 'live')[language]}`;
    return `${OWN_RULE_STATE[state].emoji} **${safeLine(nameOf(rule), 60)}** · ${OWN_RULE_STATE[state].name[language]}${found}`;
  });
  const options = shown.map((rule) => ({
    label: shorten(nameOf(rule) || rule.id, 99),
    description: shorten(wordsOf((rule.form ?? rule.pending)?.words ?? '').join(', ') || '–', 99),
    value: rule.id,
  }));
  const unread = broken.map(({ id, code }) => `\`${id}\` ${OWN_RULE.broken(code)[language]}`);
  const removals = manages
    ? broken.slice(0, 5).map(({ id }) =>
        button(customId('own-rule-remove', id, 'ask'), `${BUTTON.remove[language]} ${id}`, {
          style: 'danger',
        }),
      )
    : [];
  return panelMessage(
    frame([
      text(
        `## 🧩 ${OWN_RULE_LIST.title[language]}\n-# ${OWN_RULE_LIST.how(rules.length + broken.length, OWN_RULE_LIMITS.rules)[language]}`,
      ),
      text([...unread, ...lines].join('\n') || OWN_RULE_LIST.none[language]),
      ...(options.length === 0
        ? []
        : [row(choiceMenu(customId('own-rule-pick', 'x'), OWN_RULE_LIST.pick[language], options))]),
      ...(removals.length === 0 ? [] : [row(...removals)]),
      row(
        ...(manages
          ? [button(customId('own-rule-edit', NEW), BUTTON.new[language], { style: 'primary' })]
          : []),
        ...(pages > 1
          ? [button(customId('own-rule-list', String((at + 1) % pages)), `${at + 1} / ${pages} ▸`)]
          : []),
        button(customId('rule-list', '0'), BUTTON.packs[language], { emoji: '↩️' }),
      ),
    ]),
  );
}
