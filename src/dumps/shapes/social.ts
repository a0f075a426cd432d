import {
  at,
  firstLine,
  idAt,
  isObject,
  type JsonObject,
  objectsOf,
  own,
  restBelow,
  textAt,
  timeAt,
} from './fields.js';
import type { Shape } from './shape.js';
import type { Found } from './walk.js';

/** Facebook's Graph API: posts with `comments.data`, or the comments of one post (`POST_COMMENT` is a comment's id). */
export const FACEBOOK: Shape = {
  name: 'facebook',
  columns: { text: 'message', article: 'id', id: 'id', author: 'from.name', date: 'created_time' },
  knows: (object) =>
    ('message' in object || 'story' in object) &&
    (typeof object.created_time === 'string' || ('from' in object && 'id' in object)),
  begin:
    () =>
    (object, { articleId }) => {
      if (!('message' in object) && !('story' in object)) return undefined;
      const comments = at(object, 'comments', 'data') ?? own(object, 'comments');
      const id = idAt(object, 'id');
      if (articleId === undefined && isPost(object))
        return { kind: 'article', article: post(object), inside: [comments] };
      const named = id?.includes('_') === true ? id.slice(0, id.indexOf('_')) : undefined;
      const comment = {
        id,
        articleId: named,
        text: textAt(object, 'message') ?? '',
        parentId: idAt(object, 'parent', 'id'),
        author: textAt(object, 'from', 'name') ?? textAt(object, 'from'),
        createdAt: textAt(object, 'created_time'),
      };
      return { kind: 'comment', comment, inside: [comments] };
    },
};

/** Keys that only posts have. Both posts and comments may have a `from` and comments of their own. */
const OF_POSTS = [
  'story',
  'permalink_url',
  'full_picture',
  'shares',
  'status_type',
  'attachments',
  'comments',
  'link',
  'updated_time',
];

function isPost(object: JsonObject): boolean {
  return !('parent' in object) && (OF_POSTS.some((key) => key in object) || !('from' in object));
}

function post(
  object: JsonObject,
): { id?: string | undefined; title: string; body?: string | undefined } & Record<string, unknown> {
  const [shared] = objectsOf(at(object, 'attachments', 'data'));
  const message = textAt(object, 'message');
  const given = textAt(object, 'name') ?? textAt(shared, 'title');
  const title = given ?? firstLine(message ?? textAt(object, 'story') ?? '');
  const below = given === undefined && message !== undefined ? restBelow(message, title) : message;
  const described = textAt(object, 'description') ?? textAt(shared, 'description');
  const body = [below, described].filter((part) => part !== undefined && part.trim() !== title).join('\n\n');
  return {
    id: idAt(object, 'id'),
    title,
    body,
    url: textAt(object, 'permalink_url') ?? textAt(object, 'link'),
    publishedAt: textAt(object, 'created_time'),
  };
}

/** Instagram: media of its Graph API, nodes of its site (crawlers, instaloader), and items of Apify. */
export const INSTAGRAM: Shape = {
  name: 'instagram',
  columns: {
    text: 'text',
    article: 'shortcode',
    title: 'caption',
    id: 'id',
    author: 'owner.username',
    date: 'created_at',
  },
  knows: (object) => isMedia(object) || (isComment(object) && !('username' in object)),
  begin: () => (object) => {
    if (isMedia(object)) return media(object);
    if (!isComment(object)) return undefined;
    const comment = {
      id: idAt(object, 'id') ?? idAt(object, 'pk'),
      articleId: textAt(object, 'postUrl'),
      text: textAt(object, 'text') ?? '',
      author:
        textAt(object, 'owner', 'username') ??
        textAt(object, 'username') ??
        textAt(object, 'ownerUsername') ??
        textAt(object, 'from', 'username'),
      createdAt: timeAt(object, 'created_at') ?? timeAt(object, 'timestamp'),
    };
    const replies = ['edge_threaded_comments', 'replies', 'answers'].map((key) => own(object, key));
    return { kind: 'comment', comment, inside: replies };
  },
};

function isMedia(object: JsonObject): boolean {
  if ('edge_media_to_caption' in object || 'latestComments' in object) return true;
  return (
    typeof object.caption === 'string' &&
    ('permalink' in object || 'media_type' in object || 'shortcode' in object)
  );
}

function isComment(object: JsonObject): boolean {
  if (typeof object.text !== 'string') return false;
  if ('ownerUsername' in object || at(object, 'owner', 'username') !== undefined) return true;
  return typeof object.username === 'string' && typeof object.timestamp === 'string';
}

function media(object: JsonObject): Found {
  const [edge] = objectsOf(at(object, 'edge_media_to_caption', 'edges'));
  const caption = textAt(object, 'caption') ?? textAt(edge, 'node', 'text') ?? '';
  const code = idAt(object, 'shortcode') ?? idAt(object, 'shortCode');
  const title = firstLine(caption);
  const article = {
    id: code ?? idAt(object, 'id'),
    title,
    body: restBelow(caption, title),
    url:
      textAt(object, 'permalink') ??
      textAt(object, 'url') ??
      (code && `https://www.instagram.com/p/${code}/`),
    publishedAt: timeAt(object, 'timestamp') ?? timeAt(object, 'taken_at_timestamp'),
  };
  const keys = ['comments', 'edge_media_to_parent_comment', 'edge_media_to_comment', 'latestComments'];
  const inside = keys
    .map((key) => own(object, key))
    .filter((value) => isObject(value) || Array.isArray(value));
  // The site gives its comments under one of two keys, of which the first holds the replies too.
  return { kind: 'article', article, inside: inside.slice(0, 1) };
}
