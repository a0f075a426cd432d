import { describe, expect, it } from 'vitest';
import { Folder } from '../../src/campaign/index.js';

const NAMES = [
  '',
  'K',
  'N',
  'D',
  'R',
  'M',
  'P',
  'S',
  'G',
  'J',
  'a',
  'eo',
  'o',
  'u',
  'i',
  'ae',
  ...'0123456789',
];
const folder = new Folder();
const spell = (text: string): string => {
  const { letters, length } = folder.fold(text);
  return Array.from(letters.subarray(0, length), (letter) => NAMES[letter]).join(' ');
};

describe('folding', () => {
  it.each([
    ['대유', 'D ae u'],
    ['먹이', 'D ae K i'],
    ['국민', 'K u G M i N'],
    ['독립', 'D o G N i P'],
    ['축하', 'J u K a'],
    ['없는데', 'eo M N i N D ae'],
    ['있어', 'i S eo'],
    ['있다', 'i D a'],
    ['전화 010-1234-5678', 'J eo N a 0 1 0 1 2 3 4 5 6 7 8'],
    ['ㅋㅋㅋ 웃다ㅠㅠ', 'u D a'],
    ['7시 25분', 'S i P u N'],
    ['', ''],
  ])('%s is %s', (text, letters) => {
    expect(spell(text)).toBe(letters);
  });

  /** Written otherwise, folded the same. */
  it.each([
    [
      '대유',
      [
        '머유',
        '대윾',
        '大有',
        'ㄷㅐ유',
        '대1유',
        '대.유',
        'daeyu',
        'DaeYu',
        '때유',
        '데유',
        '대유'.normalize('NFD'),
        '대\u200b유',
        'ｄａｅｙｕ',
      ],
    ],
    ['가사', ['갓사', '까사', '가~~사', '㉮사', '가아아사', '가ㅋ사']],
    ['한국', ['하ㄴ국', '한쿡', 'hanguk', '韓國']],
    ['국민', ['궁민', '꾹민', '국 민']],
    ['독립', ['동닙', '독닙', '똑립']],
    ['전화', ['저놔', '쩐화', '전 화']],
    ['굳이 먹어', ['굳이머거', '굳이 먹어!!']],
    ['비누', ['네누', '삐누']],
    ['귀신', ['커신', '퀴신']],
    ['없다', ['업다', '업따']],
    ['카카오', ['kakao', '까까오']],
  ])('%s is written in many ways', (plain, ways) => {
    for (const way of ways) expect([way, spell(way)]).toEqual([way, spell(plain)]);
  });
});
