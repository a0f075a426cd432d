import { KERNEL } from './bytes.js';
import { EDGE_SIZE, HIT_SIZE } from './layout.js';
import { layStatics } from './statics.js';

/** Exports of the compiled module; `models/make/kernel/assembly/matcher.ts` documents each. */
interface Exports {
  readonly setRoom: (...numbers: readonly number[]) => void;
  readonly find: (base: number, lexicon: number, mask: number, count: number) => number;
  readonly findSure: (
    base: number,
    lexicon: number,
    mask: number,
    count: number,
    spaceCost: number,
  ) => number;
}

/** Something that is copied into the memory before it is used, and may be driven out of it later. */
export interface Resident {
  readonly byteLength: number;
  /** Writes itself to the start of an array of that many bytes. */
  readonly write: (to: Uint8Array) => void;
}

/** A search: the tables of a matcher, the lexicon, and what is looked for. */
export interface Search {
  readonly tables: Resident;
  /** How many terms the tables have, words of `unless` among them. */
  readonly terms: number;
  readonly lexicon: Resident | undefined;
  /** What spaces that terms are written with cost at most, where only sure hits are looked for. */
  readonly spaceCost: number | undefined;
}

/** Where the hits of a search lie until the next one, `count` of `HIT_SIZE` bytes each from the start of both arrays on. */
export interface Hits {
  readonly count: number;
  readonly ints: Int32Array;
  readonly costs: Float64Array;
}

const ALIGNMENT = 16;
const PAGE = 65_536;
/** WebAssembly addresses no more. */
const MAX_PAGES = 65_536;
/** Room that is there from the beginning, in code units, hits, edges and terms. */
const ROOM = { units: 4096, hits: 512, edges: 4096, terms: 4096 };
/**
 * Bytes of tables that are kept before all are driven out, beside twice the largest: some 140 matchers of a few terms, each
 * 0.45 MB, or the shipped packs with as many.
 */
const LEAST_KEPT = 64 << 20;

/**
 * The kernel with its memory, one for each thread: the tables of the script, room for a text and its results, and behind
 * these the tables of the matchers that are in use. Matchers own nothing in it. When the tables no longer fit, all of them
 * are driven out, and the next search of each copies its own again: so nothing has to be freed.
 */
export class Machine {
  readonly #memory: WebAssembly.Memory;
  readonly #exports: Exports;
  readonly #roomFrom: number;
  #room = { ...ROOM };
  #bytes = new Uint8Array();
  #text = new Uint16Array();
  #hits: Omit<Hits, 'count'> = { ints: new Int32Array(), costs: new Float64Array() };
  #hitsAt = 0;
  #textAt = 0;
  #tablesFrom = 0;
  #next = 0;
  #kept = LEAST_KEPT;
  #places = new WeakMap<Resident, number>();

