import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { group } from 'd3-array';
import { READER_STAGE } from '../../src/judge/coefficients.js';
import {
  openReader,
  PairReader,
  type ReaderBackground,
  type ReaderStage,
  type TextVectors,
} from '../../src/relevance/index.js';
import { type ArchiveArticle, seededRandom, shuffle } from '../../src/training/index.js';

/** Numbers of a vector, and bytes of its key. */
const SIZE = 384;
const KEY = 16;
const RECORD = KEY + 4 * SIZE;

type Side = 'comment' | 'title';

/**
 * The vectors of a reader, kept in a file between runs: a bench reads the same texts again and again, at some 20 ms each.
 * The file belongs to one file of weights.
 */
export function keptVectors(reader: TextVectors, file: string): TextVectors {
  const known = vectorsIn(file);
  const vectorOf = (side: Side, text: string): Float32Array => {
    const key = keyOf(side, text);
    let vector = known.get(key);
    if (vector === undefined) {
      vector = reader[side](text);
      known.set(key, vector);
      appendFileSync(file, Buffer.concat([Buffer.from(key, 'latin1'), Buffer.from(vector.slice().buffer)]));
    }
    return vector;
  };
  return { comment: (text) => vectorOf('comment', text), title: (text) => vectorOf('title', text) };
}

function vectorsIn(file: string): Map<string, Float32Array> {
  const known = new Map<string, Float32Array>();
  if (!existsSync(file)) return known;
  const bytes = readFileSync(file);
  for (let at = 0; at + RECORD <= bytes.length; at += RECORD)
    known.set(
      bytes.toString('latin1', at, at + KEY),
      new Float32Array(bytes.buffer.slice(bytes.byteOffset + at + KEY, bytes.byteOffset + at + RECORD)),
    );
  return known;
}

/** Whether a file of vectors holds that of a comment. */
export function knownComments(file: string): (text: string) => boolean {
  const known = vectorsIn(file);
  return (text) => known.has(keyOf('comment', text));
}

function keyOf(side: Side, text: string): string {
  return createHash('sha256').update(`${side}\0${text}`).digest().toString('latin1', 0, KEY);
}

/** Texts of a background. */
const BACKGROUND = 512;

/** A background of titles and comments on everything: as many of each collection as the root of its articles says. */
export function backgroundOf(vectors: TextVectors, articles: readonly ArchiveArticle[]): ReaderBackground {
  const random = seededRandom(29);
  const usable = articles.filter(({ comments }) => comments.length > 0);
  const groups = [...group(usable, ({ set }) => set).values()];
  const roots = groups.reduce((sum, { length }) => sum + Math.sqrt(length), 0);
  const chosen = groups.flatMap((own) =>
    shuffle([...own], random).slice(0, Math.round((BACKGROUND * Math.sqrt(own.length)) / roots)),
  );
  const joined = (rows: readonly Float32Array[]): Float32Array => {
    const all = new Float32Array(rows.length * SIZE);
    rows.forEach((row, i) => {
      all.set(row, i * SIZE);
    });
    return all;
  };
  return {
    titles: joined(chosen.map(({ title }) => vectors.title(title))),
    comments: joined(
      chosen.map(({ comments }) => vectors.comment(comments[Math.floor(random() * comments.length)]!)),
    ),
  };
}

/**
 * The reader that a bench names by `--reader` (its weights) and `--vectors` (where its vectors are kept), beside a
 * background of articles that it has learned; undefined where it names none.
 *
 * @param stage by default the shipped one
 */
export function pairReader(
  { reader, vectors }: { readonly reader?: string | undefined; readonly vectors?: string | undefined },
  learned: readonly ArchiveArticle[],
  stage: ReaderStage = READER_STAGE,
): PairReader | undefined {
  if (reader === undefined || vectors === undefined) return undefined;
  const kept = keptVectors(openReader(readFileSync(reader)), vectors);
  return new PairReader(kept, backgroundOf(kept, learned), stage);
}
