import { createReadStream, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Label } from '../../src/dumps/row.js';
import type { ArchiveArticle } from '../../src/training/index.js';
import { plantDump } from '../judgement/plant.js';
import { readSplit } from '../judgement/split.js';

/** How well verdicts find the comments that are off-topic; comments labelled unclear are left out. */
export interface Accuracy {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Compares a file of results with the labels. */
export async function accuracyOf(results: string, truth: ReadonlyMap<string, string>): Promise<Accuracy> {
  let [hit, wrong, missed] = [0, 0, 0];
  for await (const line of createInterface({ input: createReadStream(results) })) {
    const { commentId, verdict } = JSON.parse(line) as { commentId: string; verdict: string };
    const label = truth.get(commentId);
    if (label === undefined || label === 'unclear') continue;
    if (verdict === 'off-topic') {
      if (label === 'off-topic') hit++;
      else wrong++;
    } else if (label === 'off-topic') missed++;
  }
  const [precision, recall] = [hit / Math.max(1, hit + wrong), hit / Math.max(1, hit + missed)];
  return { precision, recall, f1: (2 * precision * recall) / Math.max(1e-9, precision + recall) };
}

/** A dump of real comments and the label of each. */
export interface Labelled {
  readonly name: string;
  readonly rows: readonly object[];
  readonly truth: ReadonlyMap<string, Label>;
}

/** Share of the comments that are moved to another article; the collections have no labels of their own. */
const SHARE = 0.2;

/**
 * Labelled dumps of real comments that no part of a model trained on `learned` (`bench/judgement/models.ts`) has seen:
 * pairs that two annotators read (`gold`), and kept articles of three collections under which one comment in five was
 * moved from another story. Of moved comments some 13% read as if they belonged, of the others some 2% do not belong.
 *
 * @param folder the collections: `/work/shared/data`
 */
export function labelledDumps(folder: string): Labelled[] {
  const split = readSplit(folder);
  const gold = split.gold.map(({ article, comment, label }, i) => ({
    row: { id: `g${i}`, article, comment },
    label,
  }));
  const planted = (['news2025', 'society2024', 'mixed2018'] as const).map((set): Labelled => {
    const { articles, comments, foreign } = plantDump(split.kept[set], false, SHARE, 1);
    return {
      name: `${set}, a fifth moved`,
      rows: [
        ...articles.map((article) => ({ type: 'article', ...article })),
        ...comments.map((comment) => ({ type: 'comment', ...comment })),
      ],
      truth: new Map(comments.map(({ id }, i) => [id, foreign[i] === true ? 'off-topic' : 'on-topic'])),
    };
  });
  return [
    {
      name: 'pairs read by two annotators',
      rows: gold.map(({ row }) => row),
      truth: new Map(gold.map(({ row, label }) => [row.id, label])),
    },
    ...planted,
  ];
}

/** Writes comments of other articles with labels, for natural's classifier to learn from: lines `label TAB text`. */
export function writeLessons(folder: string, path: string, most: number): void {
  const news = readSplit(folder).learned.filter(({ set }: ArchiveArticle) => set === 'news2025');
  const { comments, foreign } = plantDump(news, true, 0.5, 2);
  const lines = comments
    .slice(0, most)
    .map(
      ({ text }, i) => `${foreign[i] === true ? 'off-topic' : 'on-topic'}\t${text.replaceAll(/\s+/gu, ' ')}`,
    );
  writeFileSync(path, `${lines.join('\n')}\n`);
}

/** Writes rows as lines of JSON. */
export function writeRows(path: string, rows: readonly object[]): void {
  writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}
