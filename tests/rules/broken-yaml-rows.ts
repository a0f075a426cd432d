import type { Row } from './broken-row.js';
import { broken, GOOD } from './packs.js';

const RULE = '  - id: daeyu\n    weight: 2.5\n    any: [대유]\n    unless: [대유행]\n';

/** Files that are no YAML, or YAML that a pack may not be. */
export const YAML_ROWS: readonly Row[] = [
  {
    why: 'YAML 별칭',
    source: broken('[주주, 개미]', '&a [주주, 개미]').replace('none: [공시]', 'none: *a'),
    at: 'rules/yaml-alias 16:11',
    names: ['*a', 'groups', '$'],
  },
  {
    why: '제 안을 가리키는 YAML 별칭',
    source: broken('[고의상폐, 상폐]', '&a [상폐, *a]'),
    at: 'rules/yaml-alias 7:19',
    names: ['*a'],
  },
  {
    why: '닫지 않은 따옴표',
    source: broken('none: [공시]', "none: ['공시]"),
    at: 'rules/yaml 16:16',
    names: ['quote'],
  },
  {
    why: '탭 들여쓰기',
    source: '\tid: halts\n',
    at: 'rules/yaml 1:1',
    names: ['YAML'],
  },
  {
    why: '큰따옴표 안의 정규식',
    source: broken(RULE, '  - id: daeyu\n    weight: 2.5\n    pattern: "\\d+"\n'),
    at: 'rules/yaml 11:15',
    names: ['\\d'],
  },
  {
    why: '두 문서',
    source: `${GOOD}---\nid: b\n`,
    at: 'rules/yaml 17:1',
    names: ['---'],
  },
  { why: '빈 파일', source: '', at: 'rules/wrong-type 1:1', names: ['null', 'id, title, role, rules'] },
  { why: '주석뿐인 파일', source: '# 아직\n', at: 'rules/wrong-type 1:1', names: ['id, title, role, rules'] },
  { why: '목록인 파일', source: '- 대유\n', at: 'rules/wrong-type 1:1', names: ['[…]'] },
  {
    why: '너무 큰 파일',
    source: `${GOOD}${'# 가\n'.repeat(200_000)}`,
    at: 'rules/too-large 1:1',
    names: ['1000000'],
  },
  {
    why: '너무 많은 항목',
    source: Array.from({ length: 90_000 }, (_, i) => `k${i}: 1`).join('\n'),
    at: 'rules/too-many-keys 40001:7',
    names: ['40000'],
  },
  { why: '너무 깊은 괄호', source: `a: ${'['.repeat(100_000)}`, at: 'rules/too-deep 1:68', names: [] },
  { why: '너무 깊은 줄표', source: `# 가\n${'- '.repeat(400_000)}`, at: 'rules/too-deep 2:257', names: [] },
];
