import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { sentences } from '../../src/relevance/encoder/sentences.js';
import type { ArchiveArticle } from '../../src/training/index.js';

/** Pieces of two sentences kept per text, and the letters kept of each. */
const PIECES = 12;
const LETTERS = 300;

/**
 * Texts without comments, for the encoder alone: the title of a petition stands for an article and the pieces of its
 * body for its comments, and so do headlines with their summaries. They teach which words go together in domains that
 * the collections of comments lack. Never fit stages on them: nobody commented here.
 *
 * @throws Error when a collection is missing from the folder
 */
export function readTexts(folder: string): ArchiveArticle[] {
  const petitions = read<{ title: string; body: string }>(folder, 'petitions').map(({ title, body }) => ({
    title,
    pieces: piecesOf(body),
  }));
  const headlines = read<{ title: string; summary: string }>(folder, 'headlines-2025-08').map(
    ({ title, summary }) => ({ title, pieces: sentences(summary) }),
  );
  return [...petitions, ...headlines]
    .filter(({ pieces }) => pieces.length > 1)
    .map(({ title, pieces }, i) => ({
      id: `text-${i}`,
      title,
      body: null,
      date: null,
      section: null,
      set: 'texts',
      comments: pieces,
    }));
}

function piecesOf(body: string): string[] {
  const all = sentences(body);
  return Array.from({ length: Math.min(PIECES, Math.ceil(all.length / 2)) }, (_, i) =>
    all
      .slice(2 * i, 2 * i + 2)
      .join(' ')
      .slice(0, LETTERS),
  );
}

function read<T>(folder: string, name: string): T[] {
  return gunzipSync(readFileSync(path.join(folder, `${name}.jsonl.gz`)))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
