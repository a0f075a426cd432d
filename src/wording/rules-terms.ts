import type { LocalizedText } from '../fault.js';
import { clip } from './clip.js';

/** The sentences of faults in conditions, by code: groups, terms, `unless`, patterns. */
export const TERM_FAULTS = {
  'rules/no-condition': (f: { onlyNone: boolean }) => ({
    ko: `${f.onlyNone ? 'none만으로는 찾을 것이 없습니다' : '규칙에 찾을 것이 없습니다'}. any, all, near, pattern 가운데 하나를 쓰세요: any: [낱말]`,
    en: `${f.onlyNone ? '"none" alone finds nothing' : 'The rule finds nothing'}. Write one of any, all, near, pattern: any: [term]`,
  }),
  /** `near`: the group that the author most likely meant, or null. */
  'rules/unknown-group': (f: { name: string; near: string | null }) => ({
    ko: `모르는 묶음입니다: $${clip(f.name)}. ${f.near === null ? `groups에 ${clip(f.name)}: [낱말] 을 쓰세요.` : `$${f.near} 아닌가요?`}`,
    en: `Unknown group $${clip(f.name)}. ${f.near === null ? `Write under groups: ${clip(f.name)}: [term]` : `Did you mean $${f.near}?`}`,
  }),
  /** `path`: the names of the circle, the first repeated at the end. */
  'rules/group-cycle': (f: { path: readonly string[] }) => {
    const path = clip(f.path.map((name) => `$${name}`).join(' → '), 120);
    const last = clip(f.path.at(-1) ?? '');
    return {
      ko: `묶음이 서로를 되풀이해 가리킵니다: ${path}. 여기의 $${last} 대신 낱말을 쓰세요.`,
      en: `The groups refer to each other in a circle: ${path}. Write terms instead of this $${last}.`,
    };
  },
  /** `jamo`: the first letter where the text has nothing but jamo, else null. */
  'rules/term-empty': (f: { text: string; jamo: string | null }) =>
    f.jamo === null
      ? {
          ko: `"${clip(f.text)}"에는 찾을 글자가 없습니다. 한글 음절, 로마자, 숫자로 된 낱말이나 pattern을 쓰세요.`,
          en: `"${clip(f.text)}" has nothing to find. Write a term of Hangul syllables, Latin letters or digits, or a pattern.`,
        }
      : {
          ko: `"${clip(f.text)}"은(는) 자모뿐이라 낱말로 찾을 수 없습니다. 정규식으로 쓰세요: pattern: '[${f.jamo}]{2,}'`,
          en: `"${clip(f.text)}" has no syllable, only jamo, so it cannot be a term. Write a pattern: '[${f.jamo}]{2,}'`,
        },
  /** `instead`: the text without such signs; `pattern`: a regular expression that finds the text as it is. */
  'rules/term-letter': (f: { text: string; sign: string; instead: string; pattern: string }) => ({
    ko: `"${clip(f.text)}"의 "${f.sign}"은(는) 낱말에 쓸 수 없습니다. 한글 음절, 로마자, 숫자, 빈칸만 씁니다. 이렇게 쓰세요: ${clip(f.instead)} (또는 pattern: '${clip(f.pattern, 80)}')`,
    en: `A term cannot have the "${f.sign}" of "${clip(f.text)}": only Hangul syllables, Latin letters, digits and spaces. Write: ${clip(f.instead)} (or pattern: '${clip(f.pattern, 80)}')`,
  }),
  'rules/duplicate-term': (f: { text: string }) => ({
    ko: `"${clip(f.text)}"이(가) 이 목록에 두 번 있습니다. 하나를 지우세요.`,
    en: `"${clip(f.text)}" appears twice in this list. Remove one.`,
  }),
  /** `near`: the term of the rule that is most like the word, or null where the rule has no terms. */
  'rules/unless-idle': (f: { word: string; near: string | null }) =>
    f.near === null
      ? {
          ko: `unless "${clip(f.word)}": 이 규칙에는 낱말이 없어 뺄 것도 없습니다. 이 항목을 지우세요.`,
          en: `unless "${clip(f.word)}": the rule has no terms to make exceptions to. Remove the word.`,
        }
      : {
          ko: `unless "${clip(f.word)}"에는 이 규칙의 어느 낱말도 들어 있지 않습니다. "${clip(f.near)}"을(를) 품은 더 긴 말을 쓰거나 지우세요.`,
          en: `unless "${clip(f.word)}" contains no term of this rule. Write a longer word that contains "${clip(f.near)}", or remove it.`,
        },
  'rules/unless-same': (f: { word: string }) => ({
    ko: `unless "${clip(f.word)}"은(는) 찾는 낱말 그대로라서 아무것도 찾지 못합니다. 더 긴 말을 쓰거나 지우세요.`,
    en: `unless "${clip(f.word)}" is the term itself, so the rule would find nothing. Write a longer word or remove it.`,
  }),
  'rules/too-many-terms': (f: { count: number; limit: number }) => ({
    ko: `묶음을 펼치면 낱말이 ${f.limit}개를 넘습니다(여기까지 ${f.count}개). 같은 큰 묶음을 여러 규칙에서 쓰지 말고 규칙을 합치세요.`,
    en: `With all groups expanded the pack has more than ${f.limit} terms (${f.count} up to here). Merge rules that use the same large group.`,
  }),
  'rules/pattern-invalid': (f: { reason: string }) => ({
    ko: `정규식이 틀렸습니다: ${clip(f.reason, 120)}. RE2 문법으로 고치세요(앞뒤를 살피는 (?=…)와 앞의 것을 가리키는 \\1은 없습니다).`,
    en: `The regular expression is not valid: ${clip(f.reason, 120)}. Use RE2 syntax (no lookaround (?=…), no backreference \\1).`,
  }),
  'rules/pattern-empty': () => ({
    ko: '이 정규식은 빈 글에도 맞으므로 모든 댓글에 맞습니다. 적어도 한 글자를 찾게 쓰세요: * 대신 +',
    en: 'This regular expression matches the empty text, and so every comment. Require at least one letter: + instead of *',
  }),
  'rules/pattern-boundary': () => ({
    ko: '\\b는 로마자와 숫자만 알아서 한글 옆에서는 낱말의 경계가 되지 않습니다. (?:^|[^가-힣]) 로 쓰거나 place: word 인 낱말을 쓰세요.',
    en: '\\b knows only Latin letters and digits and is no word boundary beside Hangul. Write (?:^|[^가-힣]), or a term with place: word.',
  }),
} satisfies Record<string, (facts: never) => LocalizedText>;
