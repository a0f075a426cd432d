import { MARKS, type Mark } from '../view/data.js';

/** Milliseconds after a mark until all are written: quick marking writes once. */
const PAUSE = 300;

/** The reader's marks by the number of the comment; kept by the browser where it allows that, else in memory. */
export class Marks {
  readonly all = new Map<number, Mark>();
  readonly #place: string;
  #waiting: number | undefined;
  #kept = true;

  /** @param key of the report */
  constructor(key: string) {
    this.#place = `matgeul-report:${key}`;
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(this.#place) ?? '[]');
      if (Array.isArray(kept)) for (const entry of kept) this.#take(entry);
      localStorage.setItem(this.#place, JSON.stringify([...this.all]));
    } catch {
      // Opened as a file, or in a private window, some browsers refuse.
      this.#kept = false;
    }
    addEventListener('pagehide', () => {
      this.#write();
    });
  }

  /** Whether the browser keeps the marks. */
  get kept(): boolean {
    return this.#kept;
  }

  set(number: number, mark: Mark | undefined): void {
    if (mark === undefined) this.all.delete(number);
    else this.all.set(number, mark);
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => {
      this.#write();
    }, PAUSE);
  }

  clear(): void {
    this.all.clear();
    this.#write();
  }

  #take(entry: unknown): void {
    if (!Array.isArray(entry)) return;
    const [number, mark] = entry as unknown[];
    const known = MARKS.find((name) => name === mark);
    if (typeof number === 'number' && known !== undefined) this.all.set(number, known);
  }

  #write(): void {
    clearTimeout(this.#waiting);
    try {
      localStorage.setItem(this.#place, JSON.stringify([...this.all]));
    } catch {
      this.#kept = false;
    }
  }
}
