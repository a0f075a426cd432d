import { createRequire } from 'node:module';
import { z } from 'zod';
import type { Page } from '../article.js';
import { errorPage, listPage, noArticle, tooLarge } from '../faults.js';
import { errorPageOf, headlineOf, isSiteName } from '../page-kind.js';
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
  // Readability rebuilds the document.
  const links = statesArticle(document, linked) ? null : headlineLinks(document);
  const readable = size.elements <= READABLE.elements && size.depth <= READABLE.depth;
  const body = bodyOf(document, linked, readable);
  if (title === null) throw noArticle(file);
  if (found.comments.length === 0) {
    const error = errorPageOf(title, body);
    if (error !== null) throw errorPage(file, error);
    if (links !== null && isList(links, title)) throw listPage(file);
  }
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
  const titleElement = document.querySelector('title');
  const headings = Array.from(document.querySelectorAll('h1, #title_area, .media_end_head_headline'))
    .slice(0, 5)
    .map((element) => textOf(element))
    .filter((text) => text !== '');
  const site = meta(document, 'og:site_name');
  const candidates = [
    meta(document, 'og:title'),
    linked?.headline,
    ...headings,
    titleElement === null ? null : squeeze(titleElement.textContent ?? ''),
  ];
  const given = candidates.flatMap((candidate) =>
    candidate == null || candidate.trim() === '' ? [] : [candidate.trim()],
  );
  // Sites that name themselves in every title still have a heading above the article.
  const found = given.find((one) => one !== site && !isSiteName(one)) ?? given[0];
  if (found === undefined) return null;
  const title = headlineOf(found, site);
  const written = headings.find((text) => text.length >= 5 && found !== text && found.startsWith(text));
  return written !== undefined &&
    written.length < title.length &&
    SITE_BEHIND.test(found.slice(written.length))
    ? written
    : title;
}

/** A separator with a short name behind it: the rest of a title behind its heading. */
const SITE_BEHIND = /^\s*(?:::|[-–—|│ㅣ:<>·])\s*\S.{0,40}$/u;

/** Whether the page says that it is an article, or has one where sites put it. */
function statesArticle(document: Document, linked: LinkedArticle | null): boolean {
  if (linked !== null || meta(document, 'og:type') === 'article' || publishedOf(document) !== null)
    return true;
  return ARTICLE_BODIES.some((selector) => document.querySelector(selector) !== null);
}

/** Letters in links that are as long as headlines, how many these are, and letters of the longest text outside of links. */
interface Links {
  readonly count: number;
  readonly letters: number;
  readonly longestOther: number;
  readonly otherLetters: number;
}

/** Shorter links lead to sections and buttons. */
const LEAST_LINK = 12;

function headlineLinks(document: Document): Links {
  const body = document.querySelector('body');
  const isLink = (element: Element): boolean => isChrome(element) || element.tagName.toUpperCase() === 'A';
  let count = 0;
  let letters = 0;
  for (const link of body?.querySelectorAll('a') ?? []) {
    const text = textOf(link).replace(/\s+/gu, '');
    if (text.length < LEAST_LINK) continue;
    count++;
    letters += text.length;
  }
  const lines = body === null ? [] : textOf(body, isLink).split('\n');
  return {
    count,
    letters,
    longestOther: Math.max(0, ...lines.slice(0, 10_000).map((line) => line.length)),
    otherLetters: lines.reduce((sum, line) => sum + line.length, 0),
  };
}

/** Headlines on a page of a section; fewer where the page says that it is a search. */
const LIST_LINKS = 8;
const SEARCH_LINKS = 3;
/** A paragraph of an article is longer than the summary below a headline. */
const LONGEST_SUMMARY = 220;

/** Whether a page holds headlines that lead to articles, and no article: a section, a front page, results of a search. */
function isList({ count, letters, longestOther, otherLetters }: Links, title: string): boolean {
  const isSearch = /검색(?:\s*결과)?\s*$|검색\s*결과|search results?/iu.test(title);
  if (longestOther > LONGEST_SUMMARY) return false;
  if (isSearch) return count >= SEARCH_LINKS;
  return count >= LIST_LINKS && (isSiteName(title) || letters > otherLetters);
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

/** The text that Readability finds. It rebuilds the document, so no other reading may follow. */
function readabilityText(document: Document): string {
  const { Readability } = createRequire(import.meta.url)('@mozilla/readability') as { Readability: Reader };
  const content = new Readability(document, { serializer: (node) => node }).parse()?.content ?? null;
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