  constructor() {
    const statics = layStatics();
    this.#roomFrom = align(statics.length);
    this.#memory = new WebAssembly.Memory({
      initial: Math.ceil(this.#roomFrom / PAGE),
      maximum: MAX_PAGES,
    });
    new Uint8Array(this.#memory.buffer).set(statics);
    const instance = new WebAssembly.Instance(moduleOf(), {
      env: { memory: this.#memory, isLetterOrNumber },
    });
    const exports: unknown = instance.exports;
    this.#exports = exports as Exports;
    this.#giveRoom();
  }

  /**
   * Runs a search.
   *
   * @throws RangeError when a text or tables are too large for the memory
   */
  search(search: Search, text: string): Hits {
    const { length } = text;
    if (length >= this.#room.units || search.terms > this.#room.terms) {
      this.#room.units = Math.max(this.#room.units, length * 2);
      this.#room.terms = Math.max(this.#room.terms, search.terms * 2);
      this.#giveRoom();
    }
    for (;;) {
      const count = this.#run(search, text);
      if (count >= 0) return { count, ...this.#hits };
      this.#room.hits *= 4;
      this.#room.edges *= 4;
      this.#giveRoom();
    }
  }

  #run({ tables, lexicon, spaceCost }: Search, text: string): number {
    const { length } = text;
    if (lexicon !== undefined) this.#place(lexicon);
    const base = this.#place(tables);
    const words = lexicon === undefined ? 0 : this.#place(lexicon);
    const mask = lexicon === undefined ? 0 : lexicon.byteLength / 2 - 1;
    const units = this.#text;
    for (let at = 0; at < length; at++) units[at] = text.charCodeAt(at);
    return spaceCost === undefined
      ? this.#exports.find(base, words, mask, length)
      : this.#exports.findSure(base, words, mask, length, spaceCost);
  }

  /** Where something lies in the memory: it is copied there unless it is there already. */
  #place(what: Resident): number {
    const known = this.#places.get(what);
    if (known !== undefined) return known;
    const size = what.byteLength;
    if (this.#next > this.#tablesFrom && this.#next + size > this.#tablesFrom + this.#kept) this.#driveOut();
    this.#kept = Math.max(this.#kept, LEAST_KEPT + 2 * size);
    const at = this.#next;
    this.#next = align(at + size);
    this.#grow(this.#next);
    what.write(this.#bytes.subarray(at, at + size));
    this.#places.set(what, at);
    return at;
  }

  #driveOut(): void {
    this.#next = this.#tablesFrom;
    this.#places = new WeakMap();
  }

  /** Lays out room for texts and results; what lay behind is driven out. */
  #giveRoom(): void {
    const { units, hits, edges, terms } = this.#room;
    let next = this.#roomFrom;
    const take = (bytes: number): number => {
      const at = next;
      next = align(at + bytes);
      return at;
    };
    const text = take((units + 2) * 2);
    const flags = take(units + 2);
    const marks = take(units + 2);
    const known = take((units + 2) * 4);
    const from = take((units + 2) * 4);
    const until = take((units + 2) * 4);
    const runs = take((units + 2) * 4);
    const edgesAt = take(edges * EDGE_SIZE);
    const hitsAt = take(hits * HIT_SIZE);
    const spare = take(hits * HIT_SIZE);
    const last = take(terms * 4);
    this.#textAt = text;
    this.#hitsAt = hitsAt;
    this.#tablesFrom = next;
    this.#driveOut();
    this.#grow(next);
    this.#view();
    this.#bytes.fill(0, last, last + terms * 4);
    this.#exports.setRoom(
      text,
      flags,
      marks,
      known,
      from,
      until,
      runs,
      edgesAt,
      edges,
      hitsAt,
      hits,
      spare,
      last,
    );
  }

  #grow(end: number): void {
    const { byteLength } = this.#memory.buffer;
    if (end <= byteLength) return;
    // By half more at least, as growing detaches all views.
    const wanted = Math.max(end, Math.min(byteLength * 1.5, byteLength + LEAST_KEPT));
    this.#memory.grow(Math.ceil((wanted - byteLength) / PAGE));
    this.#view();
  }

  #view(): void {
    const { buffer } = this.#memory;
    const { units, hits } = this.#room;
    this.#bytes = new Uint8Array(buffer);
    this.#text = new Uint16Array(buffer, this.#textAt, units + 1);
    this.#hits = {
      ints: new Int32Array(buffer, this.#hitsAt, (hits * HIT_SIZE) / 4),
      costs: new Float64Array(buffer, this.#hitsAt, (hits * HIT_SIZE) / 8),
    };
  }
}

function align(at: number): number {
  return Math.ceil(at / ALIGNMENT) * ALIGNMENT;
}

let compiled: WebAssembly.Module | undefined;
function moduleOf(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(Uint8Array.from(atob(KERNEL), (letter) => letter.charCodeAt(0)));
  return compiled;
}

const LETTER_OR_NUMBER = /[\p{L}\p{N}]/u;
function isLetterOrNumber(code: number): number {
  return Number(LETTER_OR_NUMBER.test(String.fromCodePoint(code)));
}

let machine: Machine | undefined;

/**
 * Runs a search on the machine of this thread. After a fault of the kernel the next search gets a new one, as the memory of
 * the old one may be in any state.
 *
 * @throws RangeError when the text or the tables are too large for a memory of WebAssembly, or a term is nested too deep
 */
export function search(what: Search, text: string): Hits {
  try {
    return (machine ??= new Machine()).search(what, text);
  } catch (error) {
    machine = undefined;
    throw error;
  }
}
