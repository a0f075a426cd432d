import { z } from 'zod';
import { strangeRow } from './faults.js';

/** An encrypted value. */
export const bytes = z.instanceof(Uint8Array);
export const nullableBytes = bytes.nullable();
/** 0 or 1. */
export const bit = z.literal([0, 1]).transform((value) => value === 1);
/** A time in ms, a count or a serial number. */
export const whole = z.int().nonnegative();

/**
 * Validates a row.
 *
 * @throws `Fault` `store/strange-row` when another program wrote something else into the database
 */
export function checked<S extends z.ZodType>(schema: S, row: unknown, where: string): z.output<S> {
  const read = schema.safeParse(row);
  if (read.success) return read.data;
  const paths = read.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw strangeRow(where, { cause: new Error(`unexpected: ${paths}`) });
}

/**
 * Parses and validates JSON from the database.
 *
 * @throws `Fault` `store/strange-row` when it is no JSON or fails the schema
 */
export function checkedJson<S extends z.ZodType>(schema: S, text: string, where: string): z.output<S> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw strangeRow(where);
  }
  return checked(schema, value, where);
}
