import { type APIMessageTopLevelComponent, ButtonBuilder, ButtonStyle } from 'discord.js';
import type { Language } from '../../../fault.js';
import { type CampaignRecord, isSiteMessage } from '../../../moderation/index.js';
import type { CampaignMember, CampaignProgress } from '../../../store/index.js';
import { BUTTONS, CARD, LIST, MEMBER_STATES, pageWords } from '../../../wording/bot/campaigns.js';
import { CAMPAIGN_LINK_NAMES, CAMPAIGN_STATE_NAMES, campaignCounts } from '../../../wording/campaigns.js';
import { campaignId, decidedWords, exampleLine, nameOf } from '../../campaigns/card.js';
import { sparkline } from '../../campaigns/view.js';
import { buttonRows, choiceMenu, frame, line, row, text } from '../../discord/components.js';
import { customId } from '../../discord/custom-id.js';

/** Campaigns in the list; Discord's most options of a menu are 25. */
export const LISTED = 15;
/** Members on a page. */
const PAGE = 10;
const SIZE = { around: 30, phrase: 60 };

/** The list of campaigns, with a menu that opens one. */
export function listPage(
  campaigns: readonly {
    readonly record: CampaignRecord;
    readonly times: readonly number[];
    readonly progress: CampaignProgress | null;
  }[],
  language: Language,
  none: string,
): APIMessageTopLevelComponent[] {
  const head = `## ${LIST.title[language]}\n-# ${LIST.how[language]}`;
  if (campaigns.length === 0) return [frame([text(head), line(), text(none)])];
  const lines = campaigns.map(({ record, times, progress }) => {
    const [stands, counts] = glanceAt(record, language, progress);
    return `${stands}\n\`${sparkline(times).bars || '·'}\` ${counts}`;
  });
  const options = campaigns.map(({ record }) => ({
    label: (record.summary.name === '' ? record.id : record.summary.name).slice(0, 100),
    description: campaignCounts({ ...record.summary.counts, authors: null })[language].slice(0, 100),
    value: record.id,
  }));
  return [
    frame([text(head), line(), text(lines.join('\n'))]),
    row(choiceMenu(customId('campaigns-open'), LIST.open[language], options)),
  ];
}

/** A campaign in two lines: its name and how it stands, its counts and when it last grew. */
export function glanceAt(
  record: CampaignRecord,
  language: Language,
  progress: CampaignProgress | null,
): readonly [stands: string, counts: string] {
  const { summary, decided, state, last } = record;
  const { counts, shape } = summary;
  const authors = shape.hands === 'unknown' ? null : counts.authors;
  const stands =
    decided === null
      ? CAMPAIGN_STATE_NAMES[state][language]
      : decidedWords(decided.decision, progress)[language];
  return [
    `**${nameOf(record, language)}** · ${stands}`,
    `${campaignCounts({ ...counts, authors })[language]} · <t:${Math.floor(last / 1000)}:R>`,
  ];
}

/** A page of all members in order of time, with how each is linked. */
export function membersPage(
  record: CampaignRecord,
  members: readonly CampaignMember[],
  page: number,
  { language, spoiler }: { readonly language: Language; readonly spoiler: boolean },
): APIMessageTopLevelComponent[] {
  const pages = Math.max(1, Math.ceil(members.length / PAGE));
  const at = Math.min(Math.max(0, page), pages - 1);
  const shown = members.slice(at * PAGE, (at + 1) * PAGE);
  const lines = shown.map((one) => {
    const { guildId, channelId, messageId, evidence, core, state, gone, postedAt } = one;
    const stands = state === 'removed' && !gone ? 'removing' : core || state !== 'here' ? state : 'fringe';
    const link = evidence === null ? '' : CAMPAIGN_LINK_NAMES[evidence.by][language];
    const ofSite = isSiteMessage(messageId);
    const url =
      gone || ofSite
        ? ''
        : `[${CARD.comment[language]}](https://discord.com/channels/${guildId}/${channelId}/${messageId})`;
    const notes = [
      `<t:${Math.floor(postedAt / 1000)}:f>`,
      ofSite ? '' : `<#${channelId}>`,
      link,
      MEMBER_STATES[stands][language],
      url,
    ];
    return `- ${exampleLine(one, SIZE, spoiler)}\n-# ${notes.filter((part) => part !== '').join(' · ')}`;
  });
  const button = (label: string, to: number, enabled: boolean): ButtonBuilder =>
    new ButtonBuilder()
      .setCustomId(customId('campaigns-page', record.id, String(to)))
      .setLabel(label)
      .setStyle(ButtonStyle.Secondary)
      .setDisabled(!enabled);
  const buttons = [
    button(BUTTONS.older[language], at - 1, at > 0),
    button(BUTTONS.newer[language], at + 1, at < pages - 1),
    new ButtonBuilder()
      .setCustomId(campaignId('campaigns-card', record.id))
      .setLabel(BUTTONS.card[language])
      .setStyle(ButtonStyle.Secondary),
    backButton(language),
  ];
  const where = pageWords(members.length === 0 ? 0 : at * PAGE + 1, at * PAGE + shown.length, members.length)[
    language
  ];
  return [
    frame([
      text(`## ${nameOf(record, language)}\n-# ${where}`),
      line(),
      text(lines.length === 0 ? CARD.empty[language] : lines.join('\n')),
    ]),
    ...buttonRows(buttons).map((one) => one.toJSON()),
  ];
}

/** The button that leads to the list. */
export function backButton(language: Language): ButtonBuilder {
  return new ButtonBuilder()
    .setCustomId(customId('campaigns-list'))
    .setLabel(BUTTONS.back[language])
    .setStyle(ButtonStyle.Secondary);
}
