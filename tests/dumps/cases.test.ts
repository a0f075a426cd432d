import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ArticleIndex } from '../../src/dumps/article-index.js';
import { checkNamedColumns } from '../../src/dumps/formats.js';
import { parseColumns } from '../../src/dumps/table/columns.js';
import { skipOrFail } from '../setup/skip.js';
import { type Read, readPath } from './reading.js';

const FOLDER = '../shared/cases';
const missing =
  !existsSync(FOLDER) &&
  skipOrFail('the cases of what people have (../shared/cases) are not beside the project');
const at = (name: string): string => join(FOLDER, name);

/** Articles, comments and rejects. */
function counts({ items, fault }: Read): [number, number, number] {
  expect(fault).toBeUndefined();
  const count = (kind: string): number => items.filter((item) => item.kind === kind).length;
  return [count('article'), count('comment'), count('reject')];
}

describe.skipIf(missing)('사람들이 가진 표', () => {
  it.each<[string, [number, number, number]]>([
    ['articles-csv-with-likes.input.csv', [1, 0, 0]],
    ['community-csv.input.csv', [1, 5, 0]],
    ['coral-csv.input.csv', [1, 5, 0]],
    ['duplicate-headers.input.csv', [1, 5, 0]],
    ['excel-sep-line.input.csv', [1, 5, 0]],
    ['merged-cells.input.csv', [1, 5, 0]],
    ['merged-header-rows.input.csv', [1, 5, 0]],
    ['mixed-line-ends.input.csv', [1, 5, 0]],
    ['nate-csv.input.csv', [1, 5, 0]],
    ['results-xlsx.input.xlsx', [1, 5, 0]],
    ['title-line-above-header.input.csv', [1, 5, 0]],
    ['title-only-campaign.input.csv', [1, 3, 0]],
    ['trailing-comma.input.csv', [1, 5, 0]],
    ['tsv-bare-quotes.input.tsv', [1, 5, 0]],
    ['wordpress-comments-csv.input.csv', [1, 5, 0]],
    ['youtube-csv-columns.input.csv', [1, 5, 0]],
  ])('%s', async (name, expected) => {
    const read = await readPath(at(name), { articles: new ArticleIndex(), among: 'dump' });
    expect(counts(read)).toEqual(expected);
    for (const item of read.items) {
      if (item.kind === 'comment') expect(item.comment.text).not.toMatch(/<div|&#/);
      if (item.kind === 'article') expect(item.article.title).toMatch(/^한강 자전거도로/);
    }
  });

  it.each(['n2h4-r-csv.input.csv', 'one-article-a-file-tsv.input.txt'])('%s 아래 한 기사', async (name) => {
    const article = { id: 'a', title: '제목', body: null };
    const read = await readPath(at(name), { articles: new ArticleIndex(), among: 'dump', article });
    const [articles, comments, rejects] = counts(read);
    expect([articles, rejects]).toEqual([1, 0]);
    expect(comments).toBeGreaterThanOrEqual(3);
  });

  it('columns-with-articles', async () => {
    const columns = parseColumns('text=글,article=기사');
    const paths = [at('columns-with-articles.articles.csv'), at('columns-with-articles.input.csv')];
    await expect(checkNamedColumns(paths, { columns })).resolves.toBeUndefined();
    const articles = new ArticleIndex();
    expect(
      counts(await readPath(paths[0]!, { articles, among: 'articles', columns, lenient: true })),
    ).toEqual([1, 0, 0]);
    expect(counts(await readPath(paths[1]!, { articles, among: 'dump', columns, lenient: true }))).toEqual([
      0, 2, 0,
    ]);
  });
});
