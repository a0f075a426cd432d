import { basename, extname } from 'node:path';
import type { Article } from '../article/article.js';
import { readDump } from '../dumps/dump.js';
import { ArticleIndex } from '../dumps/article-index.js';
import { Fault, Faults } from '../fault.js';

/**
 * The articles of the files of `--known`: pages, or JSON Lines of articles. Pages without an id of their own are called
 * by their file's name, as their id is shown where a comment fits them better.
 */
export async function readKnown(files: readonly string[]): Promise<Article[]> {
  const shelf = new ArticleIndex();
  const faults: Fault[] = [];
  for (const file of files) {
    for await (const items of readDump(file, { articles: shelf, among: 'articles' })) {
      for (const item of items) {
        if (item.kind !== 'reject') continue;
        const { line, code, said } = item.reject;
        faults.push(new Fault(`known/${code}`, said, { file, line }));
      }
    }
  }
  if (faults.length > 0) throw new Faults(faults);
  return shelf.all();
}

/** The article under a name that no known article has: the first free of its id, its file's name, and that with numbers. */
export function apart(article: Article, known: readonly Article[], file: string): Article {
  const taken = new Set(known.map(({ id }) => id));
  if (!taken.has(article.id)) return article;
  const name = basename(file, extname(file));
  let id = name;
  for (let n = 2; taken.has(id); n++) id = `${name}-${n}`;
  return { ...article, id };
}
