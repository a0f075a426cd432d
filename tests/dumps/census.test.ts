import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArticleIndex } from '../../src/dumps/article-index.js';
import { DumpCensus, odditiesOf } from '../../src/dumps/census.js';
import { inspectDump } from '../../src/dumps/inspect.js';
import { file, jsonl } from './reading.js';

const BODY =
  '비가 그친 뒤에도 강변 자전거길은 열리지 않았다. 시는 진흙을 치우는 데 며칠이 더 걸린다고 밝혔다. 우회로는 둑 위에 있고, 다리 두 곳은 다음 주까지 막혀 있다고 덧붙였다.';
const article = (id: string, rest: object = {}): object => ({
  type: 'article',
  id,
  title: `기사 ${id}`,
  body: BODY,
  ...rest,
});
const comment = (id: string, articleId: string, text = `글 ${id}`): object => ({
  type: 'comment',
  id,
  articleId,
  text,
});

async function codesOf(...rows: object[]): Promise<string[]> {
  const path = await file(jsonl(...rows));
  const { oddities } = await inspectDump(
    path,
    { articles: new ArticleIndex(), among: 'dump' },
    { most: 1000, samples: 3 },
  );
  return oddities.map(({ code }) => code);
}

describe('덤프에서 이상한 점', () => {
  it.each([
    ['없으면 없다', [article('a'), comment('1', 'a'), comment('2', 'a'), comment('3', 'a')], []],
    ['댓글이 없다', [article('a'), article('b')], ['no-comments']],
    ['기사를 모르는 댓글', [comment('1', 'x')], ['unknown-articles']],
    [
      '같은 글이 절반을 넘는다',
      [article('a'), comment('1', 'a', '같다'), comment('2', 'a', '같다'), comment('3', 'a')],
      ['alike'],
    ],
    [
      '같은 글이 절반이면 괜찮다',
      [
        article('a'),
        comment('1', 'a', 'ㅋㅋ'),
        comment('2', 'a', 'ㅋㅋ'),
        comment('3', 'a'),
        comment('4', 'a'),
      ],
      [],
    ],
    ['제목 없는 기사', [article('a', { title: ' ' }), comment('1', 'a')], ['untitled']],
    ['자리만 채운 본문', [article('a', { body: '동영상 뉴스' }), comment('1', 'a')], ['stubs']],
    ['빈 본문은 이상하지 않다', [article('a', { body: '' }), comment('1', 'a')], []],
    ['id가 겹친 댓글', [article('a'), comment('1', 'a'), comment('1', 'a', '다른 글')], ['doubled-ids']],
    [
      '기사가 다르면 id가 같아도 된다',
      [article('a'), article('b'), comment('1', 'a'), comment('1', 'b')],
      [],
    ],
  ])('%s', async (_, rows, codes) => {
    expect(await codesOf(...rows)).toEqual(codes);
  });

  it('이어서 세면 처음부터 센 것과 같다: id와 글의 되풀이만 이어지지 않는다', () => {
    const some = fc.array(
      fc.record({ title: fc.constantFrom('', '제목'), body: fc.constantFrom(null, '', '사진', BODY) }),
    );
    fc.assert(
      fc.property(some, some, (first, second) => {
        const add = (census: DumpCensus, articles: typeof first): DumpCensus => {
          for (const [index, one] of articles.entries()) census.article({ id: String(index), ...one });
          return census;
        };
        const whole = add(add(new DumpCensus(), first), second);
        const resumed = add(new DumpCensus(add(new DumpCensus(), first).counts), second);
        expect(resumed.counts).toEqual(whole.counts);
      }),
    );
  });

  it('말은 두 언어로 있고 수를 담는다', () => {
    const all = odditiesOf(
      {
        articles: 9,
        comments: 8,
        untitled: 7,
        bodiless: 0,
        stubs: 6,
        doubled: 5,
        compared: 4,
        alike: 3,
      },
      2,
    );
    expect(all.map(({ code }) => code)).toEqual([
      'unknown-articles',
      'alike',
      'untitled',
      'stubs',
      'doubled-ids',
    ]);
    for (const { said } of all) {
      expect(said.ko).toMatch(/[0-9].*[가-힣]|[가-힣].*[0-9]/u);
      expect(said.en).toMatch(/^[^가-힣]*[0-9][^가-힣]*$/u);
    }
  });
});

describe('inspectDump', () => {
  it('정한 줄에서 멈추고 그렇다고 말한다', async () => {
    const rows = Array.from({ length: 3000 }, (_, index) => comment(String(index), 'a'));
    const path = await file(jsonl(article('a'), ...rows));
    const some = await inspectDump(
      path,
      { articles: new ArticleIndex(), among: 'dump' },
      { most: 10, samples: 2 },
    );
    expect(some.cut).toBe(true);
    expect(some.counts.comments).toBeLessThan(3000);
    expect(some.samples.map((sample) => sample.comment.id)).toEqual(['0', '1']);
    const all = await inspectDump(
      path,
      { articles: new ArticleIndex(), among: 'dump' },
      { most: 10_000, samples: 2 },
    );
    expect(all).toMatchObject({ cut: false, counts: { articles: 1, comments: 3000 } });
    expect(all.readings).toEqual([{ file: path, format: 'lines' }]);
  });
});
