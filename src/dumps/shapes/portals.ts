import { textOfHtml } from '../html-text.js';
import { idAt, objectsOf, own, textAt, timeAt } from './fields.js';
import type { Shape } from './shape.js';

/**
 * Naver's comments (cbox): `apis.naver.com/commentBox/cbox/web_naver_list_jsonp.json`. `parentCommentNo` is a comment's own number
 * unless `replyLevel` is 2; `objectId` names the article (`news001,0012345678`).
 */
export const NAVER: Shape = {
  name: 'naver',
  columns: {
    text: 'contents',
    article: 'objectId',
    id: 'commentNo',
    parent: 'parentCommentNo',
    author: 'userName',
    date: 'regTime',
  },
  knows: (object) => 'commentNo' in object && 'contents' in object,
  begin: () => (object) => {
    if ('commentNo' in object && 'contents' in object) {
      const inside = [own(object, 'replyList')];
      if (object.deleted === true || object.blind === true)
        return { kind: 'leftOut', why: 'deleted', inside };
      const comment = {
        id: idAt(object, 'commentNo'),
        articleId: idAt(object, 'objectId'),
        text: textOfHtml(textAt(object, 'contents') ?? ''),
        parentId: object.replyLevel === 1 ? undefined : idAt(object, 'parentCommentNo'),
        author: textAt(object, 'userName') ?? textAt(object, 'maskedUserName'),
        createdAt: timeAt(object, 'regTime'),
      };
      return { kind: 'comment', comment, inside };
    }
    // The best comments stand in a list of their own and mostly once more among the others.
    const best = objectsOf(own(object, 'bestList'));
    const all = objectsOf(own(object, 'commentList'));
    if (best.length === 0 || all.length === 0) return undefined;
    const there = new Set(all.map((one) => idAt(one, 'commentNo')));
    return { kind: 'inside', inside: [best.filter((one) => !there.has(idAt(one, 'commentNo'))), all] };
  },
};

/** Daum's comments (alex): `comment.daum.net/apis/v1/posts/ID/comments`. A `parentId` of 0 is none; `postId` names the article. */
export const DAUM: Shape = {
  name: 'daum',
  columns: {
    text: 'content',
    article: 'postId',
    id: 'id',
    parent: 'parentId',
    author: 'user.displayName',
    date: 'createdAt',
  },
  knows: (object) =>
    'postId' in object &&
    typeof object.content === 'string' &&
    ('forumId' in object || textAt(object, 'user', 'displayName') !== undefined),
  begin: () => (object) => {
    if ('postId' in object && typeof object.content === 'string') {
      const status = textAt(object, 'status') ?? 'S';
      if (/^(?:D|BLIND|HIDDEN)/iu.test(status)) return { kind: 'leftOut', why: 'deleted' };
      const comment = {
        id: idAt(object, 'id'),
        articleId: idAt(object, 'postId'),
        text: textOfHtml(object.content),
        parentId: idAt(object, 'parentId'),
        author: textAt(object, 'user', 'displayName'),
        createdAt: timeAt(object, 'createdAt'),
      };
      return { kind: 'comment', comment, inside: [own(object, 'children'), own(object, 'replies')] };
    }
    // The answer about a post: its number is the comments' `postId`.
    const title = textAt(object, 'title');
    if (title === undefined || !('postKey' in object)) return undefined;
    const article = { id: idAt(object, 'id'), title, url: textAt(object, 'url') };
    return { kind: 'article', article, inside: [own(object, 'comments')] };
  },
};
