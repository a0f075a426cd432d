import { isContactLink, isNewsLink, linkIn } from '../chats/links.js';
import {
  authorOfEmbed,
  type DiscordChannel,
  type DiscordMessage,
  filled,
  isMirror,
  isThread,
  isWritten,
  opensThread,
  previewOf,
  wordsOf,
  wordsOfEmbed,
} from './message.js';

/** An article of a channel. */
interface Topic {
  readonly id: string;
  readonly url: string | undefined;
}

/** Messages whose article is remembered for replies to them. */
const REMEMBERED = 200_000;

/**
 * Turns a channel and its messages into rows of JSON Lines.
 *
 * The first message's link preview is the article, or else the channel's name and topic; in a thread or a forum post its name and
 * first message. Each later message that is a link to the news begins the next article. Comments are about the latest one, replies
 * about that of the message they answer. Users' messages with text are the comments, and what bots mirror in an embed; notices of
 * Discord, and messages with nothing but files or the article's link are left out.
 */
export class ChannelRows {
  readonly #channel: DiscordChannel;
  readonly #fileText: (url: string) => string | undefined;
  readonly #previews: boolean;
  #topic: Topic | undefined;
  /** The message that began the latest article. */
  #begunBy = '';
  readonly #byUrl = new Map<string, Topic>();
  readonly #topicOf = new Map<string, Topic>();
  /** Texts in files that the export does not hold. */
  missingFiles = 0;

  /** The first link whose title stands nowhere; comments then name their article by its address. */
  untitled: string | undefined;

  /**
   * @param fileText reads a text file beside the export
   * @param previews whether the export holds the previews of links; without them a link alone names an article
   */
  constructor(
    channel: DiscordChannel,
    fileText: (url: string) => string | undefined = () => undefined,
    previews = true,
  ) {
    this.#channel = channel;
    this.#fileText = fileText;
    this.#previews = previews;
  }

