import type { Comment, Page } from '../article.js';
import { isCounter, isNotice, readButtons, readMarker } from '../dump/vocabulary.js';
import { isPlaceholder } from '../placeholder.js';
import { type Document, type Element, textOf } from './dom.js';
import { COMMENT_SITES, type CommentSite } from './sites.js';

/** How far up a comment is looked for the comment it answers. */
const MAX_CLIMB = 30;

/** The comments a page's markup holds, and the elements they stand in (to keep them out of the article). */
export interface HtmlComments {
  readonly comments: Comment[];
  readonly dropped: Page['dropped'][number][];
  readonly elements: Element[];
}

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
    // Menus carry the same class names: how to sort, buttons, counts.
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

/** The first match inside an item that belongs to it and not to a reply inside it. */
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
