/** A parsed JSON object. Its keys are a stranger's: read them with {@link own}. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** An article as a shape finds it. Without an id it gets one from its URL or its text. */
export interface ArticleFields {
  readonly id?: string | undefined;
  readonly title: string;
  readonly body?: string | undefined;
  readonly url?: string | undefined;
  readonly publishedAt?: string | undefined;
  readonly section?: string | undefined;
}

/** A comment as a shape finds it. */
export interface CommentFields {
  readonly id?: string | undefined;
  /** The article that it names itself; the article around it when left out. */
  readonly articleId?: string | undefined;
  readonly text: string;
  readonly parentId?: string | undefined;
  readonly author?: string | undefined;
  readonly createdAt?: string | undefined;
  readonly label?: string | undefined;
}

/** Whether a value is an object, not an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a value that should be a list of them. */
export function objectsOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** An own key's value: `constructor` and the like are no keys of a dump. */
export function own(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The value at a path of keys. */
export function at(value: unknown, ...path: string[]): unknown {
  let here = value;
  for (const key of path) here = own(here, key);
  return here;
}

/** A text or a number as text; undefined for blank ones and anything else. */
export function textAt(value: unknown, ...path: string[]): string | undefined {
  const found = at(value, ...path);
  if (typeof found === 'number') return String(found);
  return typeof found === 'string' && found.trim() !== '' ? found : undefined;
}

/** An id: as `textAt`, trimmed. */
export function idAt(value: unknown, ...path: string[]): string | undefined {
  return textAt(value, ...path)?.trim();
}

/** A time as ISO 8601 where it is a Unix time (seconds or milliseconds), else as it is written. */
export function timeAt(value: unknown, ...path: string[]): string | undefined {
  const found = textAt(value, ...path);
  return found === undefined ? undefined : isoTime(found);
}

/** As {@link timeAt}, for a text. Ten digits are seconds, thirteen milliseconds (2001 to 2286). */
export function isoTime(text: string): string {
  const digits = /^(\d{10})(?:\.\d+)?$|^(\d{13})$/.exec(text.trim());
  if (digits === null) return text;
  return new Date(digits[1] === undefined ? Number(digits[2]) : Number(digits[1]) * 1000)
    .toISOString()
    .replace('.000Z', 'Z');
}

/** A title for a post that has none: the first line of its text. */
export function firstLine(text: string): string {
  const most = 120;
  const line = /\S.*/u.exec(text)?.[0].trim() ?? '';
  return line.length <= most ? line : `${[...line].slice(0, most).join('')}…`;
}

/** What a post says below the title that {@link firstLine} made of it; undefined where that is all. */
export function restBelow(text: string, title: string): string | undefined {
  const whole = text.trim();
  const rest = whole.startsWith(title) ? whole.slice(title.length).trim() : whole;
  return rest === '' ? undefined : rest;
}
