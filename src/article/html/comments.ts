import type { Comment, Page } from '../article.js';
import { isCounter, isNotice, isPlaceholder, readButtons, readMarker } from '../portal-vocabulary.js';
import { type Document, type Element, textOf } from './dom.js';

/** CSS selectors of a comment system; `item` is one comment, with its replies inside or behind it. */
interface CommentSite {
  readonly name: string;
  readonly item: string;
  readonly text: string;
  readonly author: string;
  readonly date: string;
  /** The portal's placeholder for a removed text. */
  readonly gone?: string;
}

/** Tried in this order; the first one that finds a comment is used. */
const COMMENT_SITES: readonly CommentSite[] = [
  {
    name: 'naver',
    item: '.u_cbox_comment',
    text: '.u_cbox_contents',
    author: '.u_cbox_nick, .u_cbox_name',
    date: '.u_cbox_date',
    gone: '.u_cbox_delete_contents, .u_cbox_cleanbot_contents, .u_cbox_blind_contents, .u_cbox_secret_contents',
  },
  {
    name: 'daum',
    item: '.list_comment > li, .alex_comment li, .cmt_box > li',
    text: '.desc_txt, .txt_comment',
    author: '.link_nick, .txt_name, .nick_name',
    date: '.txt_date, .date_comment',
    gone: '.txt_remove, .desc_remove, .info_remove',
  },
  {
    name: 'disqus',
    item: 'li.post, .disqus-comment',
    text: '.post-message',
    author: '.author, .publisher-anchor-color',
    date: '.time-ago, time',
  },
  {
    name: 'schema.org',
    item: '[itemtype*="schema.org/Comment"], [itemtype*="schema.org/UserComments"]',
    text: '[itemprop="text"], [itemprop="commentText"]',
    author: '[itemprop="author"], [itemprop="creator"]',
    date: '[itemprop="dateCreated"], [itemprop="commentTime"], time',
  },
  ...['comment', 'Comment', 'reply', 'cmt'].map((word): CommentSite => ({
    name: `generic ${word}`,
    item: `[class*="${word}"] li, [id*="${word}"] li, li[class*="${word}"], [class*="${word}-item"], [class*="${word}_item"], article[class*="${word}"]`,
    text: '[class*="content"], [class*="text"], [class*="txt"], [class*="body"], [class*="message"], [class*="desc"], p',
    author: '[class*="nick"], [class*="author"], [class*="writer"], [class*="user"], [class*="name"]',
    date: 'time, [class*="date"], [class*="time"]',
  })),
];

/** The most ancestors searched for the comment that contains an element. */
const MAX_CLIMB = 30;

/** The comments in a page's markup, and their elements (to keep them out of the article). */
interface HtmlComments {
  readonly comments: Comment[];
  readonly dropped: Page['dropped'][number][];
  readonly elements: Element[];
}

/**
 * Finds the comments in a page's markup; ids are their positions, from `1`.
 *
 * @returns no comments and no elements where no comment system of `COMMENT_SITES` is found
 */
export function readHtmlComments(document: Document, articleId: string): HtmlComments {
  for (const site of COMMENT_SITES) {
    const items = [...document.querySelectorAll(site.item)];
    if (items.length === 0) continue;
    const found = readItems(items, site, articleId);
    if (found.comments.length > 0 || found.dropped.some(({ why }) => why === 'placeholder')) return found;
  }
  return { comments: [], dropped: [], elements: [] };
}

function readItems(items: readonly Element[], site: CommentSite, articleId: string): HtmlComments {
  const known = new Set(items);
  const ids = new Map<Element, string>();
  const comments: Comment[] = [];
  const dropped: Page['dropped'][number][] = [];
  items.forEach((item, index) => {
    const text = commentText(item, site, known);
    if (text === '' || isPlaceholder(text)) {
      if (text !== '') dropped.push({ line: index + 1, text, why: 'placeholder' });
      return;
    }
    // Menus have the same class names: sort orders, buttons, counts.
    if (isNotice(text) || isCounter(text) || readMarker(text) !== null || readButtons(text) !== null) {
      dropped.push({ line: index + 1, text, why: 'button' });
      return;
    }
    const id = String(comments.length + 1);
    ids.set(item, id);
    const parentId = parentOf(item, known, ids);
    const author = shortText(own(item, site.author, known));
    const dated = own(item, site.date, known);
    const createdAt =
      dated?.getAttribute('data-value') ?? dated?.getAttribute('datetime') ?? shortText(dated);
    comments.push({
      id,
      articleId,
      text,
      ...(parentId === null ? {} : { parentId }),
      ...(author === null ? {} : { author }),
      ...(createdAt === null ? {} : { createdAt }),
    });
  });
  return { comments, dropped, elements: [...items] };
}

function commentText(item: Element, site: CommentSite, known: ReadonlySet<Element>): string {
  const element =
    own(item, site.text, known) ?? (site.gone === undefined ? null : own(item, site.gone, known));
  const isForeign = (node: Element): boolean => known.has(node);
  if (element !== null) return textOf(element, isForeign);
  if (site.gone !== undefined) return '';
  return textOf(
    item,
    (node) => isForeign(node) || node.matches(`${site.author}, ${site.date}, ul, ol, form, a[href="#"]`),
  );
}

/** The first match that belongs to the item itself and not to a reply inside it. */
function own(item: Element, selector: string, known: ReadonlySet<Element>): Element | null {
  for (const found of item.querySelectorAll(selector)) {
    if (nearestItem(found, known) === item) return found;
  }
  return null;
}

function nearestItem(element: Element, known: ReadonlySet<Element>): Element | null {
  let node: Element | null = element;
  for (let climbed = 0; node !== null && climbed < MAX_CLIMB; climbed += 1) {
    if (known.has(node)) return node;
    node = node.parentNode;
  }
  return null;
}

function parentOf(
  item: Element,
  known: ReadonlySet<Element>,
  ids: ReadonlyMap<Element, string>,
): string | null {
  const above = item.parentNode === null ? null : nearestItem(item.parentNode, known);
  return above === null ? null : (ids.get(above) ?? null);
}

function shortText(element: Element | null): string | null {
  const text = element === null ? '' : textOf(element);
  return text === '' || text.length > 60 ? null : text;
}
