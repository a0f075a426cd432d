import type { Logger } from 'pino';
import { Agent, request } from 'undici';
import { type Article, readPageText } from '../../article/index.js';
import { Fault } from '../../fault.js';
import type { BotConfig } from '../config.js';
import { AllowList, bareHost } from './fetch/address-guard.js';
import { readBody, TooManyBytes } from './fetch/body.js';
import {
  connectionFault,
  fileGone,
  foreignFile,
  noArticleThere,
  notAPage,
  tooLargeFile,
  tooSlow,
} from './fetch/faults.js';
import {
  FETCH_LIMITS,
  type FetchLimits,
  guardedFetch,
  type Resolve,
  resolveBySystem,
} from './fetch/guarded-fetch.js';
import { Semaphore } from '../../semaphore.js';
import { clipArticle } from './page-job.js';
import { readPageInThread } from './page-thread.js';

/** Host prefixes under which one site serves the same articles. */
const SAME_SITE = /^(?:www|m|mobile|n|amp|news)\./;
const MOST_URL = 500;

/**
 * Chooses the URL to store for an article: the page's canonical URL if it is on the same site (a page must not put a link
 * to another site under its title), otherwise the URL that responded.
 */
export function articleUrl(claimed: string | undefined, answered: URL): string {
  const own = claimed === undefined ? null : parseClaimed(claimed, answered);
  if (own !== null && own.href.length <= MOST_URL && isSameSite(own.hostname, answered.hostname))
    return own.href;
  return answered.href;
}

function parseClaimed(claimed: string, base: URL): URL | null {
  try {
    const url = new URL(claimed, base);
    return /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' ? url : null;
  } catch {
    return null;
  }
}

function isSameSite(a: string, b: string): boolean {
  const [one, other] = [siteOf(a), siteOf(b)];
  return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);
}

function siteOf(host: string): string {
  const site = host.replace(SAME_SITE, '');
  return site.includes('.') ? site : host;
}

/** The fields we need of a Discord attachment. */
interface Attached {
  readonly url: string;
  readonly size: number;
}

/** Download timeout in ms: enough for 10 MiB over a slow line. */
const TOTAL_MS = 30_000;
/** Hosts of Discord's attachments; any other host in an attachment's URL is forged. */
const DISCORD_HOSTS = new Set(['cdn.discordapp.com', 'media.discordapp.net']);

/** Downloads an attachment of at most `mostBytes`, only from Discord's hosts and the configured CDN. */
async function readAttachment(
  { url: address, size }: Attached,
  mostBytes: number,
  cdnBase: string,
  totalMs: number,
): Promise<Buffer> {
  const url = parseAddress(address);
  if (url === null || !isDiscords(url, cdnBase)) throw foreignFile();
  if (size > mostBytes) throw tooLargeFile(mostBytes);
  const stop = AbortSignal.timeout(totalMs);
  const agent = new Agent({ pipelining: 0 });
  try {
    const { statusCode, headers, body } = await request(url, { dispatcher: agent, signal: stop });
    body.on('error', () => undefined);
    // Redirects are not followed: Discord's files have none.
    if (statusCode !== 200) throw fileGone();
    return await readBody(body, String(headers['content-encoding'] ?? ''), mostBytes);
  } catch (error) {
    if (error instanceof TooManyBytes) throw tooLargeFile(mostBytes);
    if (stop.aborted) throw tooSlow(url.hostname);
    throw error instanceof Fault ? error : connectionFault(url.hostname, error);
  } finally {
    void agent.destroy();
  }
}

function isDiscords(url: URL, cdnBase: string): boolean {
  if (url.origin === new URL(cdnBase).origin) return true;
  return url.protocol === 'https:' && url.port === '' && DISCORD_HOSTS.has(url.hostname);
}

