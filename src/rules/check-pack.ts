import type { Fault } from '../fault.js';
import { checkRule, checkTerms, requiredTerms } from './check-rule.js';
import { finding, type Finding, toFaults } from './finding.js';
import { cycles, expand, type Groups } from './terms.js';
import { type PackSource, readPackSource } from './pack-source.js';
import { schemaFindings } from './schema-findings.js';
import { knownKeys, LIMITS, type Pack, type PackRule, packSchema, type PackTerm, ruleSchema, termSchema } from './schema.js';

/** A rule pack's file: its name as shown in faults, and its text. */
export interface PackFile {
  readonly file: string;
  readonly source: string;
}

export type CheckedPack = { readonly pack: Pack } | { readonly faults: Fault[] };
export type CheckedPacks = { readonly packs: Pack[] } | { readonly faults: Fault[] };

/**
 * Reads and checks one pack. Never throws: a pack with any fault gives all its faults, sorted by place, each with
 * file, line and column from 1, a code `rules/…`, and what to write instead in Korean and English.
 *
 * @param file the file's name, for the faults; a name that ends in .yaml or .yml must be the pack's id
 */
export function checkPack(source: string, file: string): CheckedPack {
  const { pack, findings, lines } = inspect({ file, source });
  return pack && findings.length === 0 ? { pack } : { faults: toFaults(findings, file, lines) };
}

/** Reads and checks packs that serve together: the faults of all, and ids that two of them share. */
export function checkPacks(files: readonly PackFile[]): CheckedPacks {
  const packs: Pack[] = [];
  const faults: Fault[] = [];
  const owners = new Map<string, string>();
  for (const each of files) {
    const { pack, id, source, findings, lines } = inspect(each);
    const other = id === null ? undefined : owners.get(id);
    if (id !== null && other !== undefined) {
      findings.push(finding('rules/duplicate-pack', source.offsetOf(['id']), { id, other }));
    } else if (id !== null) owners.set(id, each.file);
    faults.push(...toFaults(findings, each.file, lines));
    if (pack) packs.push(pack);
  }
  return faults.length > 0 ? { faults } : { packs };
}

interface Inspected {
  readonly pack: Pack | null;
  readonly id: string | null;
  readonly source: PackSource;
  readonly findings: Finding[];
  readonly lines: PackSource['lines'];
}

function inspect({ file, source: text }: PackFile): Inspected {
  const source = readPackSource(text);
  const { lines, data } = source;
  if (data === undefined) return { pack: null, id: null, source, findings: [...source.findings], lines };
  const parsed = packSchema.safeParse(data);
  const findings = [
    ...source.findings,
    ...(parsed.success ? [] : schemaFindings(parsed.error.issues, source, knownKeys)),
    ...checkPackData(source),
  ];
  const id = idOf(data);
  const base = /([^/\\]+)\.ya?ml$/i.exec(file)?.[1]?.normalize('NFC');
  if (id !== null && base !== undefined && base !== id) {
    findings.push(finding('rules/id-not-file', source.offsetOf(['id']), { id, base }));
  }
  return { pack: parsed.success ? parsed.data : null, id, source, findings, lines };
}

function idOf(data: unknown): string | null {
  const parsed = packSchema.pick({ id: true }).loose().safeParse(data);
  return parsed.success ? parsed.data.id : null;
}

/** A rule that fits the schema, and which of the pack's rules it is. */
interface PlacedRule {
  readonly rule: PackRule;
  readonly index: number;
}

/**
 * Faults the schema cannot see: names that lead nowhere, circles, rules that find nothing. Each part of the pack that
 * fits the schema is checked even where another does not, so that an author sees all faults at once.
 */
function* checkPackData(source: PackSource): Generator<Finding> {
  const data = asMap(source.data);
  if (!data) return;
  const lists = asMap(data.groups) ?? {};
  const groups = readGroups(lists);
  for (const [name, terms] of Object.entries(lists))
    yield* checkTerms(terms, ['groups', name], source, groups);
  for (const { group, index, path } of cycles(groups)) {
    yield finding('rules/group-cycle', source.offsetOf(['groups', group, index]), { path });
  }
  const list = Array.isArray(data.rules) ? data.rules : [];
  const rules = list.flatMap((value, index): PlacedRule[] => {
    const parsed = ruleSchema.safeParse(value);
    return parsed.success ? [{ rule: parsed.data, index }] : [];
  });
  const excess = tooManyTerms(rules, groups);
  if (excess)
    yield finding('rules/too-many-terms', source.offsetOf(['rules', excess.index]), {
      count: excess.count,
      limit: LIMITS.terms,
    });
  else {
    for (const { rule, index } of rules) yield* checkRule(rule, ['rules', index], source, groups);
    const whole = new Set(rules.map(({ index }) => index));
    for (const [index, value] of list.entries()) {
      if (!whole.has(index)) yield* checkSoundParts(value, index, source, groups);
    }
  }
  yield* checkRuleIds(list, source);
  yield* checkTopic(data, rules, rules.length === list.length, source);
}

