import type { LocalizedText } from '../fault.js';
import { clip } from './clip.js';
import { TERM_FAULTS } from './rules-terms.js';

interface Named {
  readonly name: string;
}
interface Field {
  /** The wrong key (`rule.` before it where a rule's key means something else), or null for the whole pack. */
  readonly field: string | null;
}
interface Choice {
  /** Everything that would be right here. */
  readonly known: readonly string[];
  /** The one of them that the author most likely meant, or null. */
  readonly near: string | null;
}

/** One line per key of a pack that an author can paste. */
const EXAMPLES: Readonly<Record<string, string>> = {
  id: 'id: service-outage',
  title: 'title: { ko: 서비스 장애, en: Service outage }',
  ko: 'ko: 서비스 장애',
  en: 'en: Service outage',
  role: 'role: article',
  topic: 'topic: { at: 3 }',
  'rule.topic': 'topic: 3',
  at: 'at: 3',
  'title-at': 'title-at: 2',
  groups: 'groups: { halt: [거래정지, 상장폐지] }',
  rules: 'rules: [{ id: outage, weight: 2, any: [먹통] }]',
  weight: 'weight: 2.5',
  any: 'any: [먹통, 접속장애]',
  all: 'all: [$halt, [주주, 개미]]',
  none: 'none: [공시]',
  near: 'near: { terms: [리딩방, [무료, 입장]], within: 4 }',
  terms: 'terms: [리딩방, [무료, 입장]]',
  within: 'within: 4',
  pattern: "pattern: '01[016789]-?\\d{4}'",
  unless: 'unless: [대유행, 화천대유]',
  ways: 'ways: [gap, lookalike]',
  place: 'place: edge',
  whole: 'whole: true',
  text: 'text: 먹통',
};
const RULE_EXAMPLE = '- { id: outage, weight: 2, any: [먹통] }';
const PACK_EXAMPLE = 'id, title, role, rules';

/** An example for a key of a pack; for the pack itself its keys, for anything else a rule. */
function exampleOf(field: string | null): string {
  if (field === null) return PACK_EXAMPLE;
  return Object.hasOwn(EXAMPLES, field) ? (EXAMPLES[field] ?? RULE_EXAMPLE) : RULE_EXAMPLE;
}

function forExample(field: string | null): LocalizedText {
  const example = exampleOf(field);
  return { ko: `이렇게 쓰세요: ${example}`, en: `Example: ${example}` };
}

/** The likely word where there is one, else the whole choice. */
function instead({ known, near }: Choice): LocalizedText {
  return near === null
    ? { ko: `쓸 수 있는 것: ${known.join(', ')}`, en: `Known here: ${known.join(', ')}` }
    : { ko: `"${near}" 아닌가요?`, en: `Did you mean "${near}"?` };
}

function where(field: string | null): LocalizedText {
  if (field === null) return { ko: '규칙집', en: 'The pack' };
  const key = clip(field.replace(/^rule\./, ''));
  return { ko: `"${key}" 항목`, en: `"${key}"` };
}

/** Kinds of values by the names of zod, as they stand in `rules/wrong-type`; the Korean ends in its 조사. */
export const VALUE_KINDS: Readonly<Record<string, LocalizedText>> = {
  string: { ko: '글자가', en: 'text' },
  number: { ko: '수가', en: 'a number' },
  int: { ko: '정수가', en: 'a whole number' },
  boolean: { ko: 'true나 false가', en: 'true or false' },
  array: { ko: '목록이', en: 'a list' },
  object: { ko: '항목들이', en: 'a map of keys' },
  record: { ko: '항목들이', en: 'a map of keys' },
};
export const OTHER_KIND: LocalizedText = { ko: '다른 것이', en: 'something else' };

/** A limit as part of a sentence: of list entries, of letters, or of a number's value. */
export const RANGES = {
  fewestEntries: (n: number) => ({
    ko: `적어도 ${n}개는 있어야`,
    en: `at least ${n} ${n === 1 ? 'entry' : 'entries'}`,
  }),
  mostEntries: (n: number) => ({
    ko: `많아야 ${n}개여야`,
    en: `at most ${n} ${n === 1 ? 'entry' : 'entries'}`,
  }),
  fewestLetters: (n: number) => ({
    ko: `적어도 ${n}자는 있어야`,
    en: `at least ${n} ${n === 1 ? 'letter' : 'letters'}`,
  }),
  mostLetters: (n: number) => ({
    ko: `많아야 ${n}자여야`,
    en: `at most ${n} ${n === 1 ? 'letter' : 'letters'}`,
  }),
  above: (n: number) => ({ ko: `${n}보다 커야`, en: `above ${n}` }),
  below: (n: number) => ({ ko: `${n}보다 작아야`, en: `below ${n}` }),
  atLeast: (n: number) => ({ ko: `${n} 이상이어야`, en: `at least ${n}` }),
  atMost: (n: number) => ({ ko: `${n} 이하여야`, en: `at most ${n}` }),
} as const satisfies Record<string, (n: number) => LocalizedText>;

