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
  requirementsFor,
} from '../../moderation/index.js';
import type { Store } from '../../store/index.js';
import { actWords, CARD, decisionWords } from '../../wording/bot/cards.js';
import { cardUrl, nameOf } from '../campaigns/card.js';
import { safeLine } from '../discord/safe-text.js';
import { whyWords } from './why.js';

/** The author of a comment: a person as a mention (the message must not ping), a webhook by its name. */
export function authorWords(author: NonNullable<FlagContent['author']>, language: Language): string {
  const name = safeLine(author.name, 40);
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
  return actStandingWords(act, language);
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
  readonly messageUrl: string;
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
  const [article, homeArticle, accuracy, settings, decided, acts, campaign] = await Promise.all([
    store.articles.get(guildId, flag.articleId),
    home === null ? undefined : store.articles.get(guildId, home.articleId),
    store.cases.accuracy(guildId),
    store.servers.settings(guildId),
    flag.caseNumber === null ? undefined : store.cases.get(guildId, flag.caseNumber),
    flag.lastCase === null ? [] : store.outbox.acts(guildId, [actPartitionKey(flag.id)]),
    flag.closedWhy === 'in-campaign' ? campaignOf({ store }, flag, language) : null,
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
    record: gateLine(gate)[language],
    decided: decided ?? null,
    act: currentAct(flag, acts) ?? null,
    messageUrl: messageUrl(flag),
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

/** Link to the message of a flag. */
export function messageUrl({ guildId, channelId, messageId }: Flag): string {
  return `https://discord.com/channels/${guildId}/${channelId}/${messageId}`;
}
