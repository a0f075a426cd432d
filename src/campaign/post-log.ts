import type { Packer, Unpacker } from './packing.js';

const CHUNK_UNITS = 1 << 20;
const FIRST_CAPACITY = 1 << 10;

/**
 * The newest posts, by serial number (the order of arrival, from 0): a ring in typed arrays, with their texts in chunks. Older posts
 * fall out; what a campaign needs of its members it keeps itself.
 */
export class PostLog {
  readonly #window: number;
  #capacity = FIRST_CAPACITY;
  #ids: string[] = [];
  #authors = new Uint32Array(FIRST_CAPACITY);
  #articles = new Int32Array(FIRST_CAPACITY);
  #times = new Float64Array(FIRST_CAPACITY);
  #clusters = new Int32Array(FIRST_CAPACITY);
  #textStarts = new Float64Array(FIRST_CAPACITY);
  #textLengths = new Int32Array(FIRST_CAPACITY);
  #chunks = new Map<number, Uint16Array>();
  #textEnd = 0;
  #next = 0;

  /** @param window posts that are kept */
  constructor(window: number) {
    this.#window = window;
  }

  /** Serial of the next post. */
  get next(): number {
    return this.#next;
  }

  /** Serial of the oldest post that is kept. */
  get oldest(): number {
    return Math.max(0, this.#next - this.#window);
  }

  has(serial: number): boolean {
    return serial >= this.oldest && serial < this.#next;
  }

  /** Stores a post; `cluster` is the key of the one it is in, −1 for none. Returns its serial. */
  push(
    id: string,
    author: number,
    article: number,
    at: number | null,
    cluster: number,
    text: string,
  ): number {
    if (this.#next >= this.#capacity && this.#capacity < this.#window) this.#grow();
    const serial = this.#next++;
    const slot = serial % this.#capacity;
    this.#ids[slot] = id;
    this.#authors[slot] = author;
    this.#articles[slot] = article;
    this.#times[slot] = at ?? NaN;
    this.#clusters[slot] = cluster;
    this.#storeText(slot, text);
    return serial;
  }

  #grow(): void {
    const capacity = Math.min(this.#capacity * 2, this.#window);
    const grown = <T extends Uint32Array | Int32Array | Float64Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.#authors = grown(this.#authors, new Uint32Array(capacity));
    this.#articles = grown(this.#articles, new Int32Array(capacity));
    this.#times = grown(this.#times, new Float64Array(capacity));
    this.#clusters = grown(this.#clusters, new Int32Array(capacity));
    this.#textStarts = grown(this.#textStarts, new Float64Array(capacity));
    this.#textLengths = grown(this.#textLengths, new Int32Array(capacity));
    this.#capacity = capacity;
  }

  #storeText(slot: number, text: string): void {
    const length = Math.min(text.length, CHUNK_UNITS);
    // A text lies in one chunk, so that it is read in one piece.
    if ((this.#textEnd % CHUNK_UNITS) + length > CHUNK_UNITS)
      this.#textEnd = (Math.floor(this.#textEnd / CHUNK_UNITS) + 1) * CHUNK_UNITS;
    const chunk = Math.floor(this.#textEnd / CHUNK_UNITS);
    let units = this.#chunks.get(chunk);
    if (units === undefined) {
      units = new Uint16Array(CHUNK_UNITS);
      this.#chunks.set(chunk, units);
      this.#dropChunks();
    }
    const start = this.#textEnd % CHUNK_UNITS;
    for (let i = 0; i < length; i++) units[start + i] = text.charCodeAt(i);
    this.#textStarts[slot] = this.#textEnd;
    this.#textLengths[slot] = length;
    this.#textEnd += length;
  }

  #dropChunks(): void {
    const oldest = this.oldest;
    if (oldest === 0) return;
    const first = Math.floor(this.#textStarts[oldest % this.#capacity]! / CHUNK_UNITS);
    for (const chunk of this.#chunks.keys()) if (chunk < first) this.#chunks.delete(chunk);
  }

  id(serial: number): string {
    return this.#ids[serial % this.#capacity]!;
  }

  author(serial: number): number {
    return this.#authors[serial % this.#capacity]!;
  }

  article(serial: number): number {
    return this.#articles[serial % this.#capacity]!;
  }

  at(serial: number): number | null {
    const at = this.#times[serial % this.#capacity]!;
    return Number.isNaN(at) ? null : at;
  }

  /** Key of the cluster that the post is in, −1 for none. */
  cluster(serial: number): number {
    return this.#clusters[serial % this.#capacity]!;
  }

  setCluster(serial: number, cluster: number): void {
    if (this.has(serial)) this.#clusters[serial % this.#capacity] = cluster;
  }

  text(serial: number): string {
    const slot = serial % this.#capacity;
    const units = this.#chunks.get(Math.floor(this.#textStarts[slot]! / CHUNK_UNITS));
    const start = this.#textStarts[slot]! % CHUNK_UNITS;
    return units === undefined ? '' : decode(units.subarray(start, start + this.#textLengths[slot]!));
  }

  /** Forgets what posts say: their texts, ids and authors. */
  forget(ids: ReadonlySet<string>): number[] {
    const forgotten: number[] = [];
    for (let serial = this.oldest; serial < this.#next; serial++) {
      const slot = serial % this.#capacity;
      if (!ids.has(this.#ids[slot]!)) continue;
      const start = this.#textStarts[slot]! % CHUNK_UNITS;
      this.#chunks
        .get(Math.floor(this.#textStarts[slot]! / CHUNK_UNITS))
        ?.fill(0, start, start + this.#textLengths[slot]!);
      this.#ids[slot] = '';
      this.#authors[slot] = 0;
      this.#textLengths[slot] = 0;
      this.#clusters[slot] = -1;
      forgotten.push(serial);
    }
    return forgotten;
  }

  pack(packer: Packer): void {
    packer.value([this.#capacity, this.#next, this.#textEnd, this.#ids, [...this.#chunks.keys()]]);
    for (const numbers of this.#columns()) packer.array(numbers);
    for (const chunk of this.#chunks.values()) packer.array(chunk);
  }

  #columns(): (Uint32Array | Int32Array | Float64Array)[] {
    return [this.#authors, this.#articles, this.#times, this.#clusters, this.#textStarts, this.#textLengths];
  }

  unpack(unpacker: Unpacker): void {
    const [capacity, next, textEnd, ids, chunks] = unpacker.value() as [
      number,
      number,
      number,
      string[],
      number[],
    ];
    this.#capacity = capacity;
    this.#next = next;
    this.#textEnd = textEnd;
    this.#ids = ids;
    this.#authors = unpacker.array(Uint32Array);
    this.#articles = unpacker.array(Int32Array);
    this.#times = unpacker.array(Float64Array);
    this.#clusters = unpacker.array(Int32Array);
    this.#textStarts = unpacker.array(Float64Array);
    this.#textLengths = unpacker.array(Int32Array);
    this.#chunks = new Map(chunks.map((chunk) => [chunk, unpacker.array(Uint16Array)]));
  }
}

function decode(units: Uint16Array): string {
  let text = '';
  for (let at = 0; at < units.length; at += 4096)
    text += String.fromCharCode(...units.subarray(at, at + 4096));
  return text;
}