function parseAddress(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

/** Pages fetched and parsed concurrently. */
const AT_ONCE = 4;
/** Attachments fetched concurrently: a flood of messages with files must not open a connection for each. */
const FILES_AT_ONCE = 16;
/** Minimum body length in UTF-16 code units; anything shorter is a teaser, a login page or a list of links. */
const LEAST_BODY = 40;
/** Maximum bytes of an article file. */
export const MOST_FILE = 5 * 1024 * 1024;

export type ReadArticle = Omit<Article, 'id'>;

/** Reads articles from URLs given by moderators, from files and from text. */
export class ArticleReader {
  readonly #config: Pick<BotConfig, 'cdnBase'>;
  readonly #allow: AllowList;
  readonly #resolve: Resolve;
  readonly #limits: FetchLimits;
  readonly #log: Pick<Logger, 'info'>;
  readonly #gate = new Semaphore(AT_ONCE);
  readonly #files = new Semaphore(FILES_AT_ONCE);

  /**
   * @param parts `resolve` and `limits` are for tests
   * @throws Fault `environment/wrong` for an entry of `fetchAllow` that is neither a host nor a range
   */
  constructor(parts: {
    readonly config: Pick<BotConfig, 'fetchAllow' | 'cdnBase'>;
    readonly log: Pick<Logger, 'info'>;
    readonly resolve?: Resolve;
    readonly limits?: Partial<FetchLimits>;
  }) {
    this.#config = parts.config;
    this.#log = parts.log;
    this.#allow = new AllowList(parts.config.fetchAllow);
    this.#resolve = parts.resolve ?? resolveBySystem;
    this.#limits = { ...FETCH_LIMITS, ...parts.limits };
  }

  /**
   * Fetches and reads the article of a web page; its `url` is the canonical one if that is on the same site.
   *
   * @throws Fault `fetch/…`, `article/unreadable`
   */
  fromUrl(address: string): Promise<ReadArticle> {
    return this.#gate.run(async () => {
      try {
        return await this.#fromUrl(address);
      } catch (error) {
        if (error instanceof Fault)
          this.#log.info({ code: error.code, host: hostOf(address) }, 'no article read');
        throw error;
      }
    });
  }

  /**
   * Reads the article of a file: text, HTML or JSON, detected by content.
   *
   * @throws Fault `article/…`
   */
  fromBytes(bytes: Uint8Array, name: string): Promise<ReadArticle> {
    const file = name.replace(/[^\p{L}\p{N} ._-]/gu, '').slice(0, 80);
    return this.#gate.run(() => readPageInThread({ bytes, name: file }));
  }

  /**
   * Reads an article from text: the first line is the title unless one is given.
   *
   * @throws Fault `article/no-article`, `article/bad-json`
   */
  fromText(text: string, title?: string): ReadArticle {
    const given = title?.trim() ?? '';
    if (given === '') return clipArticle(readPageText(text).article);
    const { body } = readPageText(`${given}\n\n${text}`).article;
    return clipArticle({ title: given, body });
  }

  /**
   * Downloads a file that a person attached in Discord.
   *
   * @throws Fault `fetch/foreign-file`, `fetch/file-too-large`, `fetch/file-gone`, `fetch/too-slow`
   */
  readAttachment(attachment: Attached, mostBytes: number, totalMs = TOTAL_MS): Promise<Buffer> {
    return this.#files.run(() => readAttachment(attachment, mostBytes, this.#config.cdnBase, totalMs));
  }

  async #fromUrl(address: string): Promise<ReadArticle> {
    const page = await guardedFetch(address, {
      allow: this.#allow,
      resolve: this.#resolve,
      limits: this.#limits,
    });
    const host = bareHost(page.url);
    const article = await readPageInThread({ bytes: page.bytes, charset: page.charset }).catch(
      (error: unknown) => {
        throw inWordsOfPage(host, error);
      },
    );
    if ((article.body ?? '').length < LEAST_BODY) throw noArticleThere(host);
    return { ...article, url: articleUrl(article.url, page.url) };
  }
}

/** Turns faults about files into faults about the page. */
function inWordsOfPage(host: string, error: unknown): unknown {
  if (!(error instanceof Fault)) return error;
  if (error.code === 'article/binary') return notAPage(host);
  return error.code === 'article/unreadable' ? error : noArticleThere(host);
}

function hostOf(address: string): string {
  try {
    return new URL(address).hostname;
  } catch {
    return '';
  }
}