  /** The rows of the next message, behind the row of the article that it begins. */
  rowsOf(message: DiscordMessage): string[] {
    const written = isWritten(message);
    const rows: string[] = [];
    const isFirst = this.#topic === undefined;
    if (isFirst && (written || opensThread(message))) {
      rows.push(...this.#first(message));
      this.#begunBy = message.id;
      if (isThread(this.#channel) && !isBareLink(message)) return rows;
    } else if (written) rows.push(...this.#next(message));
    if (!written) return rows;
    const own = this.#comment(message);
    if (own === undefined) return rows;
    if (this.#topic === undefined) rows.push(this.#article(this.#named()));
    rows.push(this.#row(message, own));
    return rows;
  }

  /** The rows left at the end: the article's when no message came before. */
  end(): string[] {
    return this.#topic === undefined ? [this.#article(this.#named())] : [];
  }

  /** The article of the first message. */
  #first(message: DiscordMessage): string[] {
    const preview = previewOf(message);
    const { id, name } = this.#channel;
    if (isThread(this.#channel) && !isBareLink(message)) {
      const body = [this.#textOf(message), preview?.title, preview?.description].filter(filled).join('\n');
      return [this.#article({ id, title: name, body, url: preview?.url, publishedAt: message.timestamp })];
    }
    if (preview !== undefined) return [this.#link(id, preview)];
    return this.#untitledLink(message.content) ? [] : [this.#article(this.#named())];
  }

  /** Takes the link of a message as the article, where the export holds no titles. */
  #untitledLink(content: string): boolean {
    const url = this.#previews ? undefined : linkIn(content)?.url;
    if (url === undefined) return false;
    this.untitled ??= url;
    this.#topic = this.#byUrl.get(url) ?? { id: url, url };
    this.#byUrl.set(url, this.#topic);
    return true;
  }

  /** The row of the article that a later message begins, if it does. */
  #next(message: DiscordMessage): string[] {
    const preview = previewOf(message);
    if (isThread(this.#channel)) return [];
    if (preview === undefined) {
      if (isNewsLink(linkIn(message.content)?.url ?? '')) this.#untitledLink(message.content);
      return [];
    }
    const known = this.#byUrl.get(preview.url);
    const isBare = withoutLink(message.content, preview.url) === '';
    const begins =
      isNewsLink(preview.url) || ((isBare || message.author.isBot) && !isContactLink(preview.url));
    if (!begins) return [];
    if (known === undefined) {
      this.#begunBy = message.id;
      return [this.#link(`${this.#channel.id}/${message.id}`, preview)];
    }
    this.#topic = known;
    return [];
  }

  #link(id: string, preview: NonNullable<ReturnType<typeof previewOf>>): string {
    const { title, url, description, timestamp } = preview;
    return this.#article({ id, title, body: description, url, publishedAt: timestamp ?? undefined });
  }

  #named(): { id: string; title: string; body: string | null | undefined } {
    const { id, name, topic } = this.#channel;
    return { id, title: name, body: topic };
  }

  #article(fields: {
    id: string;
    title: string;
    body: string | null | undefined;
    url?: string | undefined;
    publishedAt?: string | undefined;
  }): string {
    const { id, title, body, url, publishedAt } = fields;
    this.#topic = { id, url };
    if (url !== undefined) this.#byUrl.set(url, this.#topic);
    return JSON.stringify({ type: 'article', id, title, body: filled(body) ? body : null, url, publishedAt });
  }

  /** A message as a comment; undefined where it says nothing. */
  #comment(message: DiscordMessage): { text: string; author: string | undefined } | undefined {
    const { author, embeds } = message;
    if (!author.isBot) {
      const text = this.#textOf(message);
      const name = filled(author.nickname) ? author.nickname : author.name;
      return this.#hasWords(text) ? { text, author: filled(name) ? name : undefined } : undefined;
    }
    // A bot that mirrors comments of a site writes them into embeds, under the name of who wrote them.
    const mirrored = embeds.filter(
      (embed) =>
        isMirror(embed) &&
        (!filled(embed.url) || (this.#byUrl.has(embed.url) && message.id !== this.#begunBy)),
    );
    const text = mirrored.map(wordsOfEmbed).filter(filled).join('\n');
    return filled(text) ? { text, author: mirrored.map(authorOfEmbed).find(filled) } : undefined;
  }

  /** The text of a message, with that of its text files (Discord makes `message.txt` of long messages). */
  #textOf(message: DiscordMessage): string {
    const files = [...message.attachments, ...(message.forwardedMessage?.attachments ?? [])].filter(
      ({ fileName }) => /\.txt$/iu.test(fileName),
    );
    const texts = files.map(({ url }) => this.#fileText(url));
    this.missingFiles += texts.filter((text) => text === undefined).length;
    return [wordsOf(message), ...texts].filter(filled).join('\n');
  }

  #hasWords(text: string): boolean {
    return withoutLink(text, this.#topic?.url) !== '';
  }

  #row(
    { id, timestamp, reference }: DiscordMessage,
    { text, author }: { text: string; author: string | undefined },
  ): string {
    const isForward = reference?.type === 'Forward';
    const parentId = !isForward && filled(reference?.messageId) ? reference.messageId : undefined;
    const topic = (parentId === undefined ? undefined : this.#topicOf.get(parentId)) ?? this.#topic!;
    if (this.#topicOf.size >= REMEMBERED) this.#topicOf.delete(this.#topicOf.keys().next().value!);
    this.#topicOf.set(id, topic);
    return JSON.stringify({
      type: 'comment',
      id,
      articleId: topic.id,
      text,
      parentId,
      author,
      createdAt: timestamp,
    });
  }
}

/** Whether a message is nothing but the link of its preview. */
function isBareLink(message: DiscordMessage): boolean {
  const preview = previewOf(message);
  return preview !== undefined && withoutLink(message.content, preview.url) === '';
}

function withoutLink(content: string, url: string | undefined): string {
  const own = url === undefined ? content : content.replaceAll(url, '');
  return own.replace(/[\s<>]+/g, '');
}
