import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Ground, Post } from '../../src/campaign/index.js';

/** A row of a benchmark's stream. Causal order: an article stands before the comments that are written after it was published. */
export type StreamRow = { readonly article: Ground } | { readonly post: Post };

interface Raw {
  readonly type: 'article' | 'comment';
  readonly id: string;
  readonly title?: string;
  readonly body?: string | null;
  readonly publishedAt?: string;
  readonly articleId?: string;
  readonly text?: string;
  readonly author?: string;
  readonly createdAt?: string;
}

const lines = (file: string): unknown[] =>
  gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));

/** The rows of `FOLDER/stream.jsonl.gz` by time: an article is known only from its `publishedAt` on. */
export function readStream(folder: string): StreamRow[] {
  const raw = lines(`${folder}/stream.jsonl.gz`) as Raw[];
  const time = (row: Raw): number =>
    Date.parse((row.type === 'article' ? row.publishedAt : row.createdAt) ?? '');
  return raw
    .map((row, order) => ({ row, order, at: time(row) }))
    .sort(
      (a, b) =>
        a.at - b.at ||
        Number(a.row.type === 'comment') - Number(b.row.type === 'comment') ||
        a.order - b.order,
    )
    .map(({ row, at }): StreamRow =>
      row.type === 'article'
        ? { article: { id: row.id, title: row.title ?? '', body: row.body ?? null, at } }
        : {
            post: {
              id: row.id,
              text: row.text ?? '',
              article: row.articleId ?? '',
              author: row.author ?? null,
              at,
            },
          },
    );
}

export interface KeyRow {
  readonly id: string;
  readonly campaign: string | null;
  readonly negative: string | null;
}

export const readKey = (folder: string): KeyRow[] => lines(`${folder}/key.jsonl.gz`) as KeyRow[];
