import type { RE2JS } from 're2js';
import { re2 } from './re2.js';

/**
 * At most this many places of one pattern in one text, as finding all of `x*y|x` takes a walk for each place, and of one rule,
 * as each becomes a reason of the result. Of 20,000 real comments none has more than 15.
 */
export const MAX_PLACES = 100;
/** `\b` beside a Hangul letter, but not `\\b`. */
const ASCII_BOUNDARY = /(?<!\\)(?:\\\\)*\\b[가-힣ㄱ-ㅎㅏ-ㅣ]|[가-힣ㄱ-ㅎㅏ-ㅣ]\\b/u;

/** A regular expression in RE2 syntax, which takes linear time. It is compiled when it is first looked for. */
export class Pattern {
  readonly source: string;
  #compiled: RE2JS | undefined;

  /** @param source one that `compilePattern` accepts */
  constructor(source: string) {
    this.source = source;
  }

  get compiled(): RE2JS {
    return (this.#compiled ??= re2().RE2JS.compile(this.source));
  }
}

/** Compiles a regular expression in RE2 syntax, or says in re2js's words why it cannot be. */
export function compilePattern(source: string): { pattern: Pattern } | { reason: string } {
  const pattern = new Pattern(source);
  try {
    pattern.compiled.pattern();
    return { pattern };
  } catch (error) {
    if (error instanceof re2().RE2JSSyntaxException)
      return { reason: error.message.replace('error parsing regexp: ', '') };
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether the pattern finds something in the empty text, and so in every text. */
export function matchesEmpty(pattern: Pattern): boolean {
  return pattern.compiled.test('');
}

/** Whether the source asks for an ASCII word boundary beside Hangul, which is never where its author thinks. */
export function hasAsciiBoundary(source: string): boolean {
  return ASCII_BOUNDARY.test(source);
}

/** The places of the pattern in the text, `[start, end)` in UTF-16 code units, the first 100, none empty. */
export function findPattern(pattern: Pattern, text: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  // Whether it is there takes an eighth of the time that finding it takes.
  if (!pattern.compiled.test(text)) return found;
  const matcher = pattern.compiled.matcher(text);
  while (found.length < MAX_PLACES && matcher.find()) {
    const [start, end] = [matcher.start(), matcher.end()];
    if (end > start) found.push({ start, end });
  }
  return found;
}
