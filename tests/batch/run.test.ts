import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import Papa from 'papaparse';
import { beforeAll, describe, expect, it } from 'vitest';
import { Fault } from '../../src/fault.js';
import { runBatch } from '../../src/batch/run.js';
import { estimateForeignShare } from '../../src/report/gather/foreign-share.js';
import { batch, freshFolder, standIn } from './stand-in.js';

const ARTICLE = { type: 'article', id: 'a1', title: '카카오 서비스 장애', body: '카카오톡이 멈췄다.' };
const comment = (id: string, text: string): object => ({ type: 'comment', id, articleId: 'a1', text });
const jsonl = (...rows: unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

let folder: string;
let number = 0;
beforeAll(async () => {
  folder = await freshFolder();
});
async function file(content: string | Buffer, name = `dump-${number++}.jsonl`): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('배치', () => {
  it('결과는 들어온 순서대로 하나씩이다', async () => {
    const { counts, results, report } = await batch([
      await file(
        jsonl(ARTICLE, comment('c1', '대유 거래정지'), comment('c2', '카카오 또'), comment('c3', 'ㅋㅋ')),
      ),
    ]);
    expect(results.map(({ commentId, verdict }) => [commentId, verdict])).toEqual([
      ['c1', 'off-topic'],
      ['c2', 'on-topic'],
      ['c3', 'unclear'],
    ]);
    expect(counts).toMatchObject({ read: 3, results: 3, rejects: 0, articles: 1 });
    expect(counts.verdicts).toMatchObject({ offTopic: 1, onTopic: 1, unclear: 1, flagged: 1 });
    expect(report.shown).toHaveLength(3);
  });

  it.each([true, false])(
    '추정한 비율은 보고서의 것과 같고, 보고서가 없어도 있다 (따로 %s)',
    async (single) => {
      const texts = Array.from({ length: 40 }, (_, i) => (i % 4 === 0 ? '대유 거래정지' : '카카오 또'));
      const dump = await file(jsonl(ARTICLE, ...texts.map((text, i) => comment(`c${i}`, `${text} ${i}`))));
      const { counts, report } = await batch([dump], { single });
      expect(counts.foreignShare).toEqual(estimateForeignShare(report.tallies.logits.pack()));
      const bare = await runBatch({
        dumps: [dump],
        order: { single, format: 'jsonl', language: 'ko', report: false },
        judge: { kind: 'local', judge: { judging: standIn } },
        out: join(folder, `bare-${single}`),
      });
      expect(bare.counts).toEqual(counts);
      // Scores of .95 and .12, ten and thirty: their mean as a whole; alone each speaks against its article at 5%.
      expect(counts.foreignShare!.share).toBeCloseTo(single ? 0.99 : 0.33, 1);
    },
  );

  it('어떤 줄이 와도 읽음 = 결과 + 거절이고 순서가 지켜진다', async () => {
    const good = fc
      .string({ unit: 'binary', maxLength: 30 })
      .map((text) => ({ kind: 'good' as const, text }));
    const orphan = fc.constant({
      kind: 'bad' as const,
      line: '{"type":"comment","id":"x","articleId":"없음","text":"t"}',
    });
    const noise = fc
      .oneof(
        fc.string({ unit: 'binary' }),
        fc.json(),
        fc.constantFrom('{}', '[]', 'null', '{"type":"comment"}', '{"__proto__":1}'),
      )
      .map((line) => ({
        kind: 'bad' as const,
        line: `!${line}`.replace(/\n/g, ' ').slice(line.startsWith('{') ? 1 : 0),
      }));
    const blank = fc.constantFrom('', '   ', '\r').map((line) => ({ kind: 'blank' as const, line }));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(good, orphan, noise, blank), { maxLength: 30 }), async (lines) => {
        const written = lines.map((line, index) =>
          line.kind === 'good' ? JSON.stringify(comment(String(index), line.text)) : line.line,
        );
        const { counts, results, rejects } = await batch([
          await file(`${JSON.stringify(ARTICLE)}\n${written.join('\n')}`, 'property.jsonl'),
        ]);
        const ids = lines.flatMap((line, index) => (line.kind === 'good' ? [String(index)] : []));
        expect(results.map(({ commentId }) => commentId)).toEqual(ids);
        expect(rejects.map(({ line }) => line)).toEqual(
          lines.flatMap((line, index) => (line.kind === 'bad' ? [index + 2] : [])),
        );
        expect(counts.read).toBe(counts.results + counts.rejects);
        expect([counts.results, counts.rejects]).toEqual([results.length, rejects.length]);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['invalid-json', '{"type":"comment"'],
    ['not-an-object', '["c1"]'],
    ['unknown-row', '{"type":"reaction","id":"c1"}'],
    ['unknown-row', '{"id":"c1","title":"기사"}'],
    ['wrong-fields', '{"type":"comment","id":"c1","articleId":"a1","text":7}'],
    ['forbidden-key', '{"type":"comment","id":"c1","articleId":"a1","text":"t","__proto__":{"flag":true}}'],
    [
      'forbidden-key',
      '{"type":"comment","id":"c1","articleId":"a1","text":"t","x":[{"constructor":{"prototype":{}}}]}',
    ],
    ['lone-surrogate', '{"type":"comment","id":"c1","articleId":"a1","text":"\\ud83d"}'],
    ['unknown-article', '{"type":"comment","id":"c1","articleId":"__proto__","text":"t"}'],
    ['article-twice', '{"type":"article","id":"a1","title":"다른 기사"}'],
    ['invalid-json', '['.repeat(100_000)],
  ])('판정할 수 없는 줄은 이유와 함께 거절한다: %s', async (reason, line) => {
    const { counts, rejects } = await batch([
      await file(`${jsonl(ARTICLE)}${line}\n${jsonl(comment('c9', 'ㅋ'))}`),
    ]);
    expect(rejects).toHaveLength(1);
    expect(rejects[0]).toMatchObject({ line: 2, reason: expect.stringMatching(`^${reason}: `) as string });
    expect(rejects[0]?.row).toBe(line.slice(0, 2000));
    expect(counts).toMatchObject({ read: 2, results: 1, rejects: 1 });
  });

  it('끝없이 겹친 JSON에도 멎지 않는다', async () => {
    const deep = `{"type":"comment","id":"c1","articleId":"a1","text":"대유","x":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    const { results } = await batch([await file(`${jsonl(ARTICLE)}${deep}\n`)]);
    expect(results).toHaveLength(1);
  });

  it('UTF-8이 깨진 줄만 거절하고 나머지는 판정한다', async () => {
    const broken = Buffer.concat([
      Buffer.from('{"type":"comment","id":"c2","articleId":"a1","text":"'),
      Buffer.from([0xc0, 0xff]),
      Buffer.from('"}\n'),
    ]);
    const { results, rejects } = await batch([
      await file(
        Buffer.concat([Buffer.from(jsonl(ARTICLE)), broken, Buffer.from(jsonl(comment('c3', '대유')))]),
      ),
    ]);
    expect(results.map(({ commentId }) => commentId)).toEqual(['c3']);
    expect(rejects[0]?.reason).toMatch(/^wrong-encoding/);
  });

  it('50MB 한 줄은 거절하고 다음 줄을 판정한다', async () => {
    const huge = `{"type":"comment","id":"c1","articleId":"a1","text":"${'가'.repeat(17_000_000)}"}\n`;
    const path = await file(`${jsonl(ARTICLE)}${huge}${jsonl(comment('c2', '대유'))}`);
    const { results, rejects } = await batch([path]);
    expect(results.map(({ commentId }) => commentId)).toEqual(['c2']);
    expect(rejects).toHaveLength(1);
    expect(rejects[0]?.reason).toMatch(/^line-too-long/);
    expect(rejects[0]?.row).toHaveLength(2000);
  });
});

describe('덤프의 꼴', () => {
  const rows = jsonl(ARTICLE, comment('c1', '대유 뷁 햏'), comment('c2', '카카오'));
  const expected = ['off-topic', 'on-topic'];
  it.each([
    ['UTF-8 BOM', Buffer.from(`\uFEFF${rows}`)],
    ['CRLF', Buffer.from(rows.replace(/\n/g, '\r\n'))],
    ['CP949', iconv.encode(rows, 'cp949')],
    ['UTF-16LE BOM', Buffer.from(`\uFEFF${rows}`, 'utf16le')],
    ['UTF-16LE', Buffer.from(rows, 'utf16le')],
    ['UTF-16BE BOM', Buffer.from(`\uFEFF${rows}`, 'utf16le').swap16()],
    ['gzip', gzipSync(rows)],
    [
      'gzip 두 토막',
      Buffer.concat([
        gzipSync(jsonl(ARTICLE)),
        gzipSync(jsonl(comment('c1', '대유'), comment('c2', '카카오'))),
      ]),
    ],
    ['gzip 속 CP949', gzipSync(iconv.encode(rows, 'cp949'))],
  ])('%s', async (_, bytes) => {
    const { results, rejects } = await batch([await file(bytes)]);
    expect(results.map(({ verdict }) => verdict)).toEqual(expected);
    expect(rejects).toEqual([]);
  });

  it('짝(pair): 같은 기사는 하나로 세고 id가 commentId가 된다', async () => {
    const article = { title: '카카오 장애', body: null };
    const { results, counts } = await batch([
      await file(
        jsonl(
          { id: 'p1', article, comment: '대유', label: 'off-topic' },
          { id: 'p2', article, comment: 'ㅋ' },
        ),
      ),
    ]);
    expect(results.map(({ commentId }) => commentId)).toEqual(['p1', 'p2']);
    expect(results[0]?.articleId).toBe(results[1]?.articleId);
    expect(counts.articles).toBe(1);
  });

  it('--articles와 type 없는 줄', async () => {
    const articles = await file(gzipSync(jsonl({ id: 7, title: '카카오', body: null })));
    const dump = await file(
      jsonl({ articleId: 7, text: '대유' }, { articleId: '7', text: 'ㅋ', id: 'mine' }),
      'typeless.jsonl',
    );
    const { results } = await batch([dump], { articles });
    expect(results.map(({ commentId, articleId }) => [commentId, articleId])).toEqual([
      ['typeless.jsonl:1', '7'],
      ['mine', '7'],
    ]);
  });

  it('쪽 파일: 들여 쓴 JSON, 한 줄 JSON, 글 복사본; 기사 이름은 겹치지 않는다', async () => {
    const page = {
      article: { title: '카카오 서비스 장애', body: '카카오톡이 멈췄다. 복구에 이틀이 걸렸다.' },
      comments: ['대유', 'ㅋㅋ'],
    };
    const paths = [
      await file(JSON.stringify(page, null, 2), 'pretty.json'),
      await file(JSON.stringify(page), 'one-line.json'),
      await file(
        `${page.article.title}\n${page.article.body}\n\n댓글 0개\nBest 댓글\n대유 살려내라\n2ㅋㅋ 웃기네\n`,
        'copy.txt',
      ),
    ];
    const { results, rejects, counts } = await batch(paths);
    expect(rejects).toEqual([]);
    expect(results.map(({ articleId, verdict }) => `${articleId} ${verdict}`)).toEqual([
      'pretty off-topic',
      'pretty unclear',
      'one-line off-topic',
      'one-line unclear',
      'copy off-topic',
      'copy unclear',
    ]);
    expect(counts.articles).toBe(3);
  });

  it('CSV: BOM, 수식은 묶이고 칸 수가 맞는다', async () => {
    const { out } = await batch(
      [await file(jsonl(ARTICLE, comment('=1+1', '=HYPERLINK("x")\n"대유", 둘'), comment('c2', '－1')))],
      {
        format: 'csv',
      },
    );
    expect(out.startsWith('\uFEFFcommentId,articleId,verdict,')).toBe(true);
    const rows = Papa.parse<Record<string, string>>(out.slice(1), { header: true, skipEmptyLines: true });
    expect(rows.errors).toEqual([]);
    expect(rows.data.map((row) => row.comment)).toEqual(['\'=HYPERLINK("x")\n"대유", 둘', "'－1"]);
    expect(rows.data[0]).toMatchObject({
      commentId: "'=1+1",
      verdict: 'off-topic',
      reasons: '규칙: “대유” +3.0',
    });
  });
});

describe('읽을 수 없는 덤프', () => {
  const fault = async (content: string | Buffer): Promise<Fault & { left: string[] }> => {
    const error: unknown = await batch([await file(content)]).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Fault);
    return error as Fault & { left: string[] };
  };

  it('잘린 gzip은 잘못으로 끝나고, 반쪽 결과 없이 한 일만 이어 할 폴더에 남긴다', async () => {
    const noise = Array.from({ length: 3000 }, (_, n) => comment(`c${n}`, `대유 ${Math.sin(n)}`));
    const packed = gzipSync(jsonl(ARTICLE, ...noise));
    const { code, left } = await fault(packed.subarray(0, packed.length / 2));
    expect(code).toBe('dump/broken-archive');
    expect(left).toEqual(['out.work']);
  });

  it.each([
    ['dump/empty', ''],
    ['dump/empty', gzipSync('')],
    ['dump/document', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13])],
  ])('%s', async (code, content) => {
    const { code: found, left } = await fault(content);
    expect([found, left]).toEqual([code, []]);
  });
});
