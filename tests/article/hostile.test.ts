import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Page } from '../../src/article/article.js';
import { decodeText } from '../../src/article/decode.js';
import { readPage } from '../../src/article/page.js';
import { Fault } from '../../src/fault.js';
import { HEAD, HOSTILE_PAGES } from './hostile-pages.js';
import { bytesOf, faultOf } from './read.js';

function readOrFault(bytes: Uint8Array): Page | Fault {
  try {
    return readPage(bytes);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

const piece = fc.constantFrom(
  ...[
    '댓글 0개',
    'Best 댓글',
    '전체 댓글',
    '2상법개정',
    '3',
    '2배로',
    '1빠',
    'ㄴ 네',
    '└',
    'RE:',
    '@가 나',
    '가****',
    '답글 2',
  ],
  ...[
    '공감 1 비공감 2',
    '2024.01.02. 03:04',
    '3시간 전',
    '가나 2024-01-02',
    '삭제된 댓글입니다',
    '관련기사',
    '최신순',
    '\0',
    '\ud800',
  ],
  ...[
    '<div class="comment">',
    '<li>',
    '</div>',
    '<p>',
    '{"article":',
    '"title":"',
    '[',
    '}',
    '긴 문장이라고 기자는 밝혔다.',
    '\u200b',
    '🔥',
  ],
);
const line = fc.oneof(
  piece,
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.array(piece, { maxLength: 3 }).map((p) => p.join(' ')),
);
const dump = fc.array(line, { maxLength: 25 }).map((lines) => lines.join('\n'));

describe('나쁜 입력', () => {
  it('어떤 바이트든 페이지가 되거나 Fault가 된다', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const read = readOrFault(bytes);
        expect(read instanceof Fault || Array.isArray(read.comments)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('글로 된 페이지의 댓글은 풀어 읽은 글의 한 부분이고, 모든 줄이 어딘가에 남는다', () => {
    fc.assert(
      fc.property(dump, (rest) => {
        const bytes = bytesOf(HEAD + rest);
        const { text } = decodeText(bytes);
        const page = readPage(bytes);
        for (const comment of page.comments) {
          expect(text).toContain(comment.text);
          expect(comment.text).not.toBe('');
          expect(comment.text.trim()).toBe(comment.text);
        }
        expect(new Set(page.comments.map(({ id }) => id)).size).toBe(page.comments.length);
        const kept = [
          page.article.title,
          page.article.body ?? '',
          ...page.comments.flatMap((c) => [c.text, c.author ?? '', c.createdAt ?? '']),
          ...page.dropped.map((d) => d.text),
        ].join('\n');
        for (const found of rest.match(/긴 문장이라고|🔥|상법개정/gu) ?? []) expect(kept).toContain(found);
      }),
      { numRuns: 2000 },
    );
  });

  it('HTML과 JSON의 조각도', () => {
    const opening = fc.constantFrom(
      '<!doctype html>',
      '<html><body>',
      '{"article":',
      '<div class="comment"><ul>',
    );
    fc.assert(
      fc.property(opening, dump, (start, rest) => {
        const read = readOrFault(bytesOf(start + rest));
        expect(read instanceof Fault ? read.code : 'page').toMatch(/^(?:article\/|page)/);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['빈 파일', new Uint8Array(), 'article/empty'],
    ['빈칸뿐', bytesOf(' \n\t\n'), 'article/empty'],
    ['표식뿐', Uint8Array.of(0xef, 0xbb, 0xbf), 'article/empty'],
    ['PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10), 'article/binary'],
    ['NUL뿐', new Uint8Array(1000), 'article/binary'],
    ['댓글뿐', bytesOf('댓글 2\n하나\n둘'), 'article/no-article'],
    ['빈 HTML', bytesOf('<html><body></body></html>'), 'article/no-article'],
  ])('%s', (_, bytes, code) => {
    const fault = faultOf(bytes, 'page.txt');
    expect(fault?.code).toBe(code);
    expect(fault?.position.file).toBe('page.txt');
    expect(fault?.text.ko).toMatch(/[가-힣]/u);
    expect(fault?.text.en).not.toMatch(/[가-힣]/u);
  });

  it.each(HOSTILE_PAGES)('아주 큰 페이지: %s', (_, make, large) => {
    const read = readOrFault(bytesOf(make(large)));
    expect(read instanceof Fault || read.article.title.length > 0).toBe(true);
  });
});
