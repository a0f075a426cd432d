import type { ErrorCode } from 'yaml';
import type { LocalizedText } from '../fault.js';
import { clip } from './clip.js';

type Row = readonly [ko: string, en: string];

const INDENT: Row = [
  '들여쓰기가 맞지 않습니다. 같은 단계의 항목은 같은 칸에서 시작하고, 괄호는 닫으세요',
  'The indent is wrong. Keys of one level begin in the same column, and brackets are closed',
];
const NESTED: Row = [
  '한 줄에 "이름: 값"이 두 번 있습니다. 쌍점이 든 값은 따옴표로 감싸세요',
  'Two "key: value" stand in one line. Put a value with a colon in quotes',
];
const TAG: Row = ['태그(!…)는 쓰지 않습니다. 지우세요', 'Tags (!…) are not used in packs. Take it out'];
const ANCHOR: Row = [
  '앵커(&…)와 별칭(*…) 대신 groups에 묶음을 만들고 $이름 으로 부르세요',
  'Instead of anchors (&…) and aliases (*…) make a group and name it with $',
];
const UNEXPECTED: Row = [
  '여기에 올 수 없는 글자입니다. 괄호와 쉼표를 보고, 기호로 시작하는 값은 따옴표로 감싸세요',
  'This cannot stand here. Look at brackets and commas, and put a value that begins with a sign in quotes',
];
const DIRECTIVE: Row = [
  '% 지시문은 쓰지 않습니다. 지우세요',
  'Directives (%…) are not used in packs. Take it out',
];
const KEY: Row = [
  '항목 이름은 한 줄에 "이름: 값"으로 씁니다',
  'A key stands in one line, as a word: "key: value"',
];

/** What to write instead, for each kind of fault the yaml library finds; its own reason follows in brackets. */
const ROWS: Readonly<Record<ErrorCode, Row>> = {
  ALIAS_PROPS: ANCHOR,
  BAD_ALIAS: ANCHOR,
  MULTIPLE_ANCHORS: ANCHOR,
  BAD_PROP_ORDER: ANCHOR,
  BAD_DIRECTIVE: DIRECTIVE,
  BAD_DQ_ESCAPE: [
    '큰따옴표 안에서 \\ 뒤에 올 수 없는 글자입니다. 정규식은 작은따옴표로 감싸세요',
    'This cannot follow \\ in double quotes. Put regular expressions in single quotes',
  ],
  BAD_INDENT: INDENT,
  BAD_SCALAR_START: [
    '값이 특별한 기호로 시작합니다. 따옴표로 감싸세요',
    'The value begins with a sign that YAML keeps for itself. Put it in quotes',
  ],
  BLOCK_AS_IMPLICIT_KEY: NESTED,
  BLOCK_IN_FLOW: [
    '괄호 안에서는 줄을 나눠 "- 값"으로 쓸 수 없습니다. [값, 값]으로 쓰세요',
    'Inside brackets there are no lines of "- value". Write [value, value]',
  ],
  DUPLICATE_KEY: ['같은 항목이 두 번 있습니다. 하나로 합치세요', 'The key stands twice. Make one of them'],
  IMPOSSIBLE: UNEXPECTED,
  KEY_OVER_1024_CHARS: KEY,
  MISSING_CHAR: [
    '글자가 빠졌습니다. 따옴표와 괄호를 닫고, 쌍점 뒤는 한 칸 띄우세요',
    'A character is missing. Close quotes and brackets, and leave a space after a colon',
  ],
  MULTILINE_IMPLICIT_KEY: KEY,
  MULTIPLE_DOCS: [
    '한 파일에 규칙집이 둘입니다(---). 파일을 나누세요',
    'The file holds two documents (---). Write each pack in a file of its own',
  ],
  MULTIPLE_TAGS: TAG,
  NON_STRING_KEY: KEY,
  RESOURCE_EXHAUSTION: [
    '너무 깊이 겹쳐 있습니다. 괄호를 닫으세요',
    'It is nested too deeply. Close the brackets',
  ],
  TAB_AS_INDENT: ['들여쓰기에 탭을 썼습니다. 빈칸을 쓰세요', 'A tab is used as indent. Use spaces'],
  TAG_RESOLVE_FAILED: TAG,
  UNEXPECTED_TOKEN: UNEXPECTED,
  BAD_COLLECTION_TYPE: TAG,
};

/** The yaml library's fault in both languages. */
export function sayYaml(code: ErrorCode, reason: string): LocalizedText {
  const [ko, en] = ROWS[code];
  const why = clip(reason, 100);
  return { ko: `${ko} (YAML: ${why}).`, en: `${en} (YAML: ${why}).` };
}
