import { z } from 'zod';
import { Fault, type LocalizedText } from '../fault.js';
import { checkPack, type Pack, type PackRule } from '../rules/index.js';
import { OWN_RULE_FAULTS } from '../wording/own-rules.js';

// A rule that a server writes for itself: a form that moderators fill in, and the pack that it makes.

/** `draft`: only shown. `shadow`: its matches are noted and change nothing. `live`: it counts as any pack does. */
export const OWN_RULE_STATES = ['draft', 'shadow', 'live'] as const;
export type OwnRuleState = (typeof OWN_RULE_STATES)[number];

/** The ways of writing that are undone: none, those of every pack, or all (`ways: none`, left out, `ways: all`). */
export const OWN_RULE_WAYS = ['none', 'ordinary', 'all'] as const;
export const OWN_RULE_WEIGHTS = ['strong', 'medium', 'weak'] as const;
export type OwnRuleWeight = (typeof OWN_RULE_WEIGHTS)[number];

/**
 * Weights in logits: the middles of the upper, middle and lower third of the 107 rules in the shipped packs of campaigns and
 * adverts (their quantiles at 5/6, 1/2 and 1/6; `tests/moderation/own-rule.test.ts` compares).
 */
export const OWN_RULE_LOGITS: Readonly<Record<OwnRuleWeight, number>> = { strong: 3, medium: 2.4, weak: 1.2 };

export const OWN_RULE_LIMITS = {
  /** Rules of a server. */
  rules: 50,
  /** Words of one rule, and those of all rules of a server that match (shadow and live). 1,000 words compile in 0.25 s. */
  words: 200,
  matching: 1000,
  /** Characters of a name, and of a field as typed: what Discord takes. */
  name: 60,
  field: 4000,
} as const;

/** A rule as it was typed; the lists stand one a line. */
export const ruleFormSchema = z.object({
  name: z.string().max(OWN_RULE_LIMITS.name),
  words: z.string().max(OWN_RULE_LIMITS.field),
  unless: z.string().max(OWN_RULE_LIMITS.field).default(''),
  /** Words of articles under which it does not speak against a comment. */
  about: z.string().max(OWN_RULE_LIMITS.field).default(''),
  ways: z.enum(OWN_RULE_WAYS),
  weight: z.enum(OWN_RULE_WEIGHTS),
});
export type RuleForm = z.infer<typeof ruleFormSchema>;

const FIELDS = ['words', 'unless', 'about'] as const;
type Field = (typeof FIELDS)[number];

/** What is wrong with a form: in which field, at which of its words, and what to do. */
export interface FormFault {
  readonly field: Field | 'name';
  /** The word as typed; null: the field as a whole. */
  readonly word: string | null;
  readonly fault: Fault;
}

/** The id of a rule's pack, by which evidence names it: `own-` and eight characters. */
export function ownPackId(ruleId: string): string {
  return `own-${ruleId.slice(0, 8)}`;
}

/** Whether an evidence key, or the pack of a reason, is a rule of a server's own. */
export function isOwnPack(packId: string): boolean {
  return /^own-[a-z0-9]{1,8}$/u.test(packId);
}

/** The words of a field: one a line, or separated by commas; each once. */
export function wordsOf(field: string): string[] {
  const words = field
    .split(/[\n\r,，、]+/u)
    .map((word) => word.normalize('NFC').trim().replace(/\s+/gu, ' '));
  return [...new Set(words.filter((word) => word !== ''))];
}

/**
 * The pack of a form, checked as every pack is. A word is found by itself; `a + b` where both stand in the comment.
 *
 * @returns the pack, or all that is wrong with the form
 */
