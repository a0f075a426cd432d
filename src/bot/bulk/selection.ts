import type { Language } from '../../fault.js';
import { evidenceName, type FlagSelection, isSiteChannel } from '../../moderation/index.js';
import type { Store } from '../../store/index.js';
import { bandWords, selectionWords } from '../../wording/bot/bulk.js';
import { AGE_NAMES, authorPart, campaignPart } from '../../wording/bot/queue.js';
import { SITE_CARD } from '../../wording/bot/site.js';
import { nameOf } from '../campaigns/card.js';
import { safeLine } from '../discord/safe-text.js';

const TITLE = 60;
/** Flags of an author among which their name is looked for: it is gone a day after a decision. */
const NAMED = 5;

/** What the words of a selection are made of. */
interface Sources {
  readonly store: Pick<Store, 'articles' | 'campaigns' | 'flags' | 'sites'>;
  /** Titles of packs by id; without them evidence goes by its key. */
  readonly titles?: ReadonlyMap<string, { ko: string; en: string }>;
  /** Whether an author is named: not on cards, which would keep the name after their data is deleted. */
  readonly named?: boolean;
}

/** The parts of a selection in words: the article's title, the author's name, and so on; escaped. */
export async function selectionParts(
  { store, titles = new Map(), named = false }: Sources,
  guildId: string,
  selection: FlagSelection,
  language: Language,
): Promise<string[]> {
  const { articleId, channelId, authorHash, campaignId, evidenceKey, from, below, olderThanMs } = selection;
  const parts: string[] = [];
  if (articleId !== undefined) {
    const article = await store.articles.get(guildId, articleId);
    parts.push(article === undefined ? articleId.slice(0, 8) : safeLine(article.title, TITLE));
  }
  if (channelId !== undefined) parts.push(await channelWords({ store }, channelId, language));
  if (authorHash !== undefined) {
    const name = named ? await authorName(store, guildId, authorHash) : null;
    parts.push(authorPart(name === null ? null : safeLine(name, 40))[language]);
  }
  if (campaignId !== undefined) {
    const campaign = await store.campaigns.get(guildId, campaignId);
    parts.push(campaignPart(campaign === undefined ? null : nameOf(campaign, language))[language]);
  }
  if (evidenceKey !== undefined) parts.push(evidenceName(evidenceKey, titles)[language]);
  if (from !== undefined || below !== undefined)
    parts.push(bandWords(percentOf(from), percentOf(below))[language]);
  const age = olderThanMs === undefined ? undefined : AGE_NAMES[olderThanMs / 60_000];
  if (age !== undefined) parts.push(age[language]);
  return parts;
}

/** A selection in words. */
export async function selectionText(
  sources: Sources,
  guildId: string,
  selection: FlagSelection,
  language: Language,
): Promise<string> {
  return selectionWords(await selectionParts(sources, guildId, selection, language))[language];
}

/** The name of an author, from their latest flags; null once none of them names them. */
export async function authorName(
  store: Pick<Store, 'flags'>,
  guildId: string,
  authorHash: string,
): Promise<string | null> {
  const flags = await store.flags.ofAuthor(guildId, authorHash, NAMED);
  return flags.find(({ content }) => content?.author != null)?.content?.author?.name ?? null;
}

/** A channel as a mention, or the site whose comments it holds; escaped. */
export async function channelWords(
  { store }: { readonly store: Pick<Store, 'sites'> },
  channelId: string,
  language: Language,
): Promise<string> {
  if (!isSiteChannel(channelId)) return `<#${channelId}>`;
  const site = await store.sites.ofChannel(channelId);
  return SITE_CARD.site(safeLine(site?.name ?? '?', 40))[language];
}

function percentOf(score: number | undefined): number | undefined {
  return score === undefined ? undefined : Math.round(score * 100);
}
