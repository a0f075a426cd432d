import { finishHash, hashSteps } from '../hangul/index.js';

/**
 * Titles of articles as 32-bit hashes, so that a model can say which articles it was trained on: 4 bytes an article, and
 * one of 700,000 other titles is mistaken for one of 6,000.
 */
export class SeenTitles {
  readonly #hashes: Uint32Array;

  /** @param hashes ascending, each once */
  constructor(hashes: Uint32Array) {
    this.#hashes = hashes;
  }

  static of(titles: Iterable<string>): SeenTitles {
    return new SeenTitles(Uint32Array.from(new Set(Array.from(titles, titleHash))).sort());
  }

  /** Number of different titles. */
  get size(): number {
    return this.#hashes.length;
  }

  has(title: string): boolean {
    const hash = titleHash(title);
    let [from, to] = [0, this.#hashes.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.#hashes[middle]! < hash) from = middle + 1;
      else to = middle;
    }
    return this.#hashes[from] === hash;
  }

  /** The hashes, little-endian. */
  pack(): Uint8Array {
    const bytes = new Uint8Array(4 * this.#hashes.length);
    const view = new DataView(bytes.buffer);
    this.#hashes.forEach((hash, i) => {
      view.setUint32(4 * i, hash, true);
    });
    return bytes;
  }

  /** @throws RangeError when the bytes are not what `pack` wrote */
  static open(bytes: Uint8Array): SeenTitles {
    if (bytes.length % 4 !== 0) throw new RangeError('seen titles: length');
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const hashes = Uint32Array.from({ length: bytes.length / 4 }, (_, i) => view.getUint32(4 * i, true));
    for (let i = 1; i < hashes.length; i++)
      if (hashes[i - 1]! >= hashes[i]!) throw new RangeError('seen titles: order');
    return new SeenTitles(hashes);
  }
}

/** Hash of the letters and digits of a title: portals differ in spaces, quotes and brackets. */
function titleHash(title: string): number {
  const plain = title
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  return finishHash(hashSteps(plain));
}
