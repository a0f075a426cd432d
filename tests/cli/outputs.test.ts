import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { resultSchema } from '../../src/judge/result.js';
import { folder, inRepository, matgeul } from './run-cli.js';

const PAGE = inRepository('fixtures/pages/kakao-outage.txt');
const PACKS = inRepository('tests/cli/packs');
const results = z.array(resultSchema);
const page = (comments: unknown[]): string =>
  JSON.stringify({ article: { title: '카카오 먹통', body: '카카오톡이 멈췄다.' }, comments });

describe('judge', () => {
  it('--json은 표준 출력에 JSON만 낸다', () => {
    const { code, out, err } = matgeul(['judge', PAGE, '--json']);
    expect([code, err]).toEqual([0, '']);
    const judged = results.parse(JSON.parse(out));
    expect(judged.map(({ commentId }) => commentId)).toEqual(judged.map((_, index) => String(index + 1)));
    expect(judged.length).toBeGreaterThan(4);
  });

  it('표준 입력, --comment, --known, --rules', () => {
    const { code, out } = matgeul(
      [
        'judge',
        '-',
        '--json',
        '--rules',
        PACKS,
        '--comment',
        '머유 거래정지',
        '--comment',
        'ㅋㅋ',
        '--known',
        PAGE,
      ],
      { input: page(['버려질 댓글']) },
    );
    expect(code).toBe(0);
    const judged = results.parse(JSON.parse(out));
    expect(judged).toHaveLength(2);
    expect(judged[0]).toMatchObject({ verdict: 'off-topic', flag: true });
    expect(judged[0]?.reasons.map(({ id }) => id)).toContain('test-campaign/daeyu');
  });

  it('댓글이 없는 쪽은 그렇다고 말하고 0으로 끝난다', () => {
    expect(matgeul(['judge', '-'], { input: page([]) })).toEqual({
      code: 0,
      out: '',
      err: '페이지에 댓글이 없어 판정할 것이 없습니다.\n',
    });
    expect(matgeul(['judge', '-', '--json', '--lang', 'en'], { input: page([]) })).toMatchObject({
      code: 0,
      out: '[]\n',
    });
  });

  it('댓글이 단말기 명령을 내보내지 못한다', () => {
    for (const env of [{}, { MATGEUL_COLOR: 'always' }] as Record<string, string>[]) {
      const { out } = matgeul(['judge', '-', '--rules', PACKS], {
        input: page(['\u001b[2J대유 거래정지\u001b]0;x\u0007\u202E']),
        env,
      });
      // Only the colours of the table itself: select graphic rendition, nothing else.
      // eslint-disable-next-line no-control-regex -- escape sequences are what is looked for
      expect(out.replace(/\u001b\[\d+m/g, '')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e]/);
      expect(out.includes('\u001b')).toBe('MATGEUL_COLOR' in env);
    }
    expect(matgeul(['judge', PAGE], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } }).out).not.toContain(
      '\u001b',
    );
  });

  it('아는 기사의 이름이 겹치지 않는다', () => {
    const known = ['daeyu', 'weather'].map((name) => inRepository(`fixtures/articles/${name}.json`));
    const { code, err } = matgeul(['judge', known[0] ?? '', '--known', ...known, '--json']);
    expect([code, err]).toEqual([0, '']);
  });
});

describe('demo', () => {
  it('어디서 불러도 표를 찍고 그 자리에 보고서를 쓴다', () => {
    const cwd = folder();
    const { code, out, err } = matgeul(['demo'], { cwd });
    expect(code).toBe(0);
    expect(out).toMatch(/댓글 \d+ · 무관 \d+/);
    expect(err).toContain(join(cwd, 'matgeul-demo.html'));
    expect(readFileSync(join(cwd, 'matgeul-demo.html'), 'utf8')).toContain('<title>맞글 보고서</title>');
  });

  it('--report로 자리를 고르고, 쓸 수 없으면 2로 끝난다', () => {
    const cwd = folder();
    expect(matgeul(['demo', '--report', 'r.html', '--lang', 'en'], { cwd }).code).toBe(0);
    expect(readdirSync(cwd)).toEqual(['r.html']);
    expect(matgeul(['demo', '--report', 'no/r.html'], { cwd })).toMatchObject({ code: 2 });
  });
});