const CONDITIONS = ['any', 'all', 'near', 'none', 'pattern'] as const;

/** Faults in the parts that fit the schema, of a rule that does not fit it as a whole. */
function* checkSoundParts(value: unknown, index: number, source: PackSource, groups: Groups): Generator<Finding> {
  const map = asMap(value);
  if (!map) return;
  const sound = Object.entries(ruleSchema.shape).flatMap(([key, schema]) => {
    const parsed = schema.safeParse(map[key]);
    return parsed.success && parsed.data !== undefined ? [[key, parsed.data] as const] : [];
  });
  const rule: Partial<PackRule> = Object.fromEntries(sound);
  // What the rule asks for is known only where all its conditions are.
  const known = CONDITIONS.every((key) => key in rule === key in map);
  if (CONDITIONS.some((key) => key in rule)) {
    const { unless, ...conditions } = rule;
    const checked = { ...conditions, ...(known && unless ? { unless } : {}), id: 'x', weight: 1 };
    yield* checkRule(checked, ['rules', index], source, groups);
  }
}

function asMap(data: unknown): Readonly<Record<string, unknown>> | null {
  return data !== null && typeof data === 'object' && !Array.isArray(data) ? { ...data } : null;
}

/** Stands for an entry that is no term: the others keep their places, and the group counts as not complete. */
const BROKEN = '$';

function readGroups(lists: Readonly<Record<string, unknown>>): Groups {
  const read = (value: unknown): PackTerm => termSchema.safeParse(value).data ?? BROKEN;
  return new Map(
    Object.entries(lists).map(([name, terms]) => [name, Array.isArray(terms) ? terms.map(read) : [BROKEN]]),
  );
}

/** The first rule with which the terms, groups written out, are more than a pack may have. */
function tooManyTerms(rules: readonly PlacedRule[], groups: Groups): { index: number; count: number } | null {
  let count = 0;
  for (const { rule, index } of rules) {
    for (const list of [...requiredTerms(rule), rule.none ?? []]) {
      count += expand(list, groups).terms.length;
      if (count > LIMITS.terms) return { index, count };
    }
  }
  return null;
}

function* checkRuleIds(rules: readonly unknown[], source: PackSource): Generator<Finding> {
  const firsts = new Map<string, number>();
  for (const [index, rule] of rules.entries()) {
    const id = asMap(rule)?.id;
    if (typeof id !== 'string') continue;
    const at = source.offsetOf(['rules', index, 'id']);
    const first = firsts.get(id);
    if (first === undefined) firsts.set(id, at);
    else yield finding('rules/duplicate-rule', at, { id, line: source.lines.linePos(first).line });
  }
}

/** Whether role, topic and the points of the rules go together. */
function* checkTopic(
  data: Readonly<Record<string, unknown>>,
  rules: readonly PlacedRule[],
  whole: boolean,
  source: PackSource,
): Generator<Finding> {
  const role = packSchema.shape.role.safeParse(data.role).data;
  const topic = packSchema.shape.topic.safeParse(data.topic).data;
  const hasTopic = Object.hasOwn(data, 'topic');
  if (role === 'article' && !hasTopic) {
    yield finding('rules/topic-missing', source.offsetOf(['role'], 'key'), { id: String(data.id) });
  }
  if (role === 'filler' && hasTopic)
    yield finding('rules/topic-filler', source.offsetOf(['topic'], 'key'), {});
  for (const { rule, index } of rules) {
    const keyAt = (key: string): number => source.offsetOf(['rules', index, key], 'key');
    if (rule.topic !== undefined && !hasTopic && role !== 'article')
      yield finding('rules/topic-unused', keyAt('topic'), {});
    if (rule.whole !== undefined && role !== undefined && role !== 'filler') {
      yield finding('rules/whole-role', keyAt('whole'), {});
    }
  }
  if (!topic) return;
  const titleAt = topic['title-at'];
  if (titleAt !== undefined && titleAt > topic.at) {
    yield finding('rules/title-at', source.offsetOf(['topic', 'title-at']), { at: topic.at, titleAt });
  }
  // A rule in the title counts twice, and nothing counts more.
  const most = Math.round(200 * rules.reduce((sum, { rule }) => sum + (rule.topic ?? rule.weight), 0)) / 100;
  if (whole && topic.at > most) {
    yield finding('rules/topic-unreachable', source.offsetOf(['topic', 'at']), { at: topic.at, most });
  }
}
