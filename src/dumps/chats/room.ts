import { basename } from 'node:path';
import { firstLine } from '../shapes/fields.js';
import type { ShapeRows } from '../shapes/shape-rows.js';
import { isNewsLink, linkIn } from './links.js';

/** A message of a chat. */
export interface ChatMessage {
  /** The line where it begins, from 1. */
  readonly line: number;
  readonly text: string;
  readonly author: string | undefined;
  readonly createdAt: string | undefined;
  /** The preview of a link in it, where the export holds one. */
  readonly preview?:
    { readonly url: string; readonly title: string; readonly description: string | undefined } | undefined;
}

/** Messages that are held until a first link tells what they are about. */
const HELD = 10_000;

/**
 * Turns the messages of a chat into comments: the first message with a link names the article, and each later one with a link to
 * the news begins the next. What comes before the first link is about its article too.
 */
export class ChatRoom {
  readonly #out: ShapeRows;
  readonly #file: string;
  /** The id of the article of which people talk; undefined before the first link. */
  #article: string | undefined;
  #held: ChatMessage[] = [];
  /** The first link without a title. */
  untitled: string | undefined;

  constructor(file: string, out: ShapeRows) {
    this.#file = basename(file);
    this.#out = out;
  }

  /** Takes the next message. */
  take(message: ChatMessage): void {
    const link = message.preview ?? linkIn(message.text);
    if (link !== undefined && (this.#article === undefined || isNewsLink(link.url))) {
      const words = this.#begin(message);
      this.#flush();
      if (words !== '') this.#comment(message, words);
    } else if (this.#article === undefined && this.#held.length < HELD) this.#held.push(message);
    else {
      this.#flush();
      this.#comment(message, message.text);
    }
  }

  /** Ends the chat. */
  end(): void {
    this.#flush();
  }

  /** Begins the article of a link. @returns the words beside it that are no title, as a comment */
  #begin({ text, preview, createdAt }: ChatMessage): string {
    const { url, rest } = linkIn(text) ?? { url: preview!.url, rest: text.trim() };
    if (preview !== undefined) {
      this.#article = this.#out.article({
        id: url,
        url,
        title: preview.title,
        body: preview.description,
        publishedAt: createdAt,
      });
      return rest;
    }
    if (rest === '') {
      // The comments name the article by its address, under which --articles may have it.
      this.untitled ??= url;
      this.#article = url;
      return '';
    }
    const title = firstLine(rest);
    const body = rest.slice(rest.indexOf(title) + title.length).trim();
    this.#article = this.#out.article({ id: url, url, title, body, publishedAt: createdAt });
    return '';
  }

  #flush(): void {
    for (const message of this.#held.splice(0)) this.#comment(message, message.text);
  }

  #comment({ line, author, createdAt }: ChatMessage, text: string): void {
    this.#out.comment({ id: `${this.#file}:${line}`, articleId: this.#article, text, author, createdAt });
  }
}
