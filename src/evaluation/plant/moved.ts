import type { Article, Comment } from '../../article/index.js';

/**
 * A comment as it would stand under an article. What would give away that it was moved (its time, what it answers) is
 * dropped from moved and native ones alike.
 */
export function moved(comment: Comment, { id: articleId }: Article): Comment {
  const id = comment.articleId === articleId ? comment.id : `${comment.id}@${articleId}`;
  return { id, articleId, text: comment.text, author: comment.author };
}
