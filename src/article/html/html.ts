import { Readability } from '@mozilla/readability';
import { z } from 'zod';
import type { Page } from '../article.js';
import { noArticle, tooLarge } from '../faults.js';
import { readHtmlComments } from './comments.js';
import { type Document, type Element, parseDocument, sizeOf, squeeze, textOf } from './dom.js';

const person = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);
const commentSchema = z.object({
  text: z.string(),
  author: person.optional().catch(undefined),
  dateCreated: z.string().optional().catch(undefined),
});
const articleSchema = z.object({
  '@type': z.union([z.string(), z.array(z.string()).transform((types) => types.join(' '))]),
  headline: z.string().optional().catch(undefined),
  articleBody: z.string().optional().catch(undefined),
  datePublished: z.string().optional().catch(undefined),
  comment: z.array(z.unknown()).catch([]),
});

/** The JSON-LD metadata of an article. */
interface LinkedArticle {
  readonly headline?: string | undefined;
  readonly articleBody?: string | undefined;
  readonly datePublished?: string | undefined;
  readonly comments: readonly z.infer<typeof commentSchema>[];
}

/** Finds the first article in a page's JSON-LD; broken scripts and those about anything else are skipped. */
function readLinkedData(document: Document): LinkedArticle | null {
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    for (const candidate of candidatesIn(script.textContent ?? '')) {
      const found = articleSchema.safeParse(candidate);
      if (!found.success || !/Article|Posting/u.test(found.data['@type'])) continue;
      const { headline, articleBody, datePublished, comment } = found.data;
      const comments = comment.flatMap((row) => commentSchema.safeParse(row).data ?? []);
      return { headline, articleBody, datePublished, comments };
    }
  }
  return null;
}

function candidatesIn(json: string): unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return [];
  }
  const graph = typeof value === 'object' && value !== null && '@graph' in value ? value['@graph'] : value;
  return Array.isArray(graph) ? (graph as unknown[]) : [graph];
}

/**
 * Selectors of the article's body on Naver (news; entertainment and sports, whose id is misspelt there), Daum, and in the
 * content systems of small Korean news sites.
 */
const ARTICLE_BODIES: readonly string[] = [
  '#dic_area',
  '#newsct_article',
  '#articleBodyContents',
  '#articeBody',
  '#newsEndContents',
  '#comp_news_article ._article_content',
  '.article_view',
  '#harmonyContainer',
  '#article-view-content-div',
  '[itemprop="articleBody"]',
  '#articleBody',
  '.article_body',
  '.article-body',
  '.news_body',
];

/** Readability scores every element with its ancestors; larger pages give their plain text instead. */
const READABLE = { elements: 10_000, depth: 300 };
/** Code units; the largest news pages have under 3 MB. */
const MAX_MARKUP = 64 * 1024 * 1024;
/** Deeper than any browser renders; linkedom's methods recurse. */
const MAX_DEPTH = 2_000;
/** Code units; a shorter body element is a teaser. */
const LEAST_BODY = 40;

/** Whether a text is an HTML page: it begins with markup, after comments and an XML declaration. */
export function looksLikeHtml(text: string): boolean {
  let head = text.slice(0, 8192).replace(/^[\uFEFF\s]+/u, '');
  for (let comment = /^<!--|^<\?xml/iu.exec(head); comment !== null; comment = /^<!--|^<\?xml/iu.exec(head)) {
    const close = comment[0] === '<!--' ? '-->' : '?>';
    const end = head.indexOf(close);
    if (end === -1) return comment[0] !== '<!--';
    head = head.slice(end + close.length).trimStart();
  }
  return /^<(?:!doctype|html|head|body|meta|title|link|script|div|section|main|article|header|p|h[1-6])[\s>]/iu.test(
    head,
  );
}

