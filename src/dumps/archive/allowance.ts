import { archiveBomb } from '../faults.js';
import { ARCHIVE_BYTES, ARCHIVE_FREE_BYTES, ARCHIVE_RATIO } from '../limits.js';

/** What an archive may unpack to, over all its members. */
export class Allowance {
  readonly #file: string;
  readonly #packed: () => number;
  #unpacked = 0;

  /** @param packed the archive's own bytes that were read so far, or all of them */
  constructor(file: string, packed: () => number) {
    this.#file = file;
    this.#packed = packed;
  }

  /** Counts unpacked bytes. @throws Fault `dump/archive-bomb` */
  take(bytes: number): void {
    this.#unpacked += bytes;
    if (this.#unpacked <= ARCHIVE_FREE_BYTES) return;
    if (this.#unpacked > ARCHIVE_BYTES || this.#unpacked > this.#packed() * ARCHIVE_RATIO)
      throw archiveBomb(this.#file);
  }
}
