import {
  type APIComponentInContainer,
  AttachmentBuilder,
  type ChatInputCommandInteraction,
  ComponentType,
  type MessageComponentInteraction,
} from 'discord.js';
import type { DraftTerm } from '../../../campaign/rule-draft.js';
import { Fault, formatFault, type Language } from '../../../fault.js';
import { campaignKeptMs, type CampaignRecord } from '../../../moderation/index.js';
import {
  expiredWords,
  NO_RULE,
  RULE_PAGE,
  termWords,
  trialWords,
  waysWords,
} from '../../../wording/bot/campaigns.js';
import { nameOf } from '../../campaigns/card.js';
import { COLORS, frame, line, panelMessage, type PanelMessage, text } from '../../discord/components.js';
import { safeLine } from '../../discord/safe-text.js';
import type { InteractionContext } from '../../gateway/feature.js';
import { modelFile } from '../../model-files.js';
import type { DraftedRule } from './rule-order.js';
import { draftRule } from './rule-thread.js';

type Interaction = ChatInputCommandInteraction<'cached'> | MessageComponentInteraction<'cached'>;

const DAY_MS = 86_400_000;
/** Code points of a quoted comment, and words that a list shows. */
const QUOTE = 160;
const MOST_WORDS = 12;
/**
 * A rule is called bad of which less than this share of what it matches is of the campaign, or that finds less than this share
 * of the campaign. Set by hand: a moderator reads the numbers beside it.
 */
const LEAST_PRECISION = 0.9;
const LEAST_RECALL = 0.5;

/** Drafts a rule from a campaign and shows it to the presser alone, with the pack as a file. Turns nothing on. */
export async function showRule(
  interaction: Interaction,
  { store, judges, language, say, stopping }: InteractionContext,
  record: CampaignRecord,
): Promise<void> {
  const { guildId } = interaction;
  const title = `## 🧩 ${say(RULE_PAGE.title)} · ${nameOf(record, language)}`;
  const tell = async (words: string, color: number): Promise<void> => {
    await interaction.editReply(panelMessage(frame([text(`${title}\n${words}`)], color)));
  };
  await tell(`-# ${say(RULE_PAGE.working)}`, COLORS.quiet);
  const settings = await store.servers.settings(guildId);
  const days = Math.round(campaignKeptMs(settings) / DAY_MS);
  const drafted = await draftRule(
    store,
    record,
    {
      packs: judges.book.packs,
      rulesOff: settings.rulesOff,
      model: judges.relevance ? modelFile() : null,
      language,
    },
    stopping,
  ).catch((error: unknown) => {
    if (!(error instanceof Fault)) throw error;
    return error;
  });
  if (drafted instanceof Fault) {
    // In place of the page that says that it works.
    await tell(`⚠️ ${formatFault(drafted, language)}`, COLORS.warn);
    return;
  }
  const { members, outcome } = drafted;
  if (outcome === null) {
    await tell(say(members === 0 ? NO_RULE.expired(days) : NO_RULE.single), COLORS.warn);
    return;
  }
  if (outcome.draft === null) {
    await tell(say(NO_RULE.nothing(outcome.posts, outcome.others)), COLORS.warn);
    return;
  }
  const all = record.summary.counts.posts;
  const left = members < all ? [expiredWords(members, all, days)] : [];
  const head = [title, ...[RULE_PAGE.nothingOn, ...left].map((words) => `-# ${say(words)}`)].join('\n');
  await interaction.editReply(rulePage(head, outcome, { language, spoiler: settings.spoiler }));
}

/** The page of a draft, with its pack as an attached file. */
export function rulePage(
  head: string,
  { draft, pack, trial, source }: DraftedRule,
  { language, spoiler }: { readonly language: Language; readonly spoiler: boolean },
): PanelMessage & { readonly files: AttachmentBuilder[] } {
  const { posts, others } = draft;
  const lists = [
    list(
      RULE_PAGE.terms[language],
      draft.terms.map((one) => termLine(one, posts, others, language)),
    ),
    list(
      RULE_PAGE.pairs[language],
      draft.pairs.map((one) => termLine(one, posts, others, language)),
    ),
    inOneLine(
      RULE_PAGE.unless[language],
      draft.unless.map(({ word, outside }) => `\`${safeCode(word)}\` ×${outside}`),
    ),
    `**${RULE_PAGE.ways[language]}**\n${(draft.allWays ? waysWords(draft.gained) : RULE_PAGE.usualWays)[language]}`,
  ];
  const quote = (flagged: boolean): string[] =>
    trial.examples
      .filter((one) => one.flagged === flagged)
      .map((one) => `> ${hidden(safeLine(one.text, QUOTE), spoiler)}`);
  const tried = [
    `**${RULE_PAGE.trial[language]}**\n${trialWords(trial)[language]}`,
    list(RULE_PAGE.quotes[language], quote(true)),
    list(RULE_PAGE.matched[language], quote(false)),
  ];
  const { inside, outside } = trial;
  const precise = inside >= (inside + outside) * LEAST_PRECISION;
  const warnings = [
    ...(precise ? [] : [RULE_PAGE.tooMany[language]]),
    ...(inside >= trial.posts * LEAST_RECALL ? [] : [RULE_PAGE.tooFew[language]]),
  ];
  const name = `${pack.id}.yaml`;
  const parts: APIComponentInContainer[] = [
    text(head),
    line(),
    text(lists.filter((one) => one !== '').join('\n')),
    line(),
    text([...tried, ...warnings].filter((one) => one !== '').join('\n')),
    line(),
    text(`-# ${RULE_PAGE.use[language]}`),
    { type: ComponentType.File, file: { url: `attachment://${name}` } },
  ];
  return {
    ...panelMessage(frame(parts, warnings.length > 0 ? COLORS.warn : COLORS.good)),
    files: [new AttachmentBuilder(Buffer.from(source), { name })],
  };
}

function termLine(
  { words, inside, outside }: DraftTerm,
  posts: number,
  others: number,
  language: Language,
): string {
  const shown = words.map((word) => `\`${safeCode(word)}\``).join(' + ');
  return `- ${shown} · ${termWords(inside, posts, outside, others)[language]}`;
}

function list(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [`**${title}**`, ...lines].join('\n');
}

function inOneLine(title: string, words: readonly string[]): string {
  const more = words.length > MOST_WORDS ? [`… +${words.length - MOST_WORDS}`] : [];
  return words.length === 0 ? '' : `**${title}**\n${[...words.slice(0, MOST_WORDS), ...more].join(', ')}`;
}

const hidden = (line: string, spoiler: boolean): string => (spoiler ? `||${line}||` : line);

/** A drafted word is letters, digits and spaces; whatever it is, it stays in its code span. */
const safeCode = (word: string): string => word.replaceAll('`', '');
