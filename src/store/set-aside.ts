import { Fault } from '../fault.js';
import type { UnreadableRow } from './store.js';

/** Faults of a row that does not decrypt, or is not what this version writes; others, such as a lost connection, pass by. */
const UNREADABLE = new Set(['store/strange-row', 'store/unreadable', 'store/unknown-key']);
/** Rows that are remembered, so that each is told once. */
const REMEMBERED = 10_000;

/** Whether an error is about what a row holds, and not about the database. */
export function isUnreadable(error: unknown): error is Fault {
  return error instanceof Fault && UNREADABLE.has(error.code);
}

/** Reads rows so that one that cannot be read keeps no other from it, and tells of it once. */
export class SetAside {
  readonly #told = new Set<string>();
  readonly #listeners: ((row: UnreadableRow) => void)[] = [];

  /** Calls `listener` for each row that is found unreadable from now on. */
  listen(listener: (row: UnreadableRow) => void): void {
    this.#listeners.push(listener);
  }

  /** Tells of a row, once. */
  tell(row: UnreadableRow): void {
    const name = `${row.table}/${row.key}`;
    if (this.#told.has(name) || this.#told.size >= REMEMBERED) return;
    this.#told.add(name);
    for (const listener of this.#listeners) listener(row);
  }

  /**
   * Reads each row; those that cannot be read are left out, told, and given back beside the others.
   *
   * @param keyOf the key of a row, by which an operator finds it
   * @throws whatever `read` throws that is not about the row itself
   */
  each<Row extends object, T>(
    table: string,
    rows: readonly Row[],
    read: (row: Row) => T,
    keyOf: (row: Row) => string,
  ): { readonly read: T[]; readonly unreadable: Row[] } {
    const unreadable: Row[] = [];
    const done = rows.flatMap((row) => {
      const one = this.one(table, row, read, keyOf);
      if (one !== undefined) return [one.value];
      unreadable.push(row);
      return [];
    });
    return { read: done, unreadable };
  }

  /** Reads a row; undefined, and told, where it cannot be read. */
  one<Row extends object, T>(
    table: string,
    row: Row,
    read: (row: Row) => T,
    keyOf: (row: Row) => string,
  ): { readonly value: T } | undefined {
    try {
      return { value: read(row) };
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      const guildId = 'guild_id' in row && typeof row.guild_id === 'string' ? row.guild_id : null;
      this.tell({ table, key: keyOf(row), guildId, code: error.code });
      return undefined;
    }
  }
}
