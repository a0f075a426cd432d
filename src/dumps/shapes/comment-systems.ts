import { htmlText } from '../html-text.js';
import { at, idAt, isObject, type JsonObject, objectsOf, own, textAt, timeAt } from './fields.js';
import type { Shape } from './shape.js';
import type { Found } from './walk.js';

/**
 * Coral: answers of its GraphQL (stories with `comments.edges[].node`), and its MongoDB collections `stories` and `comments`
 * (`revisions[].body`, `storyID`). Bodies are HTML; a deleted comment has none.
 */
export const CORAL: Shape = {
  name: 'coral',
  columns: {
    text: 'body',
    article: 'storyID',
    title: 'metadata.title',
    id: 'id',
    parent: 'parentID',
    author: 'author.username',
    date: 'createdAt',
  },
  knows: (object) =>
    'storyID' in object ||
    (textAt(object, 'metadata', 'title') !== undefined && 'url' in object) ||
    ('body' in object && isObject(object.story)),
  begin: () => (object) => {
    const title = textAt(object, 'metadata', 'title');
    if (title !== undefined) return story(object, title);
    const revisions = objectsOf(own(object, 'revisions'));
    if (!('body' in object) && revisions.length === 0) return undefined;
    if (!('author' in object || 'storyID' in object || 'story' in object)) return undefined;
    const inside = [own(object, 'replies'), own(object, 'allReplies')];
    const html = textAt(revisions.at(-1), 'body') ?? textAt(object, 'body');
    if (html === undefined) return { kind: 'leftOut', why: 'deleted', inside };
    const comment: Found = {
      kind: 'comment',
      comment: {
        id: idAt(object, 'id'),
        articleId: idAt(object, 'storyID') ?? idAt(object, 'story', 'id'),
        text: htmlText(html),
        parentId: idAt(object, 'parentID') ?? idAt(object, 'parent', 'id'),
        author: textAt(object, 'author', 'username') ?? textAt(object, 'authorID'),
        createdAt: timeAt(object, 'createdAt'),
      },
      inside,
    };
    return comment;
  },
};

function story(object: JsonObject, title: string): Found {
  const metadata = own(object, 'metadata');
  const article = {
    id: idAt(object, 'id'),
    title,
    body: textAt(metadata, 'description'),
    url: textAt(object, 'url'),
    publishedAt: timeAt(metadata, 'publishedAt'),
    section: textAt(metadata, 'section'),
  };
  return { kind: 'article', article, inside: [own(object, 'comments')] };
}

/** Disqus' API: posts with `raw_message` (text) or `message` (HTML), and threads. */
export const DISQUS: Shape = {
  name: 'disqus-api',
  columns: {
    text: 'raw_message',
    article: 'thread',
    id: 'id',
    parent: 'parent',
    author: 'author.name',
    date: 'createdAt',
  },
  knows: (object) =>
    'thread' in object && ('raw_message' in object || ('message' in object && 'forum' in object)),
  begin: () => (object) => {
    if ('thread' in object && ('raw_message' in object || 'message' in object)) {
      const thread = own(object, 'thread');
      if (object.isDeleted === true || object.isSpam === true) return { kind: 'leftOut', why: 'deleted' };
      const comment = {
        id: idAt(object, 'id'),
        articleId: idAt(object, 'thread') ?? idAt(thread, 'id'),
        text: textAt(object, 'raw_message') ?? htmlText(textAt(object, 'message') ?? ''),
        parentId: idAt(object, 'parent'),
        author: textAt(object, 'author', 'name') ?? textAt(object, 'author', 'username'),
        createdAt: textAt(object, 'createdAt'),
      };
      return { kind: 'comment', comment, inside: [] };
    }
    const title = textAt(object, 'clean_title') ?? textAt(object, 'title');
    if (title === undefined || !('forum' in object || 'link' in object)) return undefined;
    const article = {
      id: idAt(object, 'id'),
      title,
      url: textAt(object, 'link'),
      publishedAt: textAt(object, 'createdAt'),
    };
    return { kind: 'article', article, inside: [] };
  },
};

/** WordPress' REST API: `/wp/v2/comments` and `/wp/v2/posts`. */
export const WORDPRESS: Shape = {
  name: 'wordpress-api',
  columns: {
    text: 'content.rendered',
    article: 'post',
    title: 'title.rendered',
    id: 'id',
    parent: 'parent',
    author: 'author_name',
    date: 'date',
  },
  knows: (object) =>
    at(object, 'content', 'rendered') !== undefined &&
    ('post' in object || at(object, 'title', 'rendered') !== undefined),
  begin: () => (object) => {
    const html = textAt(object, 'content', 'rendered') ?? '';
    const title = textAt(object, 'title', 'rendered');
    if (title !== undefined) {
      const article = {
        id: idAt(object, 'id'),
        title: htmlText(title),
        body: htmlText(html),
        url: textAt(object, 'link'),
        publishedAt: textAt(object, 'date'),
      };
      return {
        kind: 'article',
        article,
        inside: [at(object, '_embedded', 'replies'), own(object, 'comments')],
      };
    }
    if (!('post' in object)) return undefined;
    const comment = {
      id: idAt(object, 'id'),
      articleId: idAt(object, 'post'),
      text: htmlText(html),
      parentId: idAt(object, 'parent'),
      author: textAt(object, 'author_name'),
      createdAt: textAt(object, 'date'),
    };
    return { kind: 'comment', comment, inside: [] };
  },
};
