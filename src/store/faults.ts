import { Fault, type LocalizedText } from '../fault.js';
import { STORE } from '../wording/store.js';

/** MATGEUL_KEYS is not set. */
export const noKey = (): Fault => new Fault('store/no-key', STORE.noKey);

/** One entry of MATGEUL_KEYS is malformed; `position` counts from 1. */
export const badKey = (position: number, problem: LocalizedText): Fault =>
  new Fault('store/bad-key', STORE.badKey(position, problem));

/** A value was encrypted under a key that MATGEUL_KEYS does not hold. */
export const unknownKey = (id: string): Fault => new Fault('store/unknown-key', STORE.unknownKey(id));

/** A key of this id exists but is not the one that this database was created with. */
export const wrongKey = (id: string): Fault => new Fault('store/wrong-key', STORE.wrongKey(id));

/** A value does not decrypt; `where` is its table, column and row. */
export const unreadable = (where: string): Fault => new Fault('store/unreadable', STORE.unreadable(where));

/** A row or its JSON fails its schema: another program wrote it. */
export const strangeRow = (where: string, options?: ErrorOptions): Fault =>
  new Fault('store/strange-row', STORE.strangeRow(where), {}, options);

/** The schema version of the database is higher than this program knows. */
export const newerSchema = (found: number, known: number): Fault =>
  new Fault('store/newer-schema', STORE.newerSchema(found, known));

/** Settings outside of their allowed values, by their keys. */
export const wrongSettings = (keys: readonly string[]): Fault =>
  new Fault('store/wrong-settings', STORE.wrongSettings(keys.join(', ')));

/** A channel was to be bound to an article that is not stored. */
export const noArticle = (): Fault => new Fault('store/no-article', STORE.noArticle);

/** The environment variable is not a database address. */
export const badDatabase = (variable: string): Fault =>
  new Fault('store/bad-database', STORE.badDatabase(variable));
