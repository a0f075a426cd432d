import { createHmac } from 'node:crypto';

/** One-way names under the installation's secret: equal for equal persons, of no use without the secret. */
export class Names {
  readonly #secret: Buffer;

  constructor(secret: Buffer) {
    this.#secret = secret;
  }

  /** An author in a server: the same person has another name in each. */
  author(guildId: string, authorId: string): string {
    return this.#hmac('author', guildId, authorId);
  }

  /** A moderator who holds a flag. */
  moderator(guildId: string, moderatorId: string): string {
    return this.#hmac('moderator', guildId, moderatorId);
  }

  /** What tells an article from others of its server. */
  article(guildId: string, title: string, body: string | null): string {
    return this.#hmac('article', guildId, JSON.stringify([title, body]));
  }

  #hmac(what: string, guildId: string, text: string): string {
    return createHmac('sha256', this.#secret).update(`${what}\n${guildId}\n${text}`).digest('base64url');
  }
}
