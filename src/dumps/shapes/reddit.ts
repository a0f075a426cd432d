import { at, idAt, isObject, type JsonObject, own, textAt, timeAt } from './fields.js';
import type { Shape } from './shape.js';
import type { Found } from './walk.js';

const isGone = (text: string | undefined): boolean =>
  /^\[(?:deleted|removed)(?: by .*)?\]$/u.test(text?.trim() ?? '');

/** An id without the prefix of its kind (`t1_` comment, `t3_` post). */
const bare = (id: string | undefined): string | undefined => id?.replace(/^t\d_/u, '');

/** Reddit escapes these three in its JSON, unless asked for `raw_json`. */
function unescaped(text: string): string {
  return text.replace(/&(lt|gt|amp);/gu, (_, name: string) => ({ lt: '<', gt: '>' })[name] ?? '&');
}

/** Reddit: listings of its API (a post with its tree of comments), and rows of Pushshift and Arctic Shift with their submissions. */
export const REDDIT: Shape = {
  name: 'reddit',
  columns: {
    text: 'body',
    article: 'link_id',
    title: 'title',
    id: 'id',
    parent: 'parent_id',
    author: 'author',
    date: 'created_utc',
  },
  knows: (object) => isComment(object) || isPost(object) || (isObject(object.data) && isKind(object.kind)),
  begin: () => (object) => {
    const data = own(object, 'data');
    if (isObject(data) && isKind(object.kind)) {
      if (object.kind === 'more')
        return { kind: 'leftOut', why: 'unloaded', count: Number(at(data, 'count')) || 0 };
      if (object.kind === 'Listing') return { kind: 'inside', inside: [own(data, 'children')] };
      if (object.kind === 't3') return post(data);
      if (object.kind === 't1') return comment(data);
      return { kind: 'inside', inside: [] };
    }
    if (isComment(object)) return comment(object);
    return isPost(object) ? post(object) : undefined;
  },
};

function isKind(kind: unknown): boolean {
  return kind === 'Listing' || kind === 'more' || (typeof kind === 'string' && /^t\d$/u.test(kind));
}

function isComment(object: JsonObject): boolean {
  return typeof object.body === 'string' && textAt(object, 'link_id')?.startsWith('t3_') === true;
}

function isPost(object: JsonObject): boolean {
  return typeof object.title === 'string' && typeof object.subreddit === 'string' && !('link_id' in object);
}

function post(data: JsonObject): Found {
  const text = textAt(data, 'selftext');
  const permalink = textAt(data, 'permalink');
  const article = {
    id: bare(idAt(data, 'id') ?? idAt(data, 'name')),
    title: unescaped(textAt(data, 'title') ?? ''),
    body: text === undefined || isGone(text) ? undefined : unescaped(text),
    url: permalink?.startsWith('/') === true ? `https://www.reddit.com${permalink}` : textAt(data, 'url'),
    publishedAt: timeAt(data, 'created_utc'),
    section: textAt(data, 'subreddit'),
  };
  return { kind: 'article', article, inside: [own(data, 'comments')] };
}

function comment(data: JsonObject): Found {
  const text = textAt(data, 'body') ?? '';
  const inside = [own(data, 'replies')];
  if (isGone(text)) return { kind: 'leftOut', why: 'deleted', inside };
  const parent = idAt(data, 'parent_id');
  return {
    kind: 'comment',
    comment: {
      id: bare(idAt(data, 'id') ?? idAt(data, 'name')),
      articleId: bare(idAt(data, 'link_id')),
      text: unescaped(text),
      parentId: parent?.startsWith('t1_') === true ? bare(parent) : undefined,
      author: textAt(data, 'author'),
      createdAt: timeAt(data, 'created_utc'),
    },
    inside,
  };
}
