import { plainName, RATHER_ARTICLE, RATHER_COMMENT, SYNONYMS } from './synonyms.js';

/** Names of the text in an object of a list, the most reliable first. */
const TEXTS = [...SYNONYMS.text, ...RATHER_COMMENT, ...RATHER_ARTICLE, 'body'];

/**
 * The texts of a cell that holds a list, as programs write lists into tables: JSON, or a list as Python shows it
 * (`['물이 빠졌나요', "우회로가 '없어요'"]`). Objects give their text.
 *
 * @returns undefined for any other cell
 */
export function listIn(cell: string): string[] | undefined {
  const text = cell.trim();
  if (!text.startsWith('[') || !text.endsWith(']')) return undefined;
  return jsonList(text) ?? pythonList(text);
}

function jsonList(text: string): string[] | undefined {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(list)) return undefined;
  const texts = list.map((item: unknown) => {
    if (typeof item === 'string') return item;
    return typeof item === 'object' && item !== null ? textOf(item) : undefined;
  });
  return texts.every((one) => one !== undefined) ? texts : undefined;
}

function textOf(object: object): string | undefined {
  const byName = new Map(
    Object.entries(object).map(([key, value]: [string, unknown]) => [plainName(key), value]),
  );
  const found = TEXTS.map((name) => byName.get(name)).find((value) => typeof value === 'string');
  return found;
}

/** A string as Python's `repr` writes it (https://docs.python.org/3/reference/lexical_analysis.html#escape-sequences). */
const PYTHON_STRING = /\s*(?:'((?:[^'\\]|\\[^])*)'|"((?:[^"\\]|\\[^])*)")\s*(,|$)/uy;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' };

function pythonList(text: string): string[] | undefined {
  const inside = text.slice(1, -1);
  const items: string[] = [];
  let at = 0;
  while (at < inside.length) {
    if (items.length > 0 && inside.slice(at).trim() === '') break;
    PYTHON_STRING.lastIndex = at;
    const found = PYTHON_STRING.exec(inside);
    if (found === null) return undefined;
    items.push(unescaped(found[1] ?? found[2] ?? ''));
    at = PYTHON_STRING.lastIndex;
  }
  return items;
}

function unescaped(text: string): string {
  return text.replace(/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U000([0-9a-f]{5})|([^]))/giu, (whole, ...parts) => {
    const [two, four, five, letter] = parts as (string | undefined)[];
    const hex = two ?? four ?? five;
    if (hex === undefined) return ESCAPES[letter!] ?? letter!;
    const code = parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
