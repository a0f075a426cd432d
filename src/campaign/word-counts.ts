import { HASH_START, everyEojeol, finishHash, hashStep } from '../hangul/index.js';
import type { Packer, Unpacker } from './packing.js';

const CELLS = 1 << 17;
/** Code units of a word's beginning that are counted: most nouns have two syllables, names and compounds more. */
const SHORT = 2;
const LONG = 4;

/**
 * How often words stood in the past, by how they begin, without their josa; two cells a beginning, the smaller counts (count-min, Cormode
 * and Muthukrishnan).
 */
export class WordCounts {
  #cells = new Uint32Array(CELLS);
  #words = 0;

  add(text: string): void {
    everyEojeol(text, (start, end) => {
      for (let size = SHORT; size <= Math.min(LONG, end - start); size += 2) {
        const hash = hashOf(text, start, start + size);
        this.#cells[hash % CELLS]!++;
        this.#cells[(hash >>> 15) % CELLS]!++;
      }
      this.#words++;
      return true;
    });
  }

  /** How rare a word is, in bits, by its first two letters and, of a long word, its first four; `without` of its occurrences do not count. */
  rarity(word: string, without: number): number {
    const bits = (size: number): number => {
      const hash = hashOf(word, 0, size);
      const count = Math.min(this.#cells[hash % CELLS]!, this.#cells[(hash >>> 15) % CELLS]!);
      return Math.log2((this.#words + 2) / (Math.max(0, count - without) + 1));
    };
    return word.length < LONG ? bits(SHORT) : (bits(SHORT) + bits(LONG)) / 2;
  }

  pack(packer: Packer): void {
    packer.value(this.#words);
    packer.array(this.#cells);
  }

  unpack(unpacker: Unpacker): void {
    this.#words = unpacker.value() as number;
    this.#cells = unpacker.array(Uint32Array);
  }
}

function hashOf(text: string, start: number, end: number): number {
  let hash = HASH_START;
  for (let i = start; i < end; i++) hash = hashStep(hash, text.charCodeAt(i));
  return finishHash(hash);
}
