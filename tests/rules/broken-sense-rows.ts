import type { Row } from './broken-row.js';
import { broken } from './packs.js';

const RULE = '  - id: daeyu\n    weight: 2.5\n    any: [대유]\n    unless: [대유행]\n';

/** Packs of the right shape that make no sense: groups, terms, patterns, topics. */
export const SENSE_ROWS: readonly Row[] = [
  {
    why: '모르는 묶음',
    source: broken('all: [$halt,', 'all: [$halts,'),
    at: 'rules/unknown-group 15:11',
    names: ['$halts', '$halt'],
  },
  {
    why: '목록 안의 모르는 묶음',
    source: broken('[주주, 개미]', '[주주, $것]'),
    at: 'rules/unknown-group 15:23',
    names: ['$것', '것: ['],
  },
  {
    why: '도는 묶음',
    source: broken('[고의상폐, 상폐]', '[고의상폐, $halt]'),
    at: 'rules/group-cycle 7:18',
    names: ['$halt → $delist → $halt'],
  },
  {
    why: '자기를 부르는 묶음',
    source: broken('[고의상폐, 상폐]', '[$delist, 상폐]'),
    at: 'rules/group-cycle 7:12',
    names: ['$delist → $delist'],
  },
  {
    why: '찾을 글자가 없는 낱말',
    source: broken('[고의상폐, 상폐]', "['!!', 상폐]"),
    at: 'rules/term-empty 7:12',
    names: ['!!', 'pattern'],
  },
  {
    why: '자모뿐인 낱말은 정규식으로',
    source: broken('[고의상폐, 상폐]', '[ㅋㅋ, 상폐]'),
    at: 'rules/term-empty 7:12',
    names: ["'[ㅋ]{2,}'"],
  },
  {
    why: '낱말에 쓸 수 없는 기호',
    source: broken('[고의상폐, 상폐]', '[고의-상폐, 상폐]'),
    at: 'rules/term-letter 7:12',
    names: ['"-"', '고의상폐', 'pattern'],
  },
  {
    why: '한 목록에 같은 낱말 두 번',
    source: broken('[주주, 개미]', '[주주, 개미, 주주]'),
    at: 'rules/duplicate-term 15:27',
    names: ['주주'],
  },
  {
    why: '낱말을 품지 않는 unless',
    source: broken('unless: [대유행]', 'unless: [대유행, 유행]'),
    at: 'rules/unless-idle 12:19',
    names: ['유행', '대유'],
  },
  {
    why: '낱말 그대로인 unless',
    source: broken('unless: [대유행]', 'unless: [대유]'),
    at: 'rules/unless-same 12:14',
    names: ['대유'],
  },
  {
    why: '긴 낱말의 unless',
    source: broken('[대유]\n    unless: [대유행]', '[{ text: 대유, unless: [소유] }]'),
    at: 'rules/unless-idle 11:32',
    names: ['소유', '대유'],
  },
  {
    why: '찾을 것이 없는 규칙',
    source: broken(RULE, '  - id: daeyu\n    weight: 2.5\n'),
    at: 'rules/no-condition 9:5',
    names: ['any: ['],
  },
  {
    why: 'none만 있는 규칙',
    source: broken(RULE, '  - id: daeyu\n    weight: 2.5\n    none: [공시]\n'),
    at: 'rules/no-condition 9:5',
    names: ['none', 'any: ['],
  },
  {
    why: '틀린 정규식은 re2js의 말로',
    source: broken(RULE, "  - id: daeyu\n    weight: 2.5\n    pattern: '(a+'\n"),
    at: 'rules/pattern-invalid 11:14',
    names: ['missing closing )', 'RE2'],
  },
  {
    why: '앞을 보는 정규식은 없다',
    source: broken(RULE, "  - id: daeyu\n    weight: 2.5\n    pattern: 'a(?=b)'\n"),
    at: 'rules/pattern-invalid 11:14',
    names: ['(?='],
  },
  {
    why: '빈 글에 맞는 정규식',
    source: broken(RULE, "  - id: daeyu\n    weight: 2.5\n    pattern: 'ㅋ*'\n"),
    at: 'rules/pattern-empty 11:14',
    names: ['+'],
  },
  {
    why: '\\b는 한글 곁에서 경계가 아니다',
    source: broken(RULE, "  - id: daeyu\n    weight: 2.5\n    pattern: '\\b대유'\n"),
    at: 'rules/pattern-boundary 11:14',
    names: ['\\b', 'place: word'],
  },
  {
    why: 'article에는 주제가 있어야',
    source: broken('role: foreign\ntopic: { at: 3, title-at: 2 }', 'role: article'),
    at: 'rules/topic-missing 3:1',
    names: ['topic: { at: 3 }'],
  },
  {
    why: 'filler에는 주제가 없어야',
    source: broken('role: foreign', 'role: filler'),
    at: 'rules/topic-filler 4:1',
    names: ['topic'],
  },
  {
    why: '주제 없는 규칙집의 점수',
    source: broken('topic: { at: 3, title-at: 2 }\n', '').replace('weight: 1.2', 'weight: 1.2\n    topic: 2'),
    at: 'rules/topic-unused 14:5',
    names: ['topic: { at: 3 }'],
  },
  {
    why: '나올 수 없는 점수',
    source: broken('at: 3, title-at: 2', 'at: 9'),
    at: 'rules/topic-unreachable 4:14',
    names: ['9', '7.4'],
  },
  {
    why: '쓸모없는 title-at',
    source: broken('title-at: 2', 'title-at: 4'),
    at: 'rules/title-at 4:27',
    names: ['title-at', '4', '3'],
  },
  {
    why: 'whole은 filler에만',
    source: broken('any: [대유]', 'any: [대유]\n    whole: true'),
    at: 'rules/whole-role 12:5',
    names: ['whole', 'filler'],
  },
  {
    why: '규칙의 topic은 수',
    source: broken('weight: 1.2', 'weight: 1.2\n    topic: { at: 3 }'),
    at: 'rules/wrong-type 15:12',
    names: ['topic: 3'],
  },
];