describe('batch', () => {
  const rows = [
    { type: 'article', id: 'a1', title: '카카오 먹통', body: '카카오톡이 멈췄다.' },
    { type: 'comment', id: 'c1', articleId: 'a1', text: '대유 거래정지' },
    { type: 'comment', id: 'c2', articleId: 'a2', text: '없는 기사' },
    { type: 'comment', id: 'c3', articleId: 'a1', text: '=1+1' },
  ];
  const dump = rows.map((row) => JSON.stringify(row)).join('\n');

  it('거절이 있으면 3, 없으면 0이고 셈이 맞는다', () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'd.jsonl.gz'), gzipSync(dump));
    const args = [
      'batch',
      'd.jsonl.gz',
      '--out',
      'o.jsonl',
      '--rejects',
      'r.jsonl',
      '--report',
      'r.html',
      '--rules',
      PACKS,
    ];
    const { code, out, err } = matgeul(args, { cwd });
    expect([code, out]).toEqual([3, '']);
    expect(err).toContain('읽음 3 = 결과 2 + 거절 1 · 기사 1');
    const judged = readFileSync(join(cwd, 'o.jsonl'), 'utf8').trim().split('\n');
    expect(
      results.parse(judged.map((line) => JSON.parse(line) as unknown)).map(({ commentId }) => commentId),
    ).toEqual(['c1', 'c3']);
    expect(JSON.parse(readFileSync(join(cwd, 'r.jsonl'), 'utf8'))).toMatchObject({
      file: 'd.jsonl.gz',
      line: 3,
    });
    expect(readFileSync(join(cwd, 'r.html'), 'utf8')).toContain('대유');
    expect(readdirSync(cwd).sort()).toEqual(['d.jsonl.gz', 'o.jsonl', 'r.html', 'r.jsonl']);
    writeFileSync(join(cwd, 'good.jsonl'), dump.replace('"a2"', '"a1"'));
    expect(matgeul(['batch', 'good.jsonl', '--out', 'o2.jsonl', '--rules', PACKS], { cwd }).code).toBe(0);
  });

  it('-는 표준 입력과 표준 출력이고 줄만 나간다', () => {
    const { code, out, err } = matgeul(['batch', '-', '--out', '-', '--lang', 'en', '--rules', PACKS], {
      input: dump,
    });
    expect(code).toBe(3);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => resultSchema.parse(JSON.parse(line)).commentId),
    ).toEqual(['c1', 'c3']);
    expect(err).toContain('stdin:3: a comment on an article that is not in the dump [unknown-article]');
    expect(err).toContain('read 3 = results 2 + rejects 1 · articles 1');
  });

  it('CSV', () => {
    const { out } = matgeul(['batch', '-', '--out', '-', '--format', 'csv', '--rules', PACKS], {
      input: dump,
    });
    expect(out).toContain('시험 운동: “대유” ');
    expect(out).toContain("'=1+1");
  });

  it('잘린 gzip은 2로 끝나고 옛 결과를 건드리지 않는다', () => {
    const cwd = folder();
    const packed = gzipSync(dump);
    expect(gunzipSync(packed).toString()).toBe(dump);
    writeFileSync(join(cwd, 'd.gz'), packed.subarray(0, packed.length - 12));
    writeFileSync(join(cwd, 'o.jsonl'), 'old');
    const { code, err } = matgeul(['batch', 'd.gz', '--out', 'o.jsonl', '--rules', PACKS], { cwd });
    expect(err).toContain('.work 폴더에 남아 있습니다');
    expect(err).toMatch(/^matgeul: d\.gz:\d+: 압축이 깨졌거나 중간에 끊겼습니다 \[dump\/broken-archive\]$/m);
    expect(code).toBe(2);
    expect(readFileSync(join(cwd, 'o.jsonl'), 'utf8')).toBe('old');
    expect(readdirSync(cwd).sort()).toEqual(['d.gz', 'o.jsonl', 'o.jsonl.work']);
  });

  it('입력을 덮어쓰라면 하지 않는다', () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'd.jsonl'), dump);
    const { code } = matgeul(['batch', 'd.jsonl', '--out', './d.jsonl'], { cwd });
    expect(code).toBe(2);
    expect(readFileSync(join(cwd, 'd.jsonl'), 'utf8')).toBe(dump);
  });

  it('/dev/full: 다 쓰지 못하면 1로 끝난다', () => {
    if (!existsSync('/dev/full') || statSync('/dev/full').isFile()) throw new Error('this check needs Linux');
    const { code, err } = matgeul(['batch', '-', '--out', '/dev/full', '--rules', PACKS], { input: dump });
    expect(err).toContain('디스크가 가득 찼습니다');
    expect(code).toBe(1);
  });
});

