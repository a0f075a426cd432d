import { DotProducts } from './products.js';
import { Postings } from './postings.js';
import type { Relevance } from '../pair/single.js';
import { joinTexts, type Texts } from './texts.js';

/** Comments that are multiplied at once. */
export const BLOCK_ROWS = 32;

/** Articles with their comments, all of them read. */
export interface Corpus {
  readonly bits: number;
  readonly titles: Texts;
  /** What the bodies say: null when no article has one. */
  readonly bodies: Bodies | null;
  readonly comments: Texts;
  /** The article of each comment. */
  readonly articleOf: Int32Array;
  /** What each comment says of its article by itself, beside the other articles; homes are numbers of articles. */
  readonly pairResults: readonly Relevance[];
}

export interface Bodies {
  /** Pieces of bodies, in the order of their articles. */
  readonly pieces: Texts;
  /** Where the pieces of each article begin, and the end of the last. */
  readonly starts: Int32Array;
  /** The words of title and body of each article as one bag; no vectors. */
  readonly bags: Texts;
}

/** Ordinary titles and comments from elsewhere, so that a small dump too is held against enough others. */
export interface Background {
  readonly titles: Texts;
  readonly comments: Texts;
}

/** The articles of a dump and the titles of the background: what each comment is held against. */
export class Candidates {
  /** Articles of the dump: the first columns. */
  readonly articles: number;
  readonly columns: number;
  readonly titles: Texts;
  readonly titleVectors: DotProducts;
  readonly titleWords: Postings;
  readonly bodies: Bodies | null;
  readonly pieceVectors: DotProducts | null;
  readonly bodyWords: Postings | null;
  readonly background: Background;

  constructor(dump: Corpus, background: Background) {
    this.articles = dump.titles.count;
    this.titles = joinTexts(dump.titles, background.titles);
    this.columns = this.titles.count;
    this.titleVectors = new DotProducts(this.titles.vectors, this.titles.dimension, BLOCK_ROWS);
    this.titleWords = Postings.of(dump.bits, this.titles);
    this.bodies = dump.bodies;
    const pieces = dump.bodies?.pieces;
    this.pieceVectors = pieces === undefined ? null : new DotProducts(pieces.vectors, pieces.dimension, BLOCK_ROWS);
    this.bodyWords = dump.bodies === null ? null : Postings.of(dump.bits, dump.bodies.bags);
    this.background = background;
  }

  hasBody(article: number): boolean {
    return (
      this.bodies !== null &&
      article < this.articles &&
      this.bodies.starts[article]! < this.bodies.starts[article + 1]!
    );
  }
}
