/** A map from whole numbers to places 0, 1, 2 … in the order in which they came: cleared at no cost, for one post after the other. */
export class ScratchMap {
  #keys = new Int32Array(256);
  #places = new Int32Array(256);
  #rounds = new Int32Array(256);
  #round = 0;
  size = 0;

  /** Empties the map; it will hold at most `most` keys. */
  clear(most: number): void {
    this.#round++;
    this.size = 0;
    if (most * 2 <= this.#keys.length) return;
    let slots = this.#keys.length;
    while (slots < most * 2) slots *= 2;
    this.#keys = new Int32Array(slots);
    this.#places = new Int32Array(slots);
    this.#rounds = new Int32Array(slots);
    this.#round = 1;
  }

  /** Place of a key, −1 where it is not in. */
  get(key: number): number {
    const at = this.#find(key | 0);
    return this.#rounds[at] === this.#round ? this.#places[at]! : -1;
  }

  /** Place of a key, which is put in where it was not: then the place is the size before. */
  put(key: number): number {
    const at = this.#find(key | 0);
    if (this.#rounds[at] === this.#round) return this.#places[at]!;
    this.#rounds[at] = this.#round;
    this.#keys[at] = key | 0;
    this.#places[at] = this.size;
    return this.size++;
  }

  #find(key: number): number {
    const mask = this.#keys.length - 1;
    let at = Math.imul(key, 0x9e3779b1) & mask;
    while (this.#rounds[at] === this.#round && this.#keys[at] !== key) at = (at + 1) & mask;
    return at;
  }
}
