import { htmlText } from '../html-text.js';
import {
  at,
  type CommentFields,
  idAt,
  isObject,
  type JsonObject,
  objectsOf,
  own,
  textAt,
  timeAt,
} from './fields.js';
import type { Shape } from './shape.js';
import type { FindIn } from './walk.js';

/** Keys of a video's resource that hold nothing to read. */
const PARTS = new Set([
  'snippet',
  'statistics',
  'contentDetails',
  'status',
  'topicDetails',
  'player',
  'localizations',
  'id',
]);

const watch = (id: string): string => `https://www.youtube.com/watch?v=${id}`;

/**
 * YouTube Data API v3: answers of `commentThreads`, `comments`, `videos`, `search` and `playlistItems`, whole or item by item.
 * `textOriginal` is preferred; `textDisplay` is HTML.
 */
export const YOUTUBE: Shape = {
  name: 'youtube-api',
  columns: {
    text: 'snippet.textOriginal',
    article: 'snippet.videoId',
    title: 'snippet.title',
    body: 'snippet.description',
    id: 'id',
    parent: 'snippet.parentId',
    author: 'snippet.authorDisplayName',
    date: 'snippet.publishedAt',
  },
  knows: (object) =>
    textAt(object, 'kind')?.startsWith('youtube#') === true ||
    at(object, 'snippet', 'topLevelComment') !== undefined ||
    isComment(object),
  begin: beginYouTube,
};

function isComment(object: JsonObject): boolean {
  const snippet = own(object, 'snippet');
  return textAt(snippet, 'textOriginal') !== undefined || textAt(snippet, 'textDisplay') !== undefined;
}

/** Comments whose video is remembered for replies to them. */
const REMEMBERED = 500_000;

function beginYouTube(): FindIn {
  // Replies of `comments.list` name their parent but no video.
  const videoOf = new Map<string, string>();
  const fieldsOf = (comment: unknown, video?: string): CommentFields => {
    const snippet = own(comment, 'snippet');
    const id = idAt(comment, 'id');
    const parentId = idAt(snippet, 'parentId');
    const articleId = idAt(snippet, 'videoId') ?? video ?? videoOf.get(parentId ?? '');
    if (id !== undefined && articleId !== undefined && parentId === undefined) {
      if (videoOf.size >= REMEMBERED) videoOf.delete(videoOf.keys().next().value!);
      videoOf.set(id, articleId);
    }
    return {
      id,
      articleId,
      text: textAt(snippet, 'textOriginal') ?? htmlText(textAt(snippet, 'textDisplay') ?? ''),
      parentId,
      author: textAt(snippet, 'authorDisplayName'),
      createdAt: textAt(snippet, 'publishedAt'),
    };
  };
  return (object) => {
    const snippet = own(object, 'snippet');
    const top = own(snippet, 'topLevelComment');
    if (isObject(top)) {
      const comment = fieldsOf(top, idAt(snippet, 'videoId'));
      return { kind: 'comment', comment, inside: [at(object, 'replies', 'comments')] };
    }
    if (isComment(object))
      return { kind: 'comment', comment: fieldsOf(object), inside: [own(object, 'replies')] };
    const kind = textAt(object, 'kind') ?? '';
    if (/^youtube#(?:channel|playlist|caption|activity|subscription)$/u.test(kind))
      return { kind: 'inside', inside: [] };
    const title = textAt(snippet, 'title');
    if (title === undefined) return undefined;
    const id = idAt(snippet, 'resourceId', 'videoId') ?? idAt(object, 'id', 'videoId') ?? idAt(object, 'id');
    const article = {
      id,
      title,
      body: textAt(snippet, 'description'),
      url: id === undefined ? undefined : watch(id),
      publishedAt: textAt(snippet, 'publishedAt'),
    };
    const inside = Object.entries(object).flatMap(([key, value]) => (PARTS.has(key) ? [] : [value]));
    return { kind: 'article', article, inside };
  };
}

/** youtube-comment-downloader: one comment a line, `a.b` answers `a`; the video is named nowhere but in the file's name. */
export const COMMENT_DOWNLOADER: Shape = {
  name: 'youtube-comment-downloader',
  columns: { text: 'text', id: 'cid', author: 'author', date: 'time_parsed' },
  knows: (object) => typeof object.cid === 'string' && typeof object.text === 'string' && 'votes' in object,
  begin: () => (object) => {
    const id = idAt(object, 'cid');
    if (id === undefined || !('text' in object)) return undefined;
    const comment = {
      id,
      articleId: idAt(object, 'video_id') ?? idAt(object, 'videoId'),
      text: textAt(object, 'text') ?? '',
      parentId: id.includes('.') ? id.slice(0, id.indexOf('.')) : undefined,
      author: textAt(object, 'author'),
      createdAt: timeAt(object, 'time_parsed'),
    };
    return { kind: 'comment', comment, inside: [] };
  },
};

/** `info.json` of yt-dlp (`--write-comments`), of a video or a playlist with its entries. */
export const YT_DLP: Shape = {
  name: 'yt-dlp',
  columns: {
    text: 'comments[].text',
    article: 'id',
    title: 'title',
    body: 'description',
    id: 'comments[].id',
    parent: 'comments[].parent',
    author: 'comments[].author',
    date: 'comments[].timestamp',
  },
  knows: (object) =>
    typeof object.title === 'string' &&
    ('extractor' in object || 'extractor_key' in object || 'webpage_url' in object) &&
    ('comments' in object || 'entries' in object || 'comment_count' in object),
  begin:
    () =>
    (object, { articleId }) => {
      if (articleId !== undefined) {
        const parent = idAt(object, 'parent');
        const comment = {
          id: idAt(object, 'id'),
          text: textAt(object, 'text') ?? '',
          parentId: parent === 'root' ? undefined : parent,
          author: textAt(object, 'author'),
          createdAt: timeAt(object, 'timestamp'),
        };
        return { kind: 'comment', comment, inside: [] };
      }
      if (objectsOf(own(object, 'entries')).length > 0)
        return { kind: 'inside', inside: [own(object, 'entries')] };
      const title = textAt(object, 'title');
      if (title === undefined) return undefined;
      const day = /^(\d{4})(\d{2})(\d{2})$/.exec(textAt(object, 'upload_date') ?? '');
      const article = {
        id: idAt(object, 'id'),
        title,
        body: textAt(object, 'description'),
        url: textAt(object, 'webpage_url'),
        publishedAt: timeAt(object, 'timestamp') ?? (day === null ? undefined : day.slice(1).join('-')),
      };
      return { kind: 'article', article, inside: [own(object, 'comments')] };
    },
};
