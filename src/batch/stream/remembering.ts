import type { Article } from '../../article/article.js';
import { KEPT_ARTICLES } from '../judge-setup.js';
import type { FindArticle } from './judge-block.js';

/** Keeps the articles found last, so that comments of one article are judged under one and the same object. */
export function remembering(find: FindArticle): FindArticle {
  const kept = new Map<string, Article>();
  return (id, row) => {
    const there = kept.get(id);
    if (there !== undefined) return there;
    const found = find(id, row);
    if (found === undefined) return undefined;
    if (kept.size >= KEPT_ARTICLES) kept.delete(kept.keys().next().value!);
    kept.set(id, found);
    return found;
  };
}
