import type { Row } from './broken-row.js';
import { broken } from './packs.js';

/** Keys, kinds of values and names that the format does not have. */
export const SHAPE_ROWS: readonly Row[] = [
  {
    why: '항목 이름을 잘못 씀',
    source: broken('weight: 2.5', 'wieght: 2.5\n    weight: 2.5'),
    at: 'rules/unknown-key 10:5',
    names: ['wieght', '"weight"'],
  },
  {
    why: '비슷한 것이 없는 항목은 쓸 수 있는 것을 모두 말한다',
    source: broken('at: 3,', 'at: 3, zzz: 1,'),
    at: 'rules/unknown-key 4:17',
    names: ['zzz', 'at, title-at'],
  },
  {
    why: '긴 낱말의 항목',
    source: broken('[대유]', '[{ text: 대유, palce: word }]'),
    at: 'rules/unknown-key 11:23',
    names: ['palce', '"place"'],
  },
  {
    why: 'near의 항목',
    source: broken('any: [대유]', 'near: { terms: [대유, 주주], withn: 3, within: 3 }'),
    at: 'rules/unknown-key 11:30',
    names: ['withn', '"within"'],
  },
  {
    why: '무게가 없음: 규칙이 시작하는 곳',
    source: broken('    weight: 2.5\n', ''),
    at: 'rules/missing-key 9:5',
    names: ['"weight"', 'weight: 2.5'],
  },
  {
    why: '제목이 없음',
    source: broken('title: { ko: 거래정지, en: Trading halts }\n', ''),
    at: 'rules/missing-key 1:1',
    names: ['"title"', 'title: { ko:'],
  },
  {
    why: '영어 제목이 없음',
    source: broken(', en: Trading halts', ''),
    at: 'rules/missing-key 2:8',
    names: ['"en"', 'en: Service outage'],
  },
  {
    why: '무게가 너무 큼',
    source: broken('weight: 2.5', 'weight: 60'),
    at: 'rules/out-of-range 10:13',
    names: ['60', '6', 'weight: 2.5'],
  },
  {
    why: '무게가 너무 작음',
    source: broken('weight: 2.5', 'weight: 0'),
    at: 'rules/out-of-range 10:13',
    names: ['0.2', 'weight: 2.5'],
  },
  {
    why: '무게가 글자',
    source: broken('weight: 2.5', 'weight: 높음'),
    at: 'rules/wrong-type 10:13',
    names: ['높음', 'weight: 2.5'],
  },
  {
    why: '목록 자리에 낱말 하나',
    source: broken('any: [대유]', 'any: 대유'),
    at: 'rules/wrong-type 11:10',
    names: ['대유', 'any: [먹통'],
  },
  {
    why: '따옴표 없는 숫자 낱말',
    source: broken('any: [대유]', 'any: [대유, 1577]'),
    at: 'rules/quote-it 11:15',
    names: ["'1577'"],
  },
  {
    why: '빈 목록',
    source: broken('none: [공시]', 'none: []'),
    at: 'rules/wrong-size 16:11',
    names: ['"none"', '1', 'none: [공시]'],
  },
  {
    why: '없는 역할',
    source: broken('role: foreign', 'role: foriegn'),
    at: 'rules/unknown-value 3:7',
    names: ['foriegn', '"foreign"'],
  },
  {
    why: '없는 표기 방식',
    source: broken('any: [대유]', 'any: [대유]\n    ways: [gap, jamoo]'),
    at: 'rules/unknown-value 12:17',
    names: ['jamoo', '"jamo"'],
  },
  {
    why: '자리를 잘못 씀',
    source: broken('any: [대유]', 'any: [대유]\n    place: wrod'),
    at: 'rules/unknown-value 12:12',
    names: ['wrod', '"word"'],
  },
  {
    why: 'id에 쓸 수 없는 글자',
    source: broken('id: daeyu', 'id: Dae_yu'),
    at: 'rules/bad-name 9:9',
    names: ['Dae_yu', 'id: service-outage'],
  },
  {
    why: '묶음 이름에 쓸 수 없는 글자',
    source: broken('  halt: [거래정지', '  ha lt: [정지]\n  halt: [거래정지'),
    at: 'rules/bad-name 6:3',
    names: ['ha lt', 'groups: { halt:'],
  },
  {
    why: '같은 항목 두 번',
    source: broken('weight: 2.5', 'weight: 2.5\n    weight: 2'),
    at: 'rules/duplicate-key 11:5',
    names: ['weight'],
  },
  {
    why: '목록이 항목 이름',
    source: broken('    any: [대유]', '    ? [가]\n    : 1\n    any: [대유]'),
    at: 'rules/bad-key 11:7',
    names: [],
  },
  {
    why: '같은 규칙 id 두 번',
    source: broken('id: plea', 'id: daeyu'),
    at: 'rules/duplicate-rule 13:9',
    names: ['daeyu', '9'],
  },
  {
    why: 'id와 파일 이름이 다름',
    source: broken('id: halts', 'id: halt'),
    at: 'rules/id-not-file 1:5',
    names: ['id: halts'],
  },
];