export function packOfForm(
  ruleId: string,
  form: RuleForm,
): { readonly pack: Pack } | { readonly faults: FormFault[] } {
  const id = ownPackId(ruleId);
  const lists = { words: wordsOf(form.words), unless: wordsOf(form.unless), about: wordsOf(form.about) };
  const faults: FormFault[] = [];
  const whole = (field: FormFault['field'], code: string, text: LocalizedText): void => {
    faults.push({ field, word: null, fault: new Fault(code, text) });
  };
  const name = form.name.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
  if (name === '') whole('name', 'own-rules/no-name', OWN_RULE_FAULTS.noName);
  if (lists.words.length === 0) whole('words', 'own-rules/no-words', OWN_RULE_FAULTS.noWords);
  const count = FIELDS.reduce((sum, field) => sum + lists[field].length, 0);
  if (count > OWN_RULE_LIMITS.words)
    whole('words', 'own-rules/too-many-words', OWN_RULE_FAULTS.tooManyWords(count, OWN_RULE_LIMITS.words));
  if (faults.length > 0) return { faults };
  const source = new FormSource(id, name, form, lists);
  const checked = checkPack(source.text, `${id}.yaml`);
  if ('pack' in checked) return { pack: checked.pack };
  return {
    faults: checked.faults.map((fault) => ({
      ...(source.at(fault.position.line ?? 0) ?? { field: 'words', word: null }),
      // The line is one of a file that nobody sees.
      fault: new Fault(fault.code, fault.text),
    })),
  };
}

type Place = Pick<FormFault, 'field' | 'word'>;

/** The YAML of a form, a word a line, and which word stands on which line. JSON strings are YAML. */
class FormSource {
  readonly #lines: string[] = [];
  readonly #places = new Map<number, Place>();

  constructor(id: string, name: string, form: RuleForm, lists: Readonly<Record<Field, readonly string[]>>) {
    const { words, unless, about } = lists;
    const title = JSON.stringify(name);
    this.#add(`id: ${id}`, `title: { ko: ${title}, en: ${title} }`, 'role: foreign', 'kind: campaign');
    if (about.length > 0) this.#add('topic: { at: 3 }');
    this.#add('rules:');
    const rules = [
      { id: 'words', terms: words.filter((word) => !word.includes('+')) },
      ...words
        .filter((word) => word.includes('+'))
        .map((pair, i) => ({
          id: `together-${i + 1}`,
          terms: pair.split('+').map((part) => part.trim()),
          pair,
        })),
    ].filter(({ terms }) => terms.length > 0);
    const used = new Set<string>();
    const exclusions = rules.map(({ terms }) =>
      unless.filter((word) => terms.some((term) => holds(word, term))),
    );
    for (const word of exclusions.flat()) used.add(word);
    rules.forEach((rule, i) => {
      const { id: ruleId, terms } = rule;
      this.#rule(ruleId, form, about.length > 0);
      if ('pair' in rule) {
        this.#add('    all:');
        for (const term of terms) this.#word('words', rule.pair, JSON.stringify(term));
      } else this.#list('any', 'words', terms);
      // What holds no word of any rule is a fault, which the first one shows.
      const own = [...exclusions[i]!, ...(i === 0 ? unless.filter((word) => !used.has(word)) : [])];
      if (own.length > 0) this.#list('unless', 'unless', own);
    });
    if (about.length > 0) {
      // It tells articles on the topic, and speaks against nobody.
      this.#add('  - id: about', '    weight: 0.2', '    topic: 3', '    one-sided: true', '    ways: none');
      this.#list('any', 'about', about);
    }
  }

  get text(): string {
    return `${this.#lines.join('\n')}\n`;
  }

  /** The word on a line, from 1. */
  at(line: number): Place | undefined {
    return this.#places.get(line);
  }

  #add(...lines: readonly string[]): void {
    this.#lines.push(...lines);
  }

  #word(field: Field, word: string, written: string): void {
    this.#places.set(this.#lines.push(`      - ${written}`), { field, word });
  }

  #rule(id: string, { ways, weight }: RuleForm, topic: boolean): void {
    this.#add(`  - id: ${id}`, `    weight: ${OWN_RULE_LOGITS[weight]}`);
    if (topic) this.#add('    topic: 0');
    if (ways !== 'ordinary') this.#add(`    ways: ${ways}`);
  }

  #list(key: string, field: Field, words: readonly string[]): void {
    this.#places.set(this.#lines.push(`    ${key}:`), { field, word: null });
    for (const word of words) this.#word(field, word, JSON.stringify(word));
  }
}

function holds(word: string, term: string): boolean {
  const bare = (text: string): string => text.replaceAll(' ', '').toLowerCase();
  return bare(term) !== '' && bare(word).includes(bare(term));
}

/** Words that a pack of a form matches by. */
export function countWords(pack: Pack): number {
  const of = ({ any, all, unless }: PackRule): number =>
    (any?.length ?? 0) + (all?.flat().length ?? 0) + (unless?.length ?? 0);
  return pack.rules.reduce((sum, rule) => sum + of(rule), 0);
}
