import type { Article } from '../../article/index.js';
import type { Language } from '../../fault.js';
import { homeStanding, type HomeStanding } from '../../judge/certainty.js';
import {
  actPartitionKey,
  type Case,
  currentAct,
  type Flag,
  type FlagAct,
  type FlagContent,
  accuracyGateOf,
  gateLine,
  isSiteChannel,
  REPORTED,
  requirementsFor,
  snowflake,
} from '../../moderation/index.js';
import type { NoteState, ReportSummary, Store } from '../../store/index.js';
import { actWords, CARD, decisionWords } from '../../wording/bot/cards.js';
import { SITE_CARD } from '../../wording/bot/site.js';
import { cardUrl, nameOf } from '../campaigns/card.js';
import { reasonsOf } from '../feedback/reasons.js';
import { safeLine } from '../discord/safe-text.js';
import { whyWords } from './why.js';

/** The author of a comment: a person as a mention (the message must not ping), a webhook by its name. */
export function authorWords(author: NonNullable<FlagContent['author']>, language: Language): string {
  // People at a site may have no name; everybody in Discord has one.
  if (author.name.trim() === '') return SITE_CARD.anonymous[language];
  const name = safeLine(author.name, 40);
  if (!snowflake.safeParse(author.id).success) return name;
  return author.webhook ? `${name} (${CARD.webhook[language]})` : `<@${author.id}> (${name})`;
}

/** The moderator who decided, as a mention (the message must not ping); null is the bot itself in mode `act`. */
export function moderatorWords(moderatorId: string | null, language: Language): string {
  return moderatorId === null ? CARD.byBot[language] : `<@${moderatorId}>`;
}

const TENSES = { waiting: 'doing', failing: 'failing', failed: 'failed', moot: 'moot' } as const;

/** What a decision has come to: done only when Discord has confirmed its effect. */
export function standingWords(
  decision: Case['decision'],
  act: FlagAct | null | undefined,
  language: Language,
): string {
  if (act == null || act.state.kind === 'moot') return decisionWords(decision, language);
  const words = actStandingWords(act, language);
  // Keeping a comment of a site is done at once; only telling the site is under way.
  return act.effect.kind === 'site-decision' ? `${decisionWords(decision, language)} · ${words}` : words;
}

/** How an act stands that is not simply done. */
export function actStandingWords({ effect, state }: FlagAct, language: Language): string {
  const why = state.kind === 'waiting' ? '' : whyWords(state.trouble, language);
  return actWords(effect.kind, TENSES[state.kind], why, language);
}

/** Data of a card, read from the store at one point in time. */
export interface CardView {
  readonly flag: Flag;
  /** Null if it was deleted at the end of the retention period. */
  readonly article: Article | null;
  readonly home: {
    readonly title: string;
    readonly url?: string | undefined;
    readonly score: number;
    readonly standing: HomeStanding;
  } | null;
  /** The accuracy of this kind of evidence so far, in words. */
  readonly record: string;
  /** The case that decided the flag and was not undone. */
  readonly decided: Case | null;
  /** What the bot does in Discord about it, as long as that is not simply done. */
  readonly act: FlagAct | null;
  /** Null: a comment of a site that has sent no address. */
  readonly messageUrl: string | null;
  /** Where the comment is: a channel, as a mention, or a site; the channel of the flag when omitted. */
  readonly place?: string;
  /** What members reported of it, if they did. */
  readonly reports?: ReportSummary | undefined;
  /** What became of the note to its author about the decision. */
  readonly note?: NoteState | undefined;
  /** Reasons to choose from at a decision. */
  readonly reasons?: readonly string[];
  /** The campaign whose card shows the comment. */
  readonly campaign: { readonly name: string; readonly url: string | null } | null;
}

/** Loads the current data of a flag's card. */
export async function loadCardView(
  { store }: { readonly store: Store },
  flag: Flag,
  language: Language,
): Promise<CardView> {
  const { guildId, content } = flag;
  const home = content?.result.home ?? null;
  const standing = home === null ? null : homeStanding(home.score);
  const [article, homeArticle, accuracy, settings, decided, acts, campaign, place, reports, note] =
    await Promise.all([
      store.articles.get(guildId, flag.articleId),
      home === null ? undefined : store.articles.get(guildId, home.articleId),
      store.cases.accuracy(guildId),
      store.servers.settings(guildId),
      flag.caseNumber === null ? undefined : store.cases.get(guildId, flag.caseNumber),
      flag.lastCase === null ? [] : store.outbox.acts(guildId, [actPartitionKey(flag.id)]),
      flag.closedWhy === 'in-campaign' ? campaignOf({ store }, flag, language) : null,
      placeOf({ store }, flag, language),
      flag.reported === true ? store.reports.summary(guildId, flag.id) : undefined,
      flag.caseNumber === null ? undefined : store.appeals.note(guildId, flag.caseNumber),
    ]);
  const gate = accuracyGateOf(
    accuracy.get(flag.evidenceKey) ?? { right: 0, wrong: 0 },
    requirementsFor(flag.evidenceKey, settings.gate),
  );
  return {
    flag,
    article: article ?? null,
    home:
      home === null || standing === null || homeArticle === undefined
        ? null
        : { title: homeArticle.title, url: homeArticle.url, score: home.score, standing },
    record: flag.evidenceKey === REPORTED ? '' : gateLine(gate)[language],
    decided: decided ?? null,
    act: currentAct(flag, acts) ?? null,
    messageUrl: place.url,
    place: place.name,
    reports,
    note,
    reasons: reasonsOf(settings),
    campaign,
  };
}

async function campaignOf(
  { store }: { readonly store: Store },
  { guildId, messageId }: Flag,
  language: Language,
): Promise<CardView['campaign']> {
  const member = await store.campaigns.member(guildId, messageId);
  const record =
    member?.campaignId == null ? undefined : await store.campaigns.get(guildId, member.campaignId);
  return record === undefined ? null : { name: nameOf(record, language), url: cardUrl(record) };
}

/** Where a comment is, in words, and a link to it: a message of Discord, or a comment of a site with the address it sent. */
export async function placeOf(
  { store }: { readonly store: Pick<Store, 'sites'> },
  { guildId, channelId, messageId }: Pick<Flag, 'guildId' | 'channelId' | 'messageId'>,
  language: Language,
): Promise<{ readonly name: string; readonly url: string | null }> {
  if (!isSiteChannel(channelId))
    return {
      name: `<#${channelId}>`,
      url: `https://discord.com/channels/${guildId}/${channelId}/${messageId}`,
    };
  const [site, message] = await Promise.all([
    store.sites.ofChannel(channelId),
    store.sites.message(messageId),
  ]);
  // An address with one of these could end the link and begin another.
  const url = message?.url ?? null;
  return {
    name: SITE_CARD.site(safeLine(site?.name ?? '?', 40))[language],
    url: url !== null && LINK.test(url) ? url : null,
  };
}

/** Discord takes 512 characters in the address of a button. */
const LINK = /^https?:\/\/[^\s()<>]{1,500}$/;