describe('rules', () => {
  it('list', () => {
    const { code, out } = matgeul(['rules', 'list', '--rules', PACKS]);
    expect([code, out]).toEqual([0, 'test-campaign  시험 운동  다른 주제     규칙 2\n']);
    expect(JSON.parse(matgeul(['rules', 'list', '--rules', PACKS, '--json']).out)).toEqual([
      { id: 'test-campaign', title: { ko: '시험 운동', en: 'Test campaign' }, role: 'foreign', rules: 2 },
    ]);
  });

  it('check: 잘못을 모두, 자리와 함께, 두 말로', () => {
    expect(matgeul(['rules', 'check', PACKS])).toEqual({
      code: 0,
      out: '규칙집 1개에 오류가 없습니다.\n',
      err: '',
    });
    const cwd = folder();
    const source = readFileSync(join(PACKS, 'test-campaign.yaml'), 'utf8');
    writeFileSync(
      join(cwd, 'test-campaign.yaml'),
      source.replaceAll('weight', 'wieght').replace('foreign', 'alien'),
    );
    for (const language of ['ko', 'en']) {
      const { code, out, err } = matgeul(['rules', 'check', 'test-campaign.yaml', '--lang', language], {
        cwd,
      });
      expect([code, out]).toEqual([2, '']);
      const told = err.split('\n').filter((line) => line.startsWith('matgeul: test-campaign.yaml:'));
      expect(told.length).toBeGreaterThanOrEqual(3);
      for (const line of told)
        expect(line).toMatch(/^matgeul: test-campaign\.yaml:\d+:\d+: .+ \[rules\/[a-z-]+\]$/);
    }
    const { faults } = JSON.parse(matgeul(['rules', 'check', '.', '--json'], { cwd }).out) as {
      faults: unknown[];
    };
    expect(faults.length).toBeGreaterThanOrEqual(3);
    expect(matgeul(['judge', PAGE, '--rules', cwd]).code).toBe(2);
  });

  it('test: 무엇이 어디서 어떻게 읽혔는지', () => {
    const { code, out } = matgeul(['rules', 'test', '머유는', '대유행', '--rules', PACKS]);
    expect(code).toBe(0);
    expect(out).toContain('test-campaign/daeyu');
    expect(out).toContain('[0, 2) “머유” → 대유 (모양 바꿔 쓰기)');
    expect(out).toContain('대유행\n  걸리는 규칙 없음');
  });

  it('test --json --article: 그 기사 아래서는 관련 쪽이다', () => {
    const cwd = folder();
    writeFileSync(
      join(cwd, 'p.json'),
      JSON.stringify({ article: { title: '대유 주식', body: '대유 거래정지' }, comments: [] }),
    );
    const { out } = matgeul(['rules', 'test', '대유', '--rules', PACKS, '--json', '--article', 'p.json'], {
      cwd,
    });
    expect(JSON.parse(out)).toEqual({
      topics: ['test-campaign'],
      texts: [
        {
          text: '대유',
          matches: [
            {
              pack: 'test-campaign',
              rule: 'daeyu',
              role: 'foreign',
              weight: 3,
              ruleWeight: 3,
              weak: false,
              for: true,
              spans: [{ start: 0, end: 2, text: '대유', reads: '대유', via: [], cost: 0 }],
            },
          ],
        },
      ],
    });
  });
});
