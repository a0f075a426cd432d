import { type DiscordChannel, type DiscordMessage, isWritten, opensThread } from './export.js';

/**
 * Turns a channel and its messages into rows of JSON Lines. The channel is the article: by the link of its first message
 * where that shows one, else by its name and topic. Messages of people with words of their own are the comments; those of
 * bots, notices of Discord, and messages with nothing but files or the article's own link are left out.
 */
export class ChatRows {
  readonly #channel: DiscordChannel;
  #begun = false;
  /** The address of the article. */
  #url: string | undefined;

  constructor(channel: DiscordChannel) {
    this.#channel = channel;
  }

  /** The rows of the next message: the article's too if it is the first. */
  rowsOf(message: DiscordMessage): string[] {
    const written = isWritten(message);
    const rows = !this.#begun && (written || opensThread(message)) ? [this.#article(message)] : [];
    if (written && !message.author.isBot && this.#hasWords(message.content)) {
      if (!this.#begun && rows.length === 0) rows.push(this.#article(undefined));
      rows.push(this.#comment(message));
    }
    return rows;
  }

  /** What is left to be said when there are no more messages. */
  end(): string[] {
    return this.#begun ? [] : [this.#article(undefined)];
  }

  #article(first: DiscordMessage | undefined): string {
    this.#begun = true;
    const { id, name, topic } = this.#channel;
    const link = first?.embeds.find((embed) => filled(embed.title) && filled(embed.url));
    this.#url = link?.url ?? undefined;
    if (link === undefined) return JSON.stringify({ type: 'article', id, title: name, body: orNull(topic) });
    return JSON.stringify({
      type: 'article',
      id,
      title: link.title,
      body: orNull(link.description),
      url: link.url,
      publishedAt: link.timestamp ?? undefined,
    });
  }

  #hasWords(content: string): boolean {
    const own = this.#url === undefined ? content : content.replaceAll(this.#url, '');
    return own.replace(/[\s<>]+/g, '') !== '';
  }

  #comment({ id, content, author, timestamp, reference }: DiscordMessage): string {
    return JSON.stringify({
      type: 'comment',
      id,
      articleId: this.#channel.id,
      text: content,
      parentId: orUndefined(reference?.messageId),
      author: orUndefined(author.nickname) ?? orUndefined(author.name),
      createdAt: timestamp,
    });
  }
}

function filled(text: string | null | undefined): text is string {
  return text !== null && text !== undefined && text.trim() !== '';
}

function orNull(text: string | null | undefined): string | null {
  return filled(text) ? text : null;
}

function orUndefined(text: string | null | undefined): string | undefined {
  return filled(text) ? text : undefined;
}
