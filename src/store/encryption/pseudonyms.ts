import { createHmac } from 'node:crypto';

/**
 * Pseudonyms: HMAC-SHA256 under the installation's secret, base64url. The same person has the same pseudonym within a server
 * and another one in the next; nobody computes them without the secret.
 */
export class Pseudonyms {
  readonly #secret: Buffer;

  constructor(secret: Buffer) {
    this.#secret = secret;
  }

  /** The pseudonym of an author in a server. */
  author(guildId: string, authorId: string): string {
    return this.#hmac('author', guildId, authorId);
  }

  /** The pseudonym of a moderator who holds a flag. */
  moderator(guildId: string, moderatorId: string): string {
    return this.#hmac('moderator', guildId, moderatorId);
  }

  /** The pseudonym of a member who reports: nobody can tell from it which comments are theirs. */
  reporter(guildId: string, userId: string): string {
    return this.#hmac('reporter', guildId, userId);
  }

  /** The digest by which reported messages of the same folded text are found. */
  likeness(guildId: string, folded: string): string {
    return this.#hmac('likeness', guildId, folded);
  }

  /** The digest that identifies an article within its server. */
  article(guildId: string, title: string, body: string | null): string {
    return this.#hmac('article', guildId, JSON.stringify([title, body]));
  }

  #hmac(kind: string, guildId: string, text: string): string {
    return createHmac('sha256', this.#secret).update(`${kind}\n${guildId}\n${text}`).digest('base64url');
  }
}
