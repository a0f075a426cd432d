import type { LocalizedText } from '../fault.js';
import { clip } from './clip.js';
import { exampleOf } from './examples.js';
import { LIMITS } from './limits.js';
import { nearest } from './nearest.js';
import { TERM_SAYINGS } from './term-sayings.js';

interface Named {
  readonly name: string;
}
interface Field {
  /** The key that is wrong (`rule.` before it where a rule's key means something else), or null for the whole pack. */
  readonly field: string | null;
}

const list = (words: Iterable<string>): string => [...words].join(', ');

/** `, write "x"` where something near is known, else the whole choice. */
function instead(word: string, known: readonly string[]): LocalizedText {
  const near = nearest(word, known);
  return near === null
    ? { ko: `쓸 수 있는 것: ${list(known)}`, en: `Known here: ${list(known)}` }
    : { ko: `"${near}" 아닌가요?`, en: `Did you mean "${near}"?` };
}

function forExample(field: string | null): LocalizedText {
  const example = exampleOf(field);
  return { ko: `이렇게 쓰세요: ${example}`, en: `Write for example: ${example}` };
}

const where = (field: string | null): LocalizedText =>
  field === null
    ? { ko: '규칙집', en: 'The pack' }
    : { ko: `"${clip(field.replace(/^rule\./, ''))}" 항목`, en: `"${clip(field.replace(/^rule\./, ''))}"` };

/** What is said of each fault of a pack: what is wrong, then what to write instead. */
export const SAYINGS = {
  'rules/too-large': (f: { bytes: number }) => ({
    ko: `파일이 너무 큽니다: ${f.bytes}바이트. 규칙집 하나는 ${LIMITS.fileBytes}바이트까지입니다. 여러 파일로 나누세요.`,
    en: `The file is too large: ${f.bytes} bytes. A pack has at most ${LIMITS.fileBytes} bytes: split it into several files.`,
  }),
  'rules/too-deep': () => ({
    ko: '목록이나 항목이 너무 깊이 겹쳐 있습니다. 괄호를 닫았는지, 들여쓰기가 맞는지 보세요. 규칙집은 여섯 단계면 됩니다.',
    en: 'Lists or keys are nested too deeply. Look for a bracket that is not closed or a wrong indent: a pack needs six levels.',
  }),
  'rules/yaml': (f: { said: LocalizedText }) => f.said,
  'rules/yaml-alias': (f: Named) => ({
    ko: `YAML 별칭 *${clip(f.name)} 대신 groups에 묶음을 만들고 $이름 으로 부르세요.`,
    en: `Instead of the YAML alias *${clip(f.name)} make a group under "groups" and name it with $.`,
  }),
  'rules/duplicate-key': (f: Named) => ({
    ko: `"${clip(f.name)}" 항목이 두 번 있습니다. 하나로 합치세요.`,
    en: `The key "${clip(f.name)}" stands twice. Make one of them.`,
  }),
  'rules/bad-key': () => ({
    ko: '항목 이름은 글자여야 합니다. 목록이나 빈칸은 이름이 될 수 없습니다.',
    en: 'A key must be a word, not a list, a map or nothing. Write: name: value',
  }),
  'rules/unknown-key': (f: Named & { known: readonly string[] }) => ({
    ko: `모르는 항목입니다: "${clip(f.name)}". ${instead(f.name, f.known).ko}`,
    en: `Unknown key "${clip(f.name)}". ${instead(f.name, f.known).en}`,
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
  'rules/unknown-value': (f: Field & { found: string; known: readonly string[] }) => ({
    ko: `${where(f.field).ko}에 쓸 수 없는 값입니다: ${clip(f.found)}. ${instead(f.found, f.known).ko}`,
    en: `${where(f.field).en} does not know ${clip(f.found)}. ${instead(f.found, f.known).en}`,
  }),
  'rules/bad-name': (f: Field & { found: string }) => ({
    ko: `쓸 수 없는 이름입니다: "${clip(f.found)}". id는 로마자 소문자·숫자·붙임표로, 묶음 이름은 글자·숫자·붙임표로 씁니다. ${forExample(f.field).ko}`,
    en: `"${clip(f.found)}" cannot be a name. Ids have lower-case Latin letters, digits and hyphens; groups have letters, digits and hyphens. ${forExample(f.field).en}`,
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
    en: `The rule id "${clip(f.id)}" is already taken in line ${f.line}. Choose another id or make one rule of both.`,
  }),
  'rules/topic-missing': (f: { id: string }) => ({
    ko: `role이 article인 규칙집 "${clip(f.id)}"에는 topic이 있어야 합니다. 이렇게 쓰세요: topic: { at: 3 }`,
    en: `A pack with the role article needs a topic, or it never serves: "${clip(f.id)}" has none. Write: topic: { at: 3 }`,
  }),
  'rules/topic-filler': () => ({
    ko: 'role이 filler인 규칙집에는 주제가 없습니다. topic 항목을 지우세요.',
    en: 'A pack with the role filler has no topic. Take the key "topic" out.',
  }),
  'rules/topic-unused': () => ({
    ko: '규칙집에 topic이 없어 이 점수는 쓰이지 않습니다. 규칙집에 topic: { at: 3 } 을 쓰거나 이 항목을 지우세요.',
    en: 'These points serve nothing as the pack has no topic. Write topic: { at: 3 } at the pack, or take this key out.',
  }),
  'rules/topic-unreachable': (f: { at: number; most: number }) => ({
    ko: `주제 점수 ${f.at}점은 나올 수 없습니다. 모든 규칙이 제목에 맞아도 ${f.most}점입니다. at을 ${f.most} 이하로 쓰세요.`,
    en: `No article can reach ${f.at} points: all rules together, in the title, give ${f.most}. Write at: ${f.most} or less.`,
  }),
  'rules/title-at': (f: { at: number; titleAt: number }) => ({
    ko: `title-at ${f.titleAt}은(는) at ${f.at}보다 커서 쓸모가 없습니다. title-at을 ${f.at} 이하로 쓰거나 지우세요.`,
    en: `title-at ${f.titleAt} is above at ${f.at} and never counts. Write title-at: ${f.at} or less, or take it out.`,
  }),
  'rules/whole-role': () => ({
    ko: 'whole은 role이 filler인 규칙집에서만 씁니다. 이 항목을 지우세요.',
    en: '"whole" serves only in packs with the role filler. Take this key out.',
  }),
  'rules/more-faults': (f: { count: number }) => ({
    ko: `이 밖에 ${f.count}군데가 더 틀렸습니다. 위의 것부터 고치고 다시 확인하세요.`,
    en: `${f.count} more faults follow. Mend those above and check again.`,
  }),
  ...TERM_SAYINGS,
} satisfies Record<string, (facts: never) => LocalizedText>;

export type RuleFaultCode = keyof typeof SAYINGS;
