import { groupName } from './term-text.js';
import type { PackTerm } from './schema.js';

export type Groups = ReadonlyMap<string, readonly PackTerm[]>;

/** A reference that closes a circle: the `index`-th entry of `group`; `path` is the circle, first name repeated. */
export interface Cycle {
  readonly group: string;
  readonly index: number;
  readonly path: readonly string[];
}

/** The groups of a pack as a map. */
export function groupsOf(groups: Readonly<Record<string, readonly PackTerm[]>> | undefined): Groups {
  return new Map(Object.entries(groups ?? {}));
}

/** The terms of a list with its groups written out; not complete where a group is unknown. */
export interface Expanded {
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
