import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { inPackage } from '../../src/assets/package-root.js';
import type { Article, Comment } from '../../src/article/index.js';
import type { Reason, Result } from '../../src/judge/index.js';
import * as library from '../../src/library/index.js';

const PAGE = inPackage('fixtures', 'pages', 'kakao-outage.txt');

describe('the library', () => {
  it('judges a page as the command line does', async () => {
    const judge = await library.createJudge({ model: null });
    const page = library.readPage(readFileSync(PAGE));
    const results = judge.judgePage(page);
    const { stdout } = spawnSync(
      process.execPath,
      [inPackage('dist', 'cli', 'main.js'), 'judge', PAGE, '--model', 'none', '--json'],
      { encoding: 'utf8' },
    );
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(results)));
    expect(results[0]).toMatchObject({ verdict: 'off-topic', flag: true });
    expect(judge.judgeComment(page.article, '대유 소액주주 거래재개 촉구')).toMatchObject({
      commentId: '1',
      articleId: page.article.id,
      verdict: 'off-topic',
    });
  });

  it('reads text as it reads its bytes, and says what is no page', () => {
    const bytes = readFileSync(PAGE);
    expect(library.readPage(bytes.toString('utf8'))).toEqual(library.readPage(bytes));
    expect(() => library.readPage('')).toThrow(library.Fault);
  });

  it('names files that it cannot use', async () => {
    const fault = (options: library.JudgeOptions): Promise<unknown> =>
      library
        .createJudge(options)
        .catch((error: unknown) => (error instanceof library.Faults ? error.faults[0] : error));
    expect(await fault({ model: '/nowhere/model.bin' })).toMatchObject({ code: 'file/enoent' });
    expect(await fault({ rules: '/nowhere', model: null })).toMatchObject({ code: 'file/enoent' });
  });

  it('states types of its own that hold all that the judge gives', () => {
    expectTypeOf<keyof Result>().toEqualTypeOf<keyof library.Result>();
    expectTypeOf<keyof Reason>().toEqualTypeOf<keyof library.Reason>();
    expectTypeOf<Reason['kind']>().toEqualTypeOf<library.Reason['kind']>();
    expectTypeOf<Article>().toEqualTypeOf<library.Article>();
    expectTypeOf<Comment>().toEqualTypeOf<library.Comment>();
  });
});
