import type { LocalizedText } from '../fault.js';
import { clip } from './clip.js';
import { LIMITS } from './limits.js';
import { nearest } from './nearest.js';

/** What is said of faults in conditions: groups, terms, `unless`, patterns. */
export const TERM_SAYINGS = {
  'rules/no-condition': (f: { onlyNone: boolean }) => ({
    ko: `${f.onlyNone ? 'none만으로는 찾을 것이 없습니다' : '규칙에 찾을 것이 없습니다'}. any, all, near, pattern 가운데 하나를 쓰세요: any: [낱말]`,
    en: `${f.onlyNone ? '"none" alone finds nothing' : 'The rule finds nothing'}. Write one of any, all, near, pattern: any: [term]`,
  }),
  'rules/unknown-group': (f: { name: string; known: readonly string[] }) => {
    const near = nearest(f.name, f.known);
    return {
      ko: `모르는 묶음입니다: $${clip(f.name)}. ${near === null ? `groups에 ${clip(f.name)}: [낱말] 을 쓰세요.` : `$${near} 아닌가요?`}`,
      en: `Unknown group $${clip(f.name)}. ${near === null ? `Write under groups: ${clip(f.name)}: [term]` : `Did you mean $${near}?`}`,
    };
  },
  'rules/group-cycle': (f: { path: readonly string[] }) => {
    const path = clip(f.path.map((name) => `$${name}`).join(' → '), 120);
    const last = clip(f.path.at(-1) ?? '');
    return {
      ko: `묶음이 돌고 돕니다: ${path}. 여기의 $${last} 대신 낱말을 쓰세요.`,
      en: `The groups go round in a circle: ${path}. Write terms in the place of this $${last}.`,
    };
  },
  'rules/term-empty': (f: { text: string }) =>
    /[\u3131-\u318e\u1100-\u11ff]/.test(f.text)
      ? {
          ko: `"${clip(f.text)}"은(는) 자모뿐이라 낱말로 찾을 수 없습니다. 정규식으로 쓰세요: pattern: '[${f.text[0] ?? 'ㅋ'}]{2,}'`,
          en: `"${clip(f.text)}" has no syllable, only jamo: it cannot be a term. Write a pattern: '[${f.text[0] ?? 'ㅋ'}]{2,}'`,
        }
      : {
          ko: `"${clip(f.text)}"에는 찾을 글자가 없습니다. 한글 음절, 로마자, 숫자로 된 낱말이나 pattern을 쓰세요.`,
          en: `"${clip(f.text)}" has nothing to find. Write a term of Hangul syllables, Latin letters or digits, or a pattern.`,
        },
  'rules/term-letter': (f: { text: string; sign: string; instead: string }) => {
    const pattern = clip(f.text.replace(/[\\^$.*+?()[\]{}|]/g, '[$&]').replaceAll("'", "''"), 80);
    return {
      ko: `"${clip(f.text)}"의 "${f.sign}"은(는) 낱말에 쓸 수 없습니다. 한글 음절, 로마자, 숫자, 빈칸만 씁니다. 이렇게 쓰세요: ${clip(f.instead)} (또는 pattern: '${pattern}')`,
      en: `The "${f.sign}" in "${clip(f.text)}" cannot stand in a term: only Hangul syllables, Latin letters, digits and spaces. Write: ${clip(f.instead)} (or pattern: '${pattern}')`,
    };
  },
  'rules/duplicate-term': (f: { text: string }) => ({
    ko: `"${clip(f.text)}"이(가) 이 목록에 두 번 있습니다. 하나를 지우세요.`,
    en: `"${clip(f.text)}" stands twice in this list. Take one out.`,
  }),
  'rules/unless-idle': (f: { word: string; terms: readonly string[] }) => {
    const near = nearest(f.word, f.terms) ?? f.terms[0];
    return near === undefined
      ? {
          ko: `unless "${clip(f.word)}": 이 규칙에는 낱말이 없어 뺄 것도 없습니다. 이 항목을 지우세요.`,
          en: `unless "${clip(f.word)}": the rule has no terms to except from. Take the word out.`,
        }
      : {
          ko: `unless "${clip(f.word)}"에는 이 규칙의 어느 낱말도 들어 있지 않습니다. "${clip(near)}"을(를) 품은 더 긴 말을 쓰거나 지우세요.`,
          en: `unless "${clip(f.word)}" holds no term of this rule. Write a longer word that holds "${clip(near)}", or take it out.`,
        };
  },
  'rules/unless-same': (f: { word: string }) => ({
    ko: `unless "${clip(f.word)}"은(는) 찾는 낱말 그대로라서 아무것도 찾지 못합니다. 더 긴 말을 쓰거나 지우세요.`,
    en: `unless "${clip(f.word)}" is the term itself, so nothing would be found. Write a longer word or take it out.`,
  }),
  'rules/too-many-terms': (f: { count: number }) => ({
    ko: `묶음을 펼치면 낱말이 ${LIMITS.terms}개를 넘습니다(여기까지 ${f.count}개). 같은 큰 묶음을 여러 규칙에서 부르지 말고 규칙을 합치세요.`,
    en: `With all groups written out the pack has more than ${LIMITS.terms} terms (${f.count} up to here). Join rules that name the same large group.`,
  }),
  'rules/pattern-invalid': (f: { reason: string }) => ({
    ko: `정규식이 틀렸습니다: ${clip(f.reason, 120)}. RE2 문법으로 고치세요(앞뒤 보기 (?=…)와 되부르기 \\1은 없습니다).`,
    en: `The regular expression is not valid: ${clip(f.reason, 120)}. Mend it in RE2 syntax (no lookaround (?=…), no backreference \\1).`,
  }),
  'rules/pattern-empty': () => ({
    ko: '이 정규식은 빈 글에도 맞으므로 모든 댓글에 맞습니다. 적어도 한 글자를 찾게 쓰세요: * 대신 +',
    en: 'This regular expression matches the empty text, and so every comment. Let it find one letter at least: + instead of *',
  }),
  'rules/pattern-boundary': () => ({
    ko: '\\b는 로마자와 숫자만 알아서 한글 옆에서는 낱말의 경계가 되지 않습니다. (?:^|[^가-힣]) 로 쓰거나 place: word 인 낱말을 쓰세요.',
    en: '\\b knows only Latin letters and digits and is no word boundary beside Hangul. Write (?:^|[^가-힣]), or a term with place: word.',
  }),
} satisfies Record<string, (facts: never) => LocalizedText>;
