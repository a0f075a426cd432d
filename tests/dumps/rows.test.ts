import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LineBlock } from '../../src/dumps/line-block.js';
import { commentRowSchema, readRow } from '../../src/dumps/row.js';
import { articleOf, commentOf, type PlacedRow, rowsOf, toReject } from '../../src/dumps/rows.js';

function block(content: string | Uint8Array, more: Partial<LineBlock> = {}): LineBlock {
  const bytes = Uint8Array.from(typeof content === 'string' ? Buffer.from(content) : content);
  return { file: 'dump.jsonl', among: 'dump', line: 1, bytes, rejects: [], ...more };
}
const rows = (content: string | Uint8Array, more?: Partial<LineBlock>): PlacedRow[] => [
  ...rowsOf(block(content, more)),
];
const said = (placed: PlacedRow): string =>
  `${placed.line} ${placed.row.kind === 'bad' ? placed.row.code : placed.row.kind}`;

const COMMENT = '{"type":"comment","id":"c1","articleId":"a1","text":"글"}';

describe('묶음의 줄 읽기', () => {
  it('빈 줄은 건너뛰고 줄 번호는 지킨다', () => {
    expect(rows(`${COMMENT}\n\n  \r\n${COMMENT}\r\n`).map(said)).toEqual(['1 comment', '4 comment']);
    expect(rows(`${COMMENT}\n`, { line: 1001 }).map(said)).toEqual(['1001 comment']);
    expect(rows(`${COMMENT}\n\n${COMMENT}\n`, { lines: Int32Array.of(7, 9, 12) }).map(said)).toEqual([
      '7 comment',
      '12 comment',
    ]);
  });

  it('줄 앞의 BOM은 없는 셈 친다', () => {
    expect(rows(`\uFEFF${COMMENT}\n\uFEFF${COMMENT}\n`).map(said)).toEqual(['1 comment', '2 comment']);
  });

  it('UTF-8이 깨진 줄만 거절한다', () => {
    const broken = Buffer.concat([
      Buffer.from(`${COMMENT}\n{"a":"`),
      Buffer.from([0xff]),
      Buffer.from(`"}\n${COMMENT}\n`),
    ]);
    const read = rows(broken);
    expect(read.map(said)).toEqual(['1 comment', '2 wrong-encoding', '3 comment']);
    expect(toReject(block(broken), read[1]!)).toMatchObject({
      file: 'dump.jsonl',
      line: 2,
      row: '{"a":"\uFFFD"}',
    });
  });

  it.each([
    ['그대로', '{"type":"comment","articleId":"a","text":"t","x":{"__proto__":1}}'],
    ['\\u 이스케이프', '{"type":"comment","articleId":"a","text":"t","x":{"\\u005f_proto__":1}}'],
    ['대문자 이스케이프', '{"type":"comment","articleId":"a","text":"t","\\u005F\\u005Fproto__":1}'],
    ['constructor', '{"type":"comment","articleId":"a","text":"t","x":[{"constructor":{"prototype":1}}]}'],
    [
      '이스케이프한 constructor',
      '{"type":"comment","articleId":"a","text":"t","const\\u0072uctor":{"prototype":1}}',
    ],
  ])('프로토타입 열쇠는 어떻게 적어도 걸린다: %s', (_, line) => {
    // Alone, and in a block in which another row is harmless.
    expect(rows(`${line}\n`).map(said)).toEqual(['1 forbidden-key']);
    expect(rows(`${COMMENT}\n${line}\n`).map(said)).toEqual(['1 comment', '2 forbidden-key']);
  });

  it('글 속의 __proto__나 constructor는 아무 일도 아니다', () => {
    const line = '{"type":"comment","articleId":"a","text":"__proto__ constructor \\u00e9"}';
    expect(rows(`${line}\n`).map(said)).toEqual(['1 comment']);
  });

  it('짝 잃은 서로게이트는 이스케이프로만 들어오고 걸린다', () => {
    const at = (text: string): string => `{"type":"comment","articleId":"a","text":"${text}"}\n`;
    expect(rows(at('\\ud83d')).map(said)).toEqual(['1 lone-surrogate']);
    expect(rows(at('\\uDE00 x')).map(said)).toEqual(['1 lone-surrogate']);
    expect(rows(at('\\ud83d\\ude00')).map(said)).toEqual(['1 comment']);
    expect(rows(at('😀')).map(said)).toEqual(['1 comment']);
  });

  it('빠른 길도 스키마와 같은 것을 말한다', () => {
    const value = fc.oneof(
      fc.string(),
      fc.constantFrom<unknown>('', null, undefined, 7, 1.5, true, [], {}, 'on-topic', '\ud800', 2 ** 53),
    );
    const row = fc.record(
      {
        id: value,
        articleId: value,
        text: value,
        parentId: value,
        author: value,
        createdAt: value,
        label: value,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(row, (given) => {
        const line = JSON.stringify({ type: 'comment', ...given });
        const schema = commentRowSchema.safeParse(JSON.parse(line));
        const read = readRow(line, 'dump');
        if (!schema.success) {
          const namesNone = ['', null, undefined].includes(given.articleId as string);
          const alone = schema.error.issues.every(({ path }) => path[0] === 'articleId');
          expect(read).toMatchObject({
            kind: 'bad',
            code: namesNone && alone ? 'no-article' : 'wrong-fields',
          });
        } else if (Object.entries(given).some(([key, one]) => key !== 'label' && one === '\ud800')) {
          expect(read.kind).toBe('bad');
        } else {
          expect(read).toEqual({ kind: 'comment', row: schema.data });
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('기사와 댓글이 된다', () => {
    const [pair, comment] = rows(
      `{"article":{"title":"제목","body":null},"comment":"글","id":7}\n{"articleId":3,"text":"글","author":null}\n`,
    );
    const row = pair!.row as Extract<PlacedRow['row'], { kind: 'pair' }>;
    const article = articleOf(row.row);
    expect(article).toMatchObject({
      title: '제목',
      body: null,
      id: expect.stringMatching(/^x[0-9a-f]{12}$/) as string,
    });
    expect(commentOf(row.row, { file: 'a/dump.jsonl', line: 1 })).toMatchObject({
      id: '7',
      articleId: article.id,
      text: '글',
    });
    const other = comment!.row as Extract<PlacedRow['row'], { kind: 'comment' }>;
    expect(commentOf(other.row, { file: 'a/dump.jsonl', line: 2 })).toEqual({
      id: 'dump.jsonl:2',
      articleId: '3',
      text: '글',
    });
  });

  it('괄호가 백만 겹이어도 멎지 않고 거절한다', () => {
    const deep = '['.repeat(1_000_000);
    expect(rows(`${deep}\n${deep}${']'.repeat(1_000_000)}\n${COMMENT}\n`).map(said)).toEqual([
      '1 invalid-json',
      '2 not-an-object',
      '3 comment',
    ]);
    const keyed = `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`;
    expect(rows(`${keyed}\n{"__proto__":${keyed}}\n`).map(said)).toEqual([
      '1 unknown-row',
      '2 forbidden-key',
    ]);
  });
});