/** The sentence of each fault of a pack by its code: what is wrong, then what to write instead. */
export const RULE_FAULTS = {
  'rules/too-large': (f: { bytes: number; limit: number }) => ({
    ko: `파일이 너무 큽니다: ${f.bytes}바이트. 규칙집 하나는 ${f.limit}바이트까지입니다. 여러 파일로 나누세요.`,
    en: `The file is too large: ${f.bytes} bytes. A pack has at most ${f.limit} bytes. Split it into several files.`,
  }),
  'rules/too-many-keys': (f: { limit: number }) => ({
    ko: `항목이 너무 많습니다. 규칙집에는 ${f.limit}개까지 쓸 수 있습니다. 여러 파일로 나눠 주세요.`,
    en: `There are too many keys. A pack has at most ${f.limit}. Split it into several files.`,
  }),
  'rules/too-deep': () => ({
    ko: '목록이나 항목이 너무 깊이 겹쳐 있습니다. 괄호를 닫았는지, 들여쓰기가 맞는지 보세요. 규칙집은 여섯 단계면 됩니다.',
    en: 'Lists or keys are nested too deeply. Look for an unclosed bracket or wrong indentation: a pack needs six levels.',
  }),
  'rules/yaml': (f: { sentence: LocalizedText }) => f.sentence,
  'rules/yaml-alias': (f: Named) => ({
    ko: `YAML 별칭 *${clip(f.name)} 대신 groups에 묶음을 만들고 $이름 으로 쓰세요.`,
    en: `Instead of the YAML alias *${clip(f.name)}, define a group under "groups" and refer to it with $.`,
  }),
  'rules/duplicate-key': (f: Named) => ({
    ko: `"${clip(f.name)}" 항목이 두 번 있습니다. 하나로 합치세요.`,
    en: `The key "${clip(f.name)}" appears twice. Merge them into one.`,
  }),
  'rules/bad-key': () => ({
    ko: '항목 이름은 글자여야 합니다. 목록이나 빈칸은 이름이 될 수 없습니다.',
    en: 'A key must be a word, not a list, a map or nothing. Write: name: value',
  }),
  'rules/unknown-key': (f: Named & Choice) => ({
    ko: `모르는 항목입니다: "${clip(f.name)}". ${instead(f).ko}`,
    en: `Unknown key "${clip(f.name)}". ${instead(f).en}`,
  }),
  'rules/missing-key': (f: { field: string }) => ({
    ko: `"${f.field}" 항목이 없습니다. ${forExample(f.field).ko}`,
    en: `The key "${f.field}" is missing. ${forExample(f.field).en}`,
  }),
  'rules/wrong-type': (f: Field & { expected: LocalizedText; found: string }) => ({
    ko: `${where(f.field).ko}에는 ${f.expected.ko} 와야 합니다(지금은 ${f.found}). ${forExample(f.field).ko}`,
    en: `${where(f.field).en} must be ${f.expected.en}, but is ${f.found}. ${forExample(f.field).en}`,
  }),
  'rules/quote-it': (f: Field & { found: string }) => ({
    ko: `${where(f.field).ko}에 YAML이 글자로 읽지 않는 값이 있습니다: ${f.found}. 따옴표로 감싸세요: '${f.found}'`,
    en: `${where(f.field).en} has a value that YAML does not read as text: ${f.found}. Put it in quotes: '${f.found}'`,
  }),
  'rules/out-of-range': (f: Field & { found: string; range: LocalizedText }) => ({
    ko: `${where(f.field).ko}의 값 ${f.found}: ${f.range.ko} 합니다. ${forExample(f.field).ko}`,
    en: `${where(f.field).en} is ${f.found}, but must be ${f.range.en}. ${forExample(f.field).en}`,
  }),
  'rules/wrong-size': (f: Field & { range: LocalizedText }) => ({
    ko: `${where(f.field).ko}: ${f.range.ko} 합니다. ${forExample(f.field).ko}`,
    en: `${where(f.field).en} must have ${f.range.en}. ${forExample(f.field).en}`,
  }),
  'rules/unknown-value': (f: Field & Choice & { found: string }) => ({
    ko: `${where(f.field).ko}에 쓸 수 없는 값입니다: ${clip(f.found)}. ${instead(f).ko}`,
    en: `${where(f.field).en} does not accept ${clip(f.found)}. ${instead(f).en}`,
  }),
  'rules/bad-name': (f: Field & { found: string }) => ({
    ko: `쓸 수 없는 이름입니다: "${clip(f.found)}". id는 로마자 소문자·숫자·붙임표로, 묶음 이름은 글자·숫자·붙임표로 씁니다. ${forExample(f.field).ko}`,
    en: `"${clip(f.found)}" is not a valid name. Ids have lower-case Latin letters, digits and hyphens; groups have letters, digits and hyphens. ${forExample(f.field).en}`,
  }),
  'rules/invalid': (f: Field & { reason: string }) => ({
    ko: `${where(f.field).ko}의 값이 맞지 않습니다: ${clip(f.reason)}. ${forExample(f.field).ko}`,
    en: `${where(f.field).en} is not valid: ${clip(f.reason)}. ${forExample(f.field).en}`,
  }),
  'rules/id-not-file': (f: { id: string; base: string }) => ({
    ko: `id "${clip(f.id)}"와(과) 파일 이름 "${clip(f.base)}"이(가) 다릅니다. id: ${clip(f.base)} 로 쓰거나 파일 이름을 바꾸세요.`,
    en: `The id "${clip(f.id)}" differs from the file name "${clip(f.base)}". Write id: ${clip(f.base)} or rename the file.`,
  }),
  'rules/duplicate-pack': (f: { id: string; other: string }) => ({
    ko: `규칙집 id "${clip(f.id)}"은(는) ${f.other} 에 이미 있습니다. 다른 id를 쓰세요.`,
    en: `The pack id "${clip(f.id)}" is already taken by ${f.other}. Choose another id.`,
  }),
  'rules/duplicate-rule': (f: { id: string; line: number }) => ({
    ko: `규칙 id "${clip(f.id)}"은(는) ${f.line}째 줄에 이미 있습니다. 다른 id를 쓰거나 두 규칙을 합치세요.`,
    en: `The rule id "${clip(f.id)}" is already taken on line ${f.line}. Choose another id or merge the two rules.`,
  }),
  'rules/topic-missing': (f: { id: string }) => ({
    ko: `role이 article인 규칙집 "${clip(f.id)}"에는 topic이 있어야 합니다. 이렇게 쓰세요: topic: { at: 3 }`,
    en: `A pack with the role article needs a topic, or it has no effect: "${clip(f.id)}" has none. Write: topic: { at: 3 }`,
  }),
  'rules/topic-filler': () => ({
    ko: 'role이 filler인 규칙집에는 주제가 없습니다. topic 항목을 지우세요.',
    en: 'A pack with the role filler has no topic. Remove the key "topic".',
  }),
  'rules/topic-unused': () => ({
    ko: '규칙집에 topic이 없어 이 점수는 쓰이지 않습니다. 규칙집에 topic: { at: 3 } 을 쓰거나 이 항목을 지우세요.',
    en: 'These points have no effect because the pack has no topic. Write topic: { at: 3 } in the pack, or remove this key.',
  }),
  'rules/topic-unreachable': (f: { at: number; most: number }) => ({
    ko: `주제 점수 ${f.at}점은 나올 수 없습니다. 모든 규칙이 제목에 맞아도 ${f.most}점입니다. at을 ${f.most} 이하로 쓰세요.`,
    en: `No article can reach ${f.at} points: all rules together, in the title, give ${f.most}. Write at: ${f.most} or less.`,
  }),
  'rules/title-at': (f: { at: number; titleAt: number }) => ({
    ko: `title-at ${f.titleAt}은(는) at ${f.at}보다 커서 쓸모가 없습니다. title-at을 ${f.at} 이하로 쓰거나 지우세요.`,
    en: `title-at ${f.titleAt} is above at ${f.at} and has no effect. Write title-at: ${f.at} or less, or remove it.`,
  }),
  'rules/whole-role': () => ({
    ko: 'whole은 role이 filler인 규칙집에서만 씁니다. 이 항목을 지우세요.',
    en: '"whole" is only for packs with the role filler. Remove this key.',
  }),
  'rules/more-faults': (f: { count: number }) => ({
    ko: `이 밖에 ${f.count}군데가 더 틀렸습니다. 위의 것부터 고치고 다시 확인하세요.`,
    en: `${f.count} more faults follow. Fix those above and check again.`,
  }),
  ...TERM_FAULTS,
} satisfies Record<string, (facts: never) => LocalizedText>;

export type RuleFaultCode = keyof typeof RULE_FAULTS;