/** The charset that an HTML page declares in its first 4096 bytes, or undefined. */
export function declaredCharset(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
  return /<meta[^>]{0,200}charset\s{0,3}=\s{0,3}["']?([\w-]{1,40})/iu.exec(head)?.[1];
}

/**
 * Reads the article of an HTML page (JSON-LD, Open Graph, known containers, else Readability) and its comments.
 *
 * @throws Fault `article/no-article`, `article/too-large`
 */
export function readHtml(html: string, articleId: string, file?: string): Page {
  if (html.length > MAX_MARKUP) throw tooLarge(file, '64 MiB HTML');
  const document = parseDocument(html);
  const size = sizeOf(document);
  if (size.depth > MAX_DEPTH) throw noArticle(file);
  const linked = readLinkedData(document);
  const title = titleOf(document, linked);
  const found = readHtmlComments(document, articleId);
  for (const element of found.elements) element.remove();
  const readable = size.elements <= READABLE.elements && size.depth <= READABLE.depth;
  const body = bodyOf(document, linked, readable);
  if (title === null) throw noArticle(file);
  const url = meta(document, 'og:url') ?? canonicalOf(document);
  const publishedAt = linked?.datePublished ?? publishedOf(document);
  const comments = found.comments.length > 0 ? found.comments : linkedComments(linked, articleId);
  return {
    article: {
      id: articleId,
      title,
      body: body?.startsWith(`${title}\n`) ? body.slice(title.length + 1) : body,
      ...(url === null ? {} : { url }),
      ...(publishedAt === null ? {} : { publishedAt }),
    },
    comments,
    dropped: found.dropped,
  };
}

function titleOf(document: Document, linked: LinkedArticle | null): string | null {
  const title = document.querySelector('title');
  const heading = document.querySelector('h1, #title_area, .media_end_head_headline');
  const site = meta(document, 'og:site_name');
  const candidates = [
    meta(document, 'og:title'),
    linked?.headline,
    heading === null ? null : textOf(heading),
    title === null ? null : squeeze(title.textContent ?? ''),
  ];
  const found = candidates.find((candidate) => candidate != null && candidate.trim() !== '')?.trim();
  return found === undefined ? null : withoutSite(found, site);
}

/** Strips the site's name from `제목 - 어느신문`. */
function withoutSite(title: string, site: string | null): string {
  if (site === null || !title.endsWith(site)) return title;
  const cut = title.slice(0, -site.length).trimEnd();
  return /[-|:<·]$/u.test(cut) && cut.length > 4 ? cut.slice(0, -1).trimEnd() : title;
}

function bodyOf(document: Document, linked: LinkedArticle | null, readable: boolean): string | null {
  for (const selector of ARTICLE_BODIES) {
    const element = document.querySelector(selector);
    const text = element === null ? '' : textOf(element, isChrome);
    if (text.length >= LEAST_BODY) return text;
  }
  const stated = linked?.articleBody?.trim() ?? '';
  if (stated.length >= LEAST_BODY) return stated;
  const whole = document.querySelector('article') ?? document.querySelector('body');
  const text = whole === null ? '' : textOf(whole, isChrome);
  const read = readable && text !== '' ? readabilityText(document) : text;
  return (read === '' ? text : read) || null;
}

/** The part of Readability used here; its own types require those of the browser. */
type Reader = new (
  document: Document,
  options: { serializer: (node: Element) => Element },
) => { parse(): { content: Element | null } | null };
const Reader = Readability as unknown as Reader;

/** The text that Readability finds. It rebuilds the document, so no other reading may follow. */
function readabilityText(document: Document): string {
  const content = new Reader(document, { serializer: (node) => node }).parse()?.content ?? null;
  return content === null ? '' : textOf(content);
}

const isChrome = (element: Element): boolean =>
  element.matches('nav, header, footer, aside, form, h1, [role="navigation"]');

function meta(document: Document, name: string): string | null {
  const element = document.querySelector(`meta[property="${name}"], meta[name="${name}"]`);
  const content = element?.getAttribute('content')?.trim() ?? '';
  return content === '' ? null : content;
}

function canonicalOf(document: Document): string | null {
  const href = document.querySelector('link[rel="canonical"]')?.getAttribute('href')?.trim() ?? '';
  return href === '' ? null : href;
}

/** The publication date: `article:published_time`, else Naver's `data-date-time`, else Daum's `og:regDate`. */
function publishedOf(document: Document): string | null {
  const said =
    meta(document, 'article:published_time') ??
    document.querySelector('[data-date-time]')?.getAttribute('data-date-time') ??
    meta(document, 'og:regDate');
  return said == null ? null : withZone(said.trim());
}

/** Korean sites print Korean time without a zone: `2024-11-20 07:00:12`, `20241120070012`. */
function withZone(date: string): string {
  return date.replace(
    /^(\d{4})-?(\d{2})-?(\d{2})[ T]?(\d{2}):?(\d{2}):?(\d{2})$/u,
    '$1-$2-$3T$4:$5:$6+09:00',
  );
}

function linkedComments(linked: LinkedArticle | null, articleId: string): Page['comments'] {
  return (linked?.comments ?? [])
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, author, dateCreated }, index) => ({
      id: String(index + 1),
      articleId,
      text,
      ...(author === undefined ? {} : { author }),
      ...(dateCreated === undefined ? {} : { createdAt: dateCreated }),
    }));
}
