import type { LongTerm, PackTerm } from './schema.js';

/** What a term is made of: Hangul syllables, Latin letters, digits; a space is "a space or none". */
const LETTER = /[가-힣A-Za-z0-9]/;
const NO_LETTER = /[^가-힣A-Za-z0-9 ]/u;

/** A term of a list that names a group, `$halt`: the name, else null. */
export function groupName(term: PackTerm): string | null {
  return typeof term === 'string' && term.startsWith('$') ? term.slice(1) : null;
}

/** The short way of writing a term, made long. */
export function asLong(term: PackTerm): LongTerm {
  return typeof term === 'string' ? { text: term } : term;
}

/** The text of a term as it is compiled: composed (NFC), single spaces, none at the ends. */
export function termText(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ');
}

/** A word without its spaces and letter case: `unless` words and terms are compared so. */
export function bare(text: string): string {
  return termText(text).replace(/ /g, '').toLowerCase();
}

/** Whether the text has anything that can be found. */
export function hasLetters(text: string): boolean {
  return LETTER.test(termText(text));
}

/** The first sign in the text that no term can hold, or null. */
export function badSign(text: string): string | null {
  return NO_LETTER.exec(termText(text))?.[0] ?? null;
}

/** The text without the signs that no term can hold. */
export function withoutSigns(text: string): string {
  return termText(termText(text).replace(/[^가-힣A-Za-z0-9 ]+/gu, ''));
}

/**
 * Where a term stands when its rule does not say: a word of one or two syllables is part of too many others to be
 * found inside of them.
 */
export function defaultPlace(text: string): 'edge' | 'anywhere' {
  return bare(text).length <= 2 ? 'edge' : 'anywhere';
}

export type Groups = ReadonlyMap<string, readonly PackTerm[]>;

/** A reference that closes a circle: the `index`-th entry of `group`; `path` is the circle, first name repeated. */
interface Cycle {
  readonly group: string;
  readonly index: number;
  readonly path: readonly string[];
}

/** The groups of a pack as a map. */
export function groupsOf(groups: Readonly<Record<string, readonly PackTerm[]>> | undefined): Groups {
  return new Map(Object.entries(groups ?? {}));
}

/** The terms of a list with its groups written out; not complete where a group is unknown. */
interface Expanded {
  readonly terms: readonly PackTerm[];
  readonly complete: boolean;
}

/**
 * The terms that a list stands for, in order; each group once, so that a circle ends. Not recursive: a chain of groups
 * may be as long as a file.
 */
export function expand(terms: readonly PackTerm[], groups: Groups): Expanded {
  const found: PackTerm[] = [];
  let complete = true;
  const seen = new Set<string>();
  const open: { terms: readonly PackTerm[]; next: number }[] = [{ terms, next: 0 }];
  for (let top = open.at(-1); top; top = open.at(-1)) {
    const term = top.terms[top.next++];
    if (term === undefined) {
      open.pop();
      continue;
    }
    const name = groupName(term);
    if (name === null) found.push(term);
    else if (!seen.has(name)) {
      seen.add(name);
      const group = groups.get(name);
      if (group) open.push({ terms: group, next: 0 });
      else complete = false;
    }
  }
  return { terms: found, complete };
}

/** The references between groups that close a circle, one for each circle met on a walk through all groups. */
export function cycles(groups: Groups): Cycle[] {
  const found: Cycle[] = [];
  const done = new Set<string>();
  for (const root of groups.keys()) {
    const path = done.has(root) ? [] : [{ name: root, next: 0 }];
    const onPath = new Set<string>(path.map(({ name }) => name));
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const index = top.next++;
      const term = groups.get(top.name)?.[index];
      if (term === undefined) {
        path.pop();
        onPath.delete(top.name);
        done.add(top.name);
        continue;
      }
      const name = groupName(term);
      if (name === null || done.has(name) || !groups.has(name)) continue;
      if (onPath.has(name)) {
        const names = path.map((step) => step.name);
        found.push({ group: top.name, index, path: [...names.slice(names.indexOf(name)), name] });
      } else {
        path.push({ name, next: 0 });
        onPath.add(name);
      }
    }
  }
  return found;
}
