import { checkRule, wanted } from './check-rule.js';
import { checkTerms } from './check-terms.js';
import { finding, type Finding } from './finding.js';
import { cycles, expand, type Groups } from './groups.js';
import { LIMITS } from './limits.js';
import type { PackSource } from './pack-source.js';
import { packSchema, ruleSchema, termSchema, type PackRule, type PackTerm } from './schema.js';

/** A rule that fits the schema, and which of the pack's rules it is. */
interface Placed {
  readonly rule: PackRule;
  readonly index: number;
}

/**
 * Faults the schema cannot see: names that lead nowhere, circles, rules that find nothing. Each part of the pack that
 * fits the schema is checked even where another does not, so that an author sees all faults at once.
 */
export function* checkPackData(source: PackSource): Generator<Finding> {
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
  const rules = list.flatMap((value, index): Placed[] => {
    const parsed = ruleSchema.safeParse(value);
    return parsed.success ? [{ rule: parsed.data, index }] : [];
  });
  const excess = tooManyTerms(rules, groups);
  if (excess)
    yield finding('rules/too-many-terms', source.offsetOf(['rules', excess.index]), { count: excess.count });
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
function tooManyTerms(rules: readonly Placed[], groups: Groups): { index: number; count: number } | null {
  let count = 0;
  for (const { rule, index } of rules) {
    for (const list of [...wanted(rule), rule.none ?? []]) {
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
  rules: readonly Placed[],
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
