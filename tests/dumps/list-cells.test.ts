import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listIn } from '../../src/dumps/table/list-cells.js';
import { lines, read } from './reading.js';

describe('칸 속의 목록', () => {
  it.each<[string, string[] | undefined]>([
    ['["물이 빠졌나요", "우회로 \\"둑길\\""]', ['물이 빠졌나요', '우회로 "둑길"']],
    [
      '[{"id":1,"contents":"물이 빠졌나요","user":"가람"},{"contents":"우회로"}]',
      ['물이 빠졌나요', '우회로'],
    ],
    [
      `['물이 빠졌나요', "우회로가 '없어요'", '줄\\n바꿈 \\'작은\\' \\u00e9']`,
      ['물이 빠졌나요', "우회로가 '없어요'", "줄\n바꿈 '작은' é"],
    ],
    [`['하나',]`, ['하나']],
    ['[]', []],
    ['[속보] 둑길 통제', undefined],
    ['[1, 2]', undefined],
    ['[{"id":1}]', undefined],
    [`['하나' '둘']`, undefined],
    [`['닫히지 않음]`, undefined],
    ['그냥 글', undefined],
  ])('%s', (cell, texts) => {
    expect(listIn(cell)).toEqual(texts);
  });

  it('JSON으로 쓴 어떤 글의 목록도 그대로 나온다', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
        expect(listIn(JSON.stringify(texts))).toEqual(texts);
      }),
    );
  });

  it('어떤 칸에도 멈추거나 터지지 않는다', () => {
    const piece = fc.constantFrom("'", '"', '\\', ',', ' ', '[', ']', '가', 'x4', 'u00', '\n');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const list = listIn(`[${pieces.join('')}]`);
        expect(list === undefined || Array.isArray(list)).toBe(true);
      }),
    );
  });
});

describe('목록이 든 표', () => {
  it('한 줄의 기사에 댓글이 하나씩 달리고, 빈 목록도 기사는 남는다', async () => {
    const csv = `id,title,comments\nn1,자전거길 통제,"['물이 빠졌나요', '우회로가 없어요']"\nn2,야구 한국시리즈,[]\n`;
    expect(lines(await read(csv))).toEqual([
      '기사 n1 자전거길 통제',
      '댓글 n1-1 n1 물이 빠졌나요',
      '댓글 n1-2 n1 우회로가 없어요',
      '기사 n2 야구 한국시리즈',
    ]);
  });

  it('말머리가 대괄호인 댓글은 목록이 아니다', async () => {
    const csv = '기사제목,댓글\n자전거길 통제,[질문] 물이 빠졌나요\n자전거길 통제,[제보] 우회로가 없어요\n';
    expect(lines(await read(csv)).filter((line) => line.startsWith('댓글'))).toEqual([
      expect.stringContaining('[질문] 물이 빠졌나요'),
      expect.stringContaining('[제보] 우회로가 없어요'),
    ]);
  });

  it('괄호 안에 다른 말로 되풀이한 열 이름을 안다', async () => {
    const csv =
      '기사 제목(Title),댓글 내용 [Comment],작성 시각（Time）\n자전거길 통제,물이 빠졌나요,2026-01-02\n';
    expect(lines(await read(csv)).at(-1)).toMatch(/물이 빠졌나요$/u);
  });
});
