import type { z } from 'zod';
import type { LocalizedText } from '../fault.js';
import { clip } from '../wording/clip.js';
import { OTHER_KIND, RANGES, VALUE_KINDS } from '../wording/rules.js';
import { finding, nearest, type Finding } from './finding.js';
import type { PackSource } from './pack-source.js';
import type { Path } from './schema.js';

type Issue = z.core.$ZodIssue;

/** The keys of zod's faults in the schema, put where they stand in the source. */
export function schemaFindings(issues: readonly Issue[], source: PackSource, known: KnownKeys): Finding[] {
  return issues.flatMap((issue) => [...fromIssue(issue, [], source, known)]);
}

/** The keys an object at `path` may have. */
export type KnownKeys = (path: Path) => readonly string[];

function* fromIssue(issue: Issue, above: Path, source: PackSource, known: KnownKeys): Generator<Finding> {
  const path = [...above, ...issue.path];
  const value = valueAt(source.data, path);
  const field = fieldOf(path);
  const at = source.offsetOf(path);
  const found = show(value);
  if (value === undefined && path.length > 0 && issue.code !== 'unrecognized_keys') {
    const name = path.at(-1);
    // An alias was reported where it stands; its place in a list is empty.
    if (typeof name === 'string' && !hasKey(source.data, path)) {
      yield finding('rules/missing-key', source.offsetOf(path.slice(0, -1)), { field: name });
    }
    return;
  }
  switch (issue.code) {
    case 'unrecognized_keys':
      for (const name of issue.keys) {
        yield finding('rules/unknown-key', source.offsetOf([...path, name], 'key'), () => ({
          name,
          known: known(path),
          near: nearest(name, known(path)),
        }));
      }
      return;
    case 'invalid_union': {
      const branch = meant(issue.errors);
      if (branch) for (const inner of branch) yield* fromIssue(inner, path, source, known);
      else
        yield value === null || typeof value === 'object'
          ? finding('rules/wrong-type', at, {
              field,
              expected: VALUE_KINDS.string ?? OTHER_KIND,
              found: typeName(value),
            })
          : finding('rules/quote-it', at, { field, found });
      return;
    }
    case 'invalid_type':
      yield issue.expected === 'string' && isPlain(value)
        ? finding('rules/quote-it', at, { field, found })
        : finding('rules/wrong-type', at, {
            field,
            expected: VALUE_KINDS[issue.expected] ?? OTHER_KIND,
            found: typeName(value),
          });
      return;
    case 'too_small':
    case 'too_big': {
      const range = rangeOf(issue);
      yield typeof value === 'number'
        ? finding('rules/out-of-range', at, { field, found, range })
        : finding('rules/wrong-size', at, { field, range });
      return;
    }
    case 'invalid_value':
      yield finding('rules/unknown-value', at, () => {
        const values = issue.values.map(String);
        return { field, found, known: values, near: nearest(found, values) };
      });
      return;
    case 'invalid_format':
      yield finding('rules/bad-name', at, { field, found: String(value) });
      return;
    case 'invalid_key':
      yield finding('rules/bad-name', source.offsetOf(path, 'key'), {
        field: 'groups',
        found: String(path.at(-1)),
      });
      return;
    default:
      yield finding('rules/invalid', at, { field, reason: issue.message });
  }
}

/** Of the branches of a union the one whose kind of value it is: text, map or list. */
function meant(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const isKind = (issues: readonly Issue[]): boolean =>
    !issues.some((issue) => issue.code === 'invalid_type' && issue.path.length === 0);
  const enums = branches.find((issues) =>
    issues.some((issue) => issue.code === 'invalid_value' && issue.path.length === 0),
  );
  return branches.find((issues) => isKind(issues) && issues !== enums) ?? enums;
}

/** The violated limit as part of a sentence: of list entries, of letters, or of the number itself. */
function rangeOf(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>): LocalizedText {
  const small = issue.code === 'too_small';
  const limit = Number(small ? issue.minimum : issue.maximum);
  if (issue.origin === 'array') return small ? RANGES.fewestEntries(limit) : RANGES.mostEntries(limit);
  if (issue.origin === 'string') return small ? RANGES.fewestLetters(limit) : RANGES.mostLetters(limit);
  if (issue.inclusive === false) return small ? RANGES.above(limit) : RANGES.below(limit);
  return small ? RANGES.atLeast(limit) : RANGES.atMost(limit);
}

/** The name of the key a fault is about: the last word of its path; `rule.topic` for the one that is two things. */
function fieldOf(path: Path): string | null {
  const name = path.findLast((step) => typeof step === 'string');
  if (typeof name !== 'string') return null;
  if (path[0] === 'groups' && path.length > 1 && name === path[1]) return 'groups';
  return name === 'topic' && path[0] === 'rules' ? 'rule.topic' : name;
}

const isPlain = (value: unknown): boolean => typeof value === 'number' || typeof value === 'boolean';

const show = (value: unknown): string =>
  value !== null && typeof value === 'object' ? typeName(value) : clip(String(value));

function typeName(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return '[…]';
  return typeof value === 'object' ? '{…}' : clip(JSON.stringify(value));
}

function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const step of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}

function hasKey(data: unknown, path: Path): boolean {
  const holder = valueAt(data, path.slice(0, -1));
  return holder !== null && typeof holder === 'object' && Object.hasOwn(holder, path.at(-1) ?? '');
}
