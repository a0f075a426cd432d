import { Buffer } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import * as XLSX from '@e965/xlsx';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { Reading } from '../../src/dumps/reading.js';
import { tar, zip } from './packing.js';
import { file, lines, read, readPath } from './reading.js';
import { ArticleIndex } from '../../src/dumps/article-index.js';

const ARTICLES = '기사번호,제목,본문\n1,첫 기사,본문이다\n';
const COMMENTS = '기사번호,댓글번호,댓글\n1,11,비가 오네\n1,12,춥다\n';
const HELD = ['기사 1 첫 기사', '댓글 11 1 비가 오네', '댓글 12 1 춥다'];

/** What an input holds, and how it was understood. */
async function understood(
  content: Uint8Array | string,
  name: string,
): Promise<{ held: string[]; readings: Reading[]; code: string | undefined }> {
  const readings: Reading[] = [];
  const { items, fault } = await read(content, { name, onReading: (reading) => readings.push(reading) });
  return { held: lines({ items }), readings, code: fault?.code };
}

describe('압축 파일', () => {
  it('zip의 파일을 이름 순서로, 기사 표를 먼저 읽고, 시스템의 파일은 건너뛴다', async () => {
    const archive = zip({
      'crawl/comments.csv': COMMENTS,
      'crawl/articles.csv': ARTICLES,
      '__MACOSX/crawl/._comments.csv': 'x',
      'crawl/.DS_Store': 'x',
      'crawl/README.md': '이 묶음은 수집한 댓글입니다.\n',
    });
    const { held, readings } = await understood(archive, 'a.zip');
    expect(held).toEqual(HELD);
    expect(readings.map(({ file: name, rows }) => [name.replace(/^.*\/(?=a\.zip)/, ''), rows])).toEqual([
      ['a.zip/crawl/README.md', undefined],
      ['a.zip/crawl/articles.csv', 'articles'],
      ['a.zip/crawl/comments.csv', 'comments'],
    ]);
  });

  it('id가 없는 댓글의 id는 든 파일의 이름과 줄이다', async () => {
    const archive = zip({ 'b/댓글.csv': '기사제목,댓글\n가,나\n' });
    expect((await understood(archive, 'a.zip')).held[1]).toMatch(/^댓글 댓글\.csv:2 /);
  });

  it('tar.gz도, 표준 입력처럼 순서대로만 오는 것도', async () => {
    const archive = await tar({ 'comments.csv': COMMENTS, './articles.csv': ARTICLES, '._x.csv': 'x' });
    expect((await understood(gzipSync(archive), 'a.tar.gz')).held).toEqual(HELD);
    expect((await understood(archive, 'a.tar')).held).toEqual(HELD);
    expect(
      (await understood(gzipSync(zip({ 'c.csv': COMMENTS, 'a.csv': ARTICLES })), 'a.zip.gz')).held,
    ).toEqual(HELD);
  });

  it('읽을 수 없는 파일은 까닭과 함께 빼고, 하나도 없으면 첫 까닭을 말한다', async () => {
    const archive = zip({
      'a.csv': ARTICLES,
      'c.csv': COMMENTS,
      'p.pdf': '%PDF-1.7',
      'u.csv': 'x,y,z\n1,2,3\n1,2,3\n1,2,3\n',
    });
    const { held, readings } = await understood(archive, 'a.zip');
    expect(held).toEqual(HELD);
    expect(readings.filter(({ format }) => format === 'archive').map(({ part }) => part)).toEqual([
      'p.pdf',
      'u.csv',
    ]);
    expect((await understood(zip({ 'p.pdf': '%PDF-1.7' }), 'a.zip')).code).toBe('dump/document');
    expect((await understood(zip({ '.hidden': 'x' }), 'a.zip')).code).toBe('dump/archive-empty');
    expect((await understood(zip({}), 'a.zip')).code).toBe('dump/archive-empty');
  });

  it('속의 엑셀과 gzip은 읽고, 속의 압축 파일은 읽지 않는다', async () => {
    const book = XLSX.utils.book_new();
    XLSX.utils.book_append_sheet(
      book,
      XLSX.utils.aoa_to_sheet([
        ['기사번호', '댓글번호', '댓글'],
        [1, 11, '비가 오네'],
        [1, 12, '춥다'],
      ]),
    );
    const workbook = XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
    expect((await understood(zip({ 'c.xlsx': workbook, 'a.csv': ARTICLES }), 'a.zip')).held).toEqual(HELD);
    expect((await understood(zip({ 'z.zip': zip({ 'c.csv': COMMENTS }) }), 'a.zip')).code).toBe(
      'dump/archive-in-archive',
    );
  });

  it('CP949와 NFD로 쓴 이름을 읽는다', async () => {
    const named = zip({ 'XX.csv': '기사제목,댓글\n가,나\n' });
    const korean = iconv.encode('똠.c', 'cp949');
    // The same length, so that nothing moves: `XX.csv` as bytes of CP949 with an extension of one letter.
    const old = Buffer.from('XX.csv');
    const renamed = Buffer.concat([korean, Buffer.from('sv')]);
    for (let at = named.indexOf(old); at !== -1; at = named.indexOf(old, at + 1)) renamed.copy(named, at);
    const readings = (await understood(named, 'a.zip')).readings;
    expect(readings[0]?.file).toMatch(/a\.zip\/똠\.csv$/);
    const nfd = await understood(zip({ ['한글.csv'.normalize('NFD')]: '기사제목,댓글\n가,나\n' }), 'a.zip');
    expect(nfd.readings[0]?.file).toMatch(/a\.zip\/한글\.csv$/);
  });

  it('암호가 걸린 것과 폭탄을 이름으로 거절한다', async () => {
    const locked = zip({ 'c.csv': COMMENTS });
    locked.writeUInt16LE(1, 6);
    locked.writeUInt16LE(1, locked.indexOf(Buffer.from('504b0102', 'hex')) + 8);
    expect((await understood(locked, 'a.zip')).code).toBe('dump/archive-locked');
    const bomb = zip({
      'c.csv': Buffer.concat([Buffer.from(COMMENTS), Buffer.alloc(200 * 1024 * 1024, ' ')]),
    });
    expect(bomb.length).toBeLessThan(1024 * 1024);
    expect((await understood(bomb, 'a.zip')).code).toBe('dump/archive-bomb');
    const sheet = zip({
      mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
      'content.xml': Buffer.alloc(200 * 1024 * 1024),
    });
    expect((await understood(sheet, 'a.ods')).code).toBe('dump/spreadsheet-too-large');
  });

  it('끊기거나 바뀐 것은 잘못이다', async () => {
    const archive = zip({ 'c.csv': COMMENTS, 'a.csv': ARTICLES });
    expect((await understood(archive.subarray(0, archive.length - 30), 'a.zip')).code).toBe(
      'dump/broken-archive',
    );
    const tarred = await tar({ 'comments.csv': COMMENTS, 'articles.csv': ARTICLES });
    expect((await understood(tarred.subarray(0, 700), 'a.tar')).code).toBe('dump/broken-archive');
  });
});

