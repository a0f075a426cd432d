import { describe, expect, it } from 'vitest';
import { FIELDS } from '../../src/batch/choices.js';
import { formatter } from '../../src/batch/record.js';
import type { Judged } from '../../src/judge/result.js';
import type { Result } from '../../src/judge/result.js';

const RESULT: Result = {
  commentId: 'c1',
  articleId: 'a1',
  verdict: 'off-topic',
  score: 0.5,
  flag: true,
  review: true,
  reasons: [],
  home: null,
  campaign: null,
};

function judged(text: string, more: Partial<Result> = {}): Judged {
  return {
    article: { id: 'a1', title: 't', body: null },
    comment: { id: 'c1', articleId: 'a1', text },
    result: { ...RESULT, ...more },
  };
}

/** The columns without those of the articles and authors. */
const OWN = FIELDS.slice(0, FIELDS.indexOf('articleTitle'));
const csv = formatter('csv', 'ko', OWN);

describe('고른 항목', () => {
  const some = {
    article: { id: 'a1', title: '기사, 제목', body: null, url: 'https://example.com/1' },
    comment: {
      id: 'c1',
      articleId: 'a1',
      text: '글',
      author: '=가람',
      createdAt: '2026-01-02',
      parentId: 'c0',
    },
    result: { ...RESULT, home: { articleId: 'h', score: 0.9 } },
    homeTitle: '더 맞는 기사',
  };

  it('CSV는 고르지 않으면 그것만으로 읽을 수 있는 열을 모두 쓴다', () => {
    const { head, line } = formatter('csv', 'ko');
    expect(head.trim().split(',').slice(-5)).toEqual([
      'articleTitle',
      'articleUrl',
      'author',
      'createdAt',
      'homeTitle',
    ]);
    expect(line(some)).toBe(
      `c1,a1,off-topic,0.5,true,true,h,,글,,,"기사, 제목",https://example.com/1,"'=가람",2026-01-02,더 맞는 기사\r\n`,
    );
  });

  it('CSV는 고른 열을 고른 차례로 쓴다', () => {
    const { head, line } = formatter('csv', 'ko', ['comment', 'parentId', 'score']);
    expect([head, line(some)]).toEqual(['\uFEFFcomment,parentId,score\r\n', '글,c0,0.5\r\n']);
  });

  it('JSON Lines는 약속한 항목에 고른 것을 더하고, 없는 것은 null이다', () => {
    const { line, gather } = formatter('jsonl', 'ko', ['score', 'homeTitle', 'articleUrl', 'author']);
    const { comment, ...rest } = some;
    const nobody = { ...rest, comment: { id: comment.id, articleId: comment.articleId, text: comment.text } };
    expect(JSON.parse(line(nobody))).toEqual({
      ...some.result,
      articleUrl: 'https://example.com/1',
      author: null,
      homeTitle: '더 맞는 기사',
    });
    const lines = gather();
    lines.add(some);
    expect(Buffer.from(lines.take()).toString()).toBe(line(some));
  });

  it('고르지 않은 JSON Lines는 약속한 그대로다', () => {
    expect(JSON.parse(formatter('jsonl', 'ko').line(some))).toEqual(some.result);
  });
});

describe('CSV의 줄', () => {
  it('머리는 BOM과 열 이름이고 CRLF로 끝난다', () => {
    expect(csv.head).toBe(
      '\uFEFFcommentId,articleId,verdict,score,flag,review,home,campaign,comment,reasons,homeCandidate\r\n',
    );
  });

  it('JSON Lines와 Parquet에는 머리가 없다', () => {
    expect(formatter('jsonl', 'ko').head).toBe('');
    expect(formatter('parquet', 'ko').head).toBe('');
  });

  // What Excel, LibreOffice or Google Sheets would run as a formula (OWASP, CSV injection): =, +, -, @, tab and CR, and the
  // full-width signs that East Asian Excel takes for the same.
  it.each([
    ['=1+1', `"'=1+1"`],
    ['+82', `"'+82"`],
    ['-1', `"'-1"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['\t=1+1', `"'\t=1+1"`],
    ['\r=1+1', `"'\r=1+1"`],
    ['＝1', `"'＝1"`],
    ['＋1', `"'＋1"`],
    ['－1', `"'－1"`],
    ['＠a', `"'＠a"`],
    ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
    // A sign that does not begin the cell runs nothing.
    ['1=1', '1=1'],
    ['a-b', 'a-b'],
    ["'=1", "'=1"],
    // Quotes, commas and line breaks are as RFC 4180 has them.
    ['', ''],
    ['그냥 댓글', '그냥 댓글'],
    ['쉼표, 있음', '"쉼표, 있음"'],
    ['따옴표 " 있음', '"따옴표 "" 있음"'],
    ['두\n줄', '"두\n줄"'],
    ['두\r\n줄', '"두\r\n줄"'],
    [' 앞뒤 빈칸 ', '" 앞뒤 빈칸 "'],
    // A line break before the sign: the cell begins with the break, which no spreadsheet takes for a formula.
    ['\n=1+1', '"\n=1+1"'],
  ])('댓글 %j → %j', (text, cell) => {
    expect(csv.line(judged(text))).toBe(`c1,a1,off-topic,0.5,true,true,,,${cell},,\r\n`);
  });

  it.each<[string, Partial<Result>, string]>([
    ['댓글 번호', { commentId: '=c' }, `"'=c",a1,off-topic,0.5,true,true,,,t,,\r\n`],
    ['기사 번호', { articleId: '\ta' }, `c1,"'\ta",off-topic,0.5,true,true,,,t,,\r\n`],
    [
      '더 맞는 기사',
      { home: { articleId: '@h', score: 0.9 } },
      `c1,a1,off-topic,0.5,true,true,"'@h",,t,,\r\n`,
    ],
    [
      '더 맞는 기사 후보',
      { home: { articleId: '@h', score: 0.49 } },
      `c1,a1,off-topic,0.5,true,true,,,t,,"'@h"\r\n`,
    ],
    ['캠페인', { campaign: '\rk' }, `c1,a1,off-topic,0.5,true,true,,"'\rk",t,,\r\n`],
    [
      '근거',
      { reasons: [{ kind: 'rule', id: 'p/r', weight: 1, title: { ko: '=수식', en: '=formula' } }] },
      `c1,a1,off-topic,0.5,true,true,,,t,"'=수식 +1.0",\r\n`,
    ],
  ])('글이 드는 열은 모두 막는다: %s', (_, more, line) => {
    expect(csv.line(judged('t', more))).toBe(line);
  });

  it('수와 참거짓은 그대로다', () => {
    expect(csv.line(judged('t', { score: 1e-7, flag: false, review: false }))).toBe(
      'c1,a1,off-topic,1e-7,false,false,,,t,,\r\n',
    );
  });
});

describe('줄을 모으면', () => {
  it.each(['jsonl', 'csv'] as const)('한 줄씩 쓴 것과 바이트가 같고, 한 번 꺼내면 빈다: %s', (format) => {
    const write = formatter(format, 'ko');
    const some = ['=1', '카카오 "또"\n터졌냐', '\u001f👍'].map((text) => judged(text, { commentId: text }));
    const gathered = write.gather();
    for (const one of some) gathered.add(one);
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(gathered.take())).toBe(
      some.map((one) => write.line(one)).join(''),
    );
    expect(gathered.take()).toHaveLength(0);
  });
});
