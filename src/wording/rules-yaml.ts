import type { LocalizedText } from '../fault.js';

const INDENT: LocalizedText = {
  ko: '들여쓰기가 맞지 않습니다. 같은 단계의 항목은 같은 칸에서 시작하고, 괄호는 닫으세요',
  en: 'The indentation is wrong. Start keys of one level in the same column, and close brackets',
};
const NESTED: LocalizedText = {
  ko: '한 줄에 "이름: 값"이 두 번 있습니다. 쌍점이 든 값은 따옴표로 감싸세요',
  en: 'One line has two "key: value" pairs. Put a value with a colon in quotes',
};
const TAG: LocalizedText = {
  ko: '태그(!…)는 쓰지 않습니다. 지우세요',
  en: 'Packs do not use tags (!…). Remove it',
};
const ANCHOR: LocalizedText = {
  ko: '앵커(&…)와 별칭(*…) 대신 groups에 묶음을 만들고 $이름 으로 쓰세요',
  en: 'Instead of anchors (&…) and aliases (*…), define a group and refer to it with $',
};
const UNEXPECTED: LocalizedText = {
  ko: '여기에 올 수 없는 글자입니다. 괄호와 쉼표를 보고, 기호로 시작하는 값은 따옴표로 감싸세요',
  en: 'This is not allowed here. Check brackets and commas, and put a value that begins with a sign in quotes',
};
const DIRECTIVE: LocalizedText = {
  ko: '% 지시문은 쓰지 않습니다. 지우세요',
  en: 'Packs do not use directives (%…). Remove it',
};
const KEY: LocalizedText = {
  ko: '항목 이름은 한 줄에 "이름: 값"으로 씁니다',
  en: 'A key is a word on one line: "key: value"',
};

/** What to write instead, by the error code of the yaml library (yaml 2). */
export const YAML_ADVICE = {
  ALIAS_PROPS: ANCHOR,
  BAD_ALIAS: ANCHOR,
  MULTIPLE_ANCHORS: ANCHOR,
  BAD_PROP_ORDER: ANCHOR,
  BAD_DIRECTIVE: DIRECTIVE,
  BAD_DQ_ESCAPE: {
    ko: '큰따옴표 안에서 \\ 뒤에 올 수 없는 글자입니다. 정규식은 작은따옴표로 감싸세요',
    en: 'This cannot follow \\ in double quotes. Put regular expressions in single quotes',
  },
  BAD_INDENT: INDENT,
  BAD_SCALAR_START: {
    ko: '값이 YAML의 기호로 시작합니다. 따옴표로 감싸세요',
    en: 'The value begins with a character that YAML reserves. Put it in quotes',
  },
  BLOCK_AS_IMPLICIT_KEY: NESTED,
  BLOCK_IN_FLOW: {
    ko: '괄호 안에서는 줄을 나눠 "- 값"으로 쓸 수 없습니다. [값, 값]으로 쓰세요',
    en: 'Brackets cannot hold lines of "- value". Write [value, value]',
  },
  DUPLICATE_KEY: {
    ko: '같은 항목이 두 번 있습니다. 하나로 합치세요',
    en: 'The key appears twice. Merge them into one',
  },
  IMPOSSIBLE: UNEXPECTED,
  KEY_OVER_1024_CHARS: KEY,
  MISSING_CHAR: {
    ko: '글자가 빠졌습니다. 따옴표와 괄호를 닫고, 쌍점 뒤는 한 칸 띄우세요',
    en: 'A character is missing. Close quotes and brackets, and leave a space after a colon',
  },
  MULTILINE_IMPLICIT_KEY: KEY,
  MULTIPLE_DOCS: {
    ko: '한 파일에 규칙집이 둘입니다(---). 파일을 나누세요',
    en: 'The file holds two documents (---). Write each pack in its own file',
  },
  MULTIPLE_TAGS: TAG,
  NON_STRING_KEY: KEY,
  RESOURCE_EXHAUSTION: {
    ko: '너무 깊이 겹쳐 있습니다. 괄호를 닫으세요',
    en: 'It is nested too deeply. Close the brackets',
  },
  TAB_AS_INDENT: {
    ko: '들여쓰기에 탭을 썼습니다. 빈칸을 쓰세요',
    en: 'The line is indented with a tab. Use spaces',
  },
  TAG_RESOLVE_FAILED: TAG,
  UNEXPECTED_TOKEN: UNEXPECTED,
  BAD_COLLECTION_TYPE: TAG,
} as const satisfies Record<string, LocalizedText>;

/** The advice with the parser's own reason, cut to fit a line, behind it. */
export function yamlFault(advice: LocalizedText, reason: string): LocalizedText {
  return { ko: `${advice.ko} (YAML: ${reason}).`, en: `${advice.en} (YAML: ${reason}).` };
}
