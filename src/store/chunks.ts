/** Rows of one statement: far below the 32,766 parameters of SQLite with the widest of the tables. */
const CHUNK = 500;

/** Cuts a list into pieces that fit a statement. */
export function chunks<T>(list: readonly T[], size = CHUNK): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}
