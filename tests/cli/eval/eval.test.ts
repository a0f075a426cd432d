import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluationSchema } from '../../../src/evaluation/index.js';
import { folder, inRepository, matgeul } from '../run-cli.js';

interface Fixture {
  readonly article: { readonly id: string; readonly title: string; readonly body: string };
  readonly comments: readonly { readonly id: string; readonly text: string; readonly label: string }[];
}

const cwd = folder();

beforeAll(() => {
  const articles = inRepository('fixtures/articles');
  const fixtures = readdirSync(articles).map(
    (name) => JSON.parse(readFileSync(join(articles, name), 'utf8')) as Fixture,
  );
  const pairs = fixtures.flatMap(({ article, comments }) =>
    comments.map(({ id, text, label }) => ({ id, article, comment: text, label })),
  );
  const write = (name: string, rows: readonly unknown[]): void => {
    writeFileSync(join(cwd, name), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  };
  write('labelled.jsonl', pairs);
  const plain = pairs.filter(({ label }) => label === 'on-topic').slice(0, 60);
  write('articles.jsonl', [...new Map(plain.map(({ article }) => [article.id, article])).values()]);
  write(
    'comments.jsonl',
    plain.map(({ article, comment }) => ({ articleId: article.id, text: comment })),
  );
  write('wrong-label.jsonl', [...pairs, { article: { title: '제목' }, comment: '말', label: 'maybe' }]);
  write('one-side.jsonl', pairs.filter(({ label }) => label === 'on-topic').slice(0, 3));
});

/** Where reading takes seconds, the command says how far it is. */
const withoutProgress = (err: string): string => err.replace(/^판정 [\d,]+ …\n/gmu, '');

describe('eval', () => {
  it('표지된 짝: --json은 스키마대로, 모르는 label은 거절되고 3으로 끝난다', () => {
    const { code, out, err } = matgeul(['eval', 'wrong-label.jsonl', '--json', '--plot', 'plot.png'], {
      cwd,
    });
    expect(code).toBe(3);
    expect(withoutProgress(err)).toMatch(/^wrong-label\.jsonl:\d+: .*\[unknown-label\]\n$/);
    const { data, measurements } = evaluationSchema.parse(JSON.parse(out));
    expect([data.labelled, data.rejects]).toEqual([data.comments, 1]);
    const [labelled] = measurements;
    expect(labelled!.kind).toBe('labelled');
    expect(labelled!.offTopic + labelled!.onTopic + labelled!.unclear!.count).toBe(data.measured);
    expect(labelled!.auc.value).toBeGreaterThan(0.7);
    expect(labelled!.evidence.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['rule', 'reader']));
    const png = readFileSync(join(cwd, 'plot.png'));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBeGreaterThan(2000);
  });

  it('짝지어진 덤프: 표와 SVG', () => {
    const args = ['eval', 'comments.jsonl', '--articles', 'articles.jsonl', '--plot', 'plot.svg'];
    const korean = matgeul(args, { cwd });
    expect([korean.code, withoutProgress(korean.err)]).toEqual([0, '']);
    expect(korean.out).toContain('심은 댓글 출처');
    expect(korean.out).toMatch(/무관 \/ 관련 댓글 +60 \/ 60/);
    expect(readFileSync(join(cwd, 'plot.svg'), 'utf8')).toMatch(/^<svg .*<\/svg>$/s);
    expect(readdirSync(cwd).filter((name) => name.includes('.part'))).toEqual([]);
  });

  it.each<[string, string[], string]>([
    ['한쪽 라벨뿐', ['one-side.jsonl'], 'eval/nothing-to-measure'],
    ['모르는 그림', ['labelled.jsonl', '--plot', 'plot.jpg'], 'usage/plot'],
    ['입력을 덮어쓸 그림', ['labelled.jsonl', '--plot', 'labelled.jsonl'], 'usage/same-file'],
    ['없는 파일', ['nope.jsonl'], 'file/enoent'],
    ['숫자가 아닌 시드', ['labelled.jsonl', '--seed', 'x'], 'usage/call'],
    ['너무 큰 비율', ['labelled.jsonl', '--planted', '0.9'], 'usage/call'],
  ])('%s: 2로 끝난다', (_, args, code) => {
    const ran = matgeul(['eval', ...args, '--lang', 'en'], { cwd });
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toMatch(new RegExp(`^matgeul: .*\\[${code}\\]\\n$`));
  });
});
