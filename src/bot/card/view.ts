import type { Article } from '../../article/index.js';
import { type Case, type Flag, accuracyGateOf, gateLine } from '../../moderation/index.js';
import type { Language } from '../../fault.js';
import type { Store } from '../../store/index.js';

/** All that a card shows, read from the store at one time. */
export interface CardView {
  readonly flag: Flag;
  /** Null when it is not kept any more. */
  readonly article: Article | null;
  readonly home: { readonly title: string; readonly url?: string | undefined; readonly score: number } | null;
  /** How right this kind of evidence was so far, in words. */
  readonly record: string;
  /** The case that decided the flag and stands. */
  readonly decided: Case | null;
  readonly messageUrl: string;
}

/** Reads what the card of a flag shows, as it is now. */
export async function loadCardView(
  { store }: { readonly store: Store },
  flag: Flag,
  language: Language,
): Promise<CardView> {
  const { guildId, content } = flag;
  const home = content?.result.home ?? null;
  const [article, homeArticle, accuracy, settings, decided] = await Promise.all([
    store.articles.get(guildId, flag.articleId),
    home === null ? undefined : store.articles.get(guildId, home.articleId),
    store.cases.accuracy(guildId),
    store.servers.settings(guildId),
    flag.caseNumber === null ? undefined : store.cases.get(guildId, flag.caseNumber),
  ]);
  const gate = accuracyGateOf(accuracy.get(flag.evidenceKey) ?? { right: 0, wrong: 0 }, settings.gate);
  return {
    flag,
    article: article ?? null,
    home:
      home === null || homeArticle === undefined
        ? null
        : { title: homeArticle.title, url: homeArticle.url, score: home.score },
    record: gateLine(gate)[language],
    decided: decided ?? null,
    messageUrl: messageUrl(flag),
  };
}

/** Where Discord shows the message of a flag. */
export function messageUrl({ guildId, channelId, messageId }: Flag): string {
  return `https://discord.com/channels/${guildId}/${channelId}/${messageId}`;
}
