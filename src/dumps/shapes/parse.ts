import { isObject } from './fields.js';

/**
 * Parses JSON as programs write it: extended JSON of MongoDB is unwrapped (`{"$oid":…}`), integers that a double cannot hold
 * stay text (ids of Discord, X and MongoDB), `NaN` and `Infinity` (Python) are null.
 *
 * @returns undefined for anything that is not JSON
 */
export function parseLoose(text: string): unknown {
  const exact = /\d{16}/.test(text) ? withQuotedIntegers(text) : text;
  const extended = /"\$(?:oid|date|number|uuid)/.test(text);
  try {
    return parsed(exact, extended);
  } catch {
    if (!/\b(?:NaN|Infinity)\b/.test(text)) return undefined;
  }
  try {
    return parsed(outsideStrings(exact, withoutNaN), extended);
  } catch {
    return undefined;
  }
}

function parsed(text: string, extended: boolean): unknown {
  return extended
    ? (JSON.parse(text, (_, value: unknown) => unwrapped(value)) as unknown)
    : (JSON.parse(text) as unknown);
}

/** MongoDB Extended JSON v2, canonical and relaxed: the value that a wrapper stands for. */
function unwrapped(value: unknown): unknown {
  if (!isObject(value)) return value;
  const keys = Object.keys(value);
  const [key] = keys;
  if (keys.length !== 1 || key?.startsWith('$') !== true) return value;
  const inner = value[key];
  if (key === '$date') return dateOf(inner);
  if (key === '$numberInt' || key === '$numberDouble') return Number(inner);
  return key === '$oid' || key === '$numberLong' || key === '$numberDecimal' || key === '$uuid'
    ? String(inner)
    : value;
}

/** Relaxed dates are ISO 8601, canonical ones (`$numberLong`, unwrapped before) milliseconds. */
function dateOf(inner: unknown): unknown {
  if (typeof inner === 'string' && !/^-?\d+$/.test(inner)) return inner;
  const date = new Date(Number(inner));
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

const withQuotedIntegers = (text: string): string =>
  outsideStrings(text, (piece) => piece.replace(/(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g, '"$&"'));

const withoutNaN = (piece: string): string => piece.replace(/-?\b(?:NaN|Infinity)\b/g, 'null');

/** Changes JSON text between its strings. */
function outsideStrings(text: string, change: (piece: string) => string): string {
  const pieces: string[] = [];
  let from = 0;
  for (let quote = text.indexOf('"'); quote !== -1; quote = text.indexOf('"', from)) {
    pieces.push(change(text.slice(from, quote)));
    from = endOfString(text, quote);
    pieces.push(text.slice(quote, from));
  }
  pieces.push(change(text.slice(from)));
  return pieces.join('');
}

/** The offset behind the string that begins at a quote. */
function endOfString(text: string, quote: number): number {
  let end = text.indexOf('"', quote + 1);
  while (end !== -1) {
    let slashes = 0;
    while (text[end - slashes - 1] === '\\') slashes++;
    if (slashes % 2 === 0) return end + 1;
    end = text.indexOf('"', end + 1);
  }
  return text.length;
}