/** SheetJS declares no types for its compound files. */
const CFB = XLSX.CFB as {
  readonly utils: {
    cfb_new(): unknown;
    cfb_add(container: unknown, path: string, content: Buffer): void;
  };
  write(container: unknown, options: { type: 'buffer' }): Buffer;
};

/** A workbook made by hand, for what SheetJS does not write. */
function xlsx(sheet: string, parts: Record<string, string> = {}): Buffer {
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
  const relations = (...some: string[]): string =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${some.join('')}</Relationships>`;
  return zip({
    '_rels/.rels': relations(relation('rId1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml':
      '<workbook xmlns:r="r"><workbookPr/><sheets><sheet name="댓글" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': relations(
      relation('rId1', 'worksheet', 'worksheets/sheet1.xml'),
      relation('rId2', 'styles', 'styles.xml'),
      relation('rId3', 'sharedStrings', '/xl/sharedStrings.xml'),
    ),
    'xl/styles.xml':
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;년&quot; m월"/><numFmt numFmtId="165" formatCode="0000000"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>',
    'xl/sharedStrings.xml':
      '<sst><si><t>기사제목</t></si><si><r><t>비가 </t></r><r><t xml:space="preserve">온다</t></r><rPh sb="0" eb="1"><t>ピ</t></rPh></si></sst>',
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
    ...parts,
  });
}

describe('엑셀', () => {
  const rows = [
    ['기사번호', '기사제목', '댓글번호', '댓글내용', '작성일'],
    [202211300000017, '비가 온다', 1234567890123456, '우산 챙겨라', new Date(Date.UTC(2022, 10, 30))],
    [202211300000017, '비가 온다', 12, '춥다\n"정말"', new Date(Date.UTC(2022, 10, 30, 14, 5))],
  ];
  const expected = [
    '기사 202211300000017 비가 온다',
    '댓글 1234567890123456 202211300000017 우산 챙겨라',
    '댓글 12 202211300000017 춥다\n"정말"',
  ];

  it.each(['xlsx', 'xls', 'xlsb', 'ods', 'xlml'] as const)('%s', async (bookType) => {
    const book = XLSX.utils.book_new();
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['안내']]), '안내');
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows, { UTC: true }), '댓글');
    const data = XLSX.write(book, { type: 'buffer', bookType }) as Buffer;
    const readings: Reading[] = [];
    const { items, fault } = await read(data, {
      name: 'c.bin',
      onReading: (reading) => readings.push(reading),
    });
    expect(fault).toBeUndefined();
    expect(lines({ items })).toEqual(expected);
    expect(items.map((item) => (item.kind === 'comment' ? item.comment.createdAt : undefined))).toEqual([
      undefined,
      '2022-11-30',
      '2022-11-30T14:05:00',
    ]);
    expect(readings.map(({ part, rows: kind }) => [part, kind])).toEqual([
      ['안내', undefined],
      ['댓글', 'comments'],
    ]);
  });

  it('공유한 글, 서식 있는 글, 날짜·번호 서식, 빈 칸과 빈 줄', async () => {
    const cell = (at: string, value: string, more = ''): string => `<c r="${at}" ${more}><v>${value}</v></c>`;
    const inline = (at: string, text: string): string =>
      `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
    const sheet = [
      `<row r="1">${inline('A1', '수집: 2022')}</row>`,
      `<row r="3">${cell('A3', '0', 't="s"')}${inline('B3', '기사번호')}${inline('C3', '댓글')}${inline('D3', '작성일')}${inline('E3', '댓글번호')}</row>`,
      `<row r="4">${cell('A4', '1', 't="s"')}${cell('B4', '17', 's="4"')}${inline('C4', '하나_x000D_둘 &amp; 셋')}${cell('D4', '44895', 's="1"')}${cell('E4', '1.23456789012345E+15')}</row>`,
      `<row r="5">${cell('A5', '1', 't="s"')}${cell('B5', '17', 's="4"')}<c r="C5" t="str"><f>"a"</f><v>식의 값</v></c>${cell('D5', '44895.75', 's="2"')}</row>`,
      `<row r="7">${cell('A7', '1', 't="s"')}${cell('B7', '17', 's="4"')}${cell('C7', '1', 't="b"')}${cell('D7', '44895', 's="3"')}${cell('H7', '5')}</row>`,
      '<row r="9"/>',
    ].join('');
    const { items } = await read(xlsx(sheet), { name: 'c.xlsx' });
    expect(lines({ items })).toEqual([
      '기사 0000017 비가 온다',
      '댓글 1234567890123450 0000017 하나\r둘 & 셋',
      '댓글 c.xlsx:5 0000017 식의 값',
      '댓글 c.xlsx:7 0000017 TRUE',
    ]);
    expect(
      items.map((item) => (item.kind === 'comment' ? item.comment.createdAt : undefined)).slice(1),
    ).toEqual(['2022-11-30', '2022-11-30T18:00:00', '2022-11-30']);
  });

  it('시트마다 표: 기사 시트가 먼저고, 줄은 시트 이름으로 가리키며, 숨긴 시트는 뺀다', async () => {
    const book = XLSX.utils.book_new();
    const add = (name: string, cells: unknown[][]): void => {
      XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(cells), name);
    };
    add('1차', [
      ['기사번호', '댓글'],
      [1, '비가 오네'],
    ]);
    add('기사', [
      ['기사번호', '제목', '본문'],
      [1, '첫 기사', '본문'],
    ]);
    add('옛것', [
      ['기사번호', '댓글'],
      [1, '숨긴 댓글'],
    ]);
    book.Workbook = { Sheets: [{}, {}, { Hidden: 1 }] };
    const data = XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
    const { held, readings } = await understood(data, 'c.xlsx');
    expect(held).toEqual(['기사 1 첫 기사', '댓글 c.xlsx#1차:2 1 비가 오네']);
    expect(readings.map(({ part }) => part)).toEqual(['옛것', '기사', '1차']);
  });

  it('표 오른쪽의 메모는 표를 깨지 않는다', async () => {
    const data = XLSX.write(
      {
        SheetNames: ['a'],
        Sheets: {
          a: XLSX.utils.aoa_to_sheet([
            ['기사제목', '댓글'],
            ['가', '나', '', '메모'],
            ['가', '다'],
          ]),
        },
      },
      { type: 'buffer', bookType: 'xlsx' },
    ) as Buffer;
    expect((await understood(data, 'c.xlsx')).held.slice(1)).toEqual([
      expect.stringMatching(/ 나$/),
      expect.stringMatching(/ 다$/),
    ]);
  });

  it('.xls라는 이름의 HTML 표: 합친 칸, 실체, 줄바꿈', async () => {
    const html = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head><body><table border=1>
<tr><th colspan="2">기사<th colspan=2>댓글</tr>
<tr><th>제목</th><th>링크</th><th>내용</th><th>작성일</th></tr>
<tr><td rowspan="2">비 &amp; 눈</td><td rowspan="2">u1</td><td>우산<br style="mso-data-placement:same-cell;">챙겨라</td><td>1</td></tr>
<TR><TD>춥다</TD><TD>2</TD></TR></table></body></html>`;
    const { held, readings } = await understood(html, 'c.xls');
    expect(held).toEqual(['기사 u1 비 & 눈', '댓글 c.xls:3 u1 우산\n챙겨라', '댓글 c.xls:4 u1 춥다']);
    expect(readings[0]).toMatchObject({ format: 'html-table', rows: 'comments', headerLine: 2 });
    expect((await understood(iconv.encode(html, 'cp949'), 'c.xls')).held).toEqual(held);
  });

  it('깨진 것, 암호가 걸린 것, 다른 문서는 이름으로 거절한다', async () => {
    expect((await understood(xlsx('<row r="1"><c'), 'c.xlsx')).code).toBe('dump/spreadsheet');
    expect((await understood(Buffer.from('d0cf11e0a1b11ae100', 'hex'), 'c.xls')).code).toBe(
      'dump/spreadsheet',
    );
    const compound = (stream: string): Buffer => {
      const container = CFB.utils.cfb_new();
      CFB.utils.cfb_add(container, `/${stream}`, Buffer.alloc(5000));
      return CFB.write(container, { type: 'buffer' });
    };
    expect((await understood(compound('EncryptedPackage'), 'c.xlsx')).code).toBe('dump/archive-locked');
    expect((await understood(compound('WordDocument'), 'c.doc')).code).toBe('dump/document');
    expect((await understood(zip({ 'word/document.xml': '<x/>' }), 'c.docx')).code).toBe('dump/document');
    for (const magic of ['%PDF-1.4 ', 'Rar!\x1a\x07\0', 'RDX3\nX', '7z\xbc\xaf\x27\x1c'])
      expect((await understood(Buffer.from(magic, 'latin1'), 'c')).code).toBe('dump/document');
  });

  it('안의 것이 어떤 순서로 와도 같다(파일, 표준 입력)', async () => {
    const path = await file(
      xlsx(
        '<row><c t="inlineStr"><is><t>제목</t></is></c><c t="inlineStr"><is><t>댓글</t></is></c></row><row><c t="inlineStr"><is><t>가</t></is></c><c t="inlineStr"><is><t>나</t></is></c></row>',
      ),
      'c.xlsx',
    );
    const { items } = await readPath(path, { articles: new ArticleIndex(), among: 'dump' });
    expect(items).toHaveLength(2);
  });
});
