import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder, inRepository, MAIN, matgeul } from './run-cli.js';

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');

describe('잘못 부르면 한 줄로 말하고 2로 끝난다', () => {
  it.each<[string, string[], string, string]>([
    ['모르는 옵션', ['judge', 'x', '--fast'], '알 수 없는 옵션 --fast', 'unknown option --fast'],
    ['빠진 인자', ['judge'], '인자 PAGE 값이 없습니다', 'missing argument PAGE'],
    [
      '모르는 명령',
      ['jugde', 'x'],
      '알 수 없는 명령 jugde (혹시 judge?)',
      'unknown command jugde (did you mean judge?)',
    ],
    ['남는 인자', ['judge', 'a', 'b'], '인자가 너무 많습니다', 'too many arguments'],
    ['빠진 --out', ['batch', 'x'], '--out <FILE>', '--out <FILE>'],
    ['빠진 값', ['batch', 'x', '--out'], '값이 없습니다', 'needs a value'],
    ['고를 수 없는 값', ['batch', 'x', '--out', 'y', '--format', 'xml'], 'jsonl, csv', 'jsonl, csv'],
    ['모르는 판독', ['batch', 'x', '--out', 'y', '--reader', 'some'], 'auto, off, all', 'auto, off, all'],
    ['평가에서 모르는 판독', ['eval', 'x', '--reader', 'some'], 'auto, off, all', 'auto, off, all'],
    ['틀린 스레드 수', ['batch', 'x', '--out', 'y', '--workers', '0'], '--workers는 1부터', 'from 1 to'],
    [
      '틀린 단계 수',
      ['batch', 'x', '--out', 'y', '--adapt', '0'],
      '--adapt는 auto, off',
      'auto, off or a number',
    ],
    ['모르는 배우기', ['batch', 'x', '--out', 'y', '--adapt', 'on'], '[usage/adapt]', '[usage/adapt]'],
    ['모르는 열의 구실', ['batch', '-', '--out', 'y', '--columns', 'word=댓글'], 'word', 'word'],
    ['주소 없는 대기열', ['worker'], 'MATGEUL_QUEUE', 'MATGEUL_QUEUE'],
    ['없는 파일', ['judge', 'no-such.txt'], 'no-such.txt: 파일이 없습니다', 'no-such.txt: no such file'],
    ['없는 덤프', ['batch', 'no-such.jsonl', '--out', 'y'], 'no-such.jsonl: 파일이 없습니다', 'no such file'],
    ['없는 규칙 폴더', ['rules', 'list', '--rules', 'nope'], 'nope: 파일이 없습니다', 'nope: no such file'],
    ['없는 아는 기사', ['judge', '-', '--known', 'nope'], 'nope: 파일이 없습니다', 'nope: no such file'],
    ['빈 표준 입력', ['judge', '-'], 'stdin: 파일이 비어 있습니다', 'stdin: the file is empty'],
  ])('%s', (_, args, korean, english) => {
    for (const [language, sentence] of [
      ['ko', korean],
      ['en', english],
    ] as const) {
      const { code, out, err } = matgeul([...args, '--lang', language]);
      // A missing value swallows nothing: `--out --lang ko` would take --lang for the value.
      expect(lines(err), err).toHaveLength(1);
      expect(err).toContain(sentence);
      expect([code, out]).toEqual([2, '']);
    }
  });

  it('읽을 수 없는 페이지: 폴더, 빈 파일, 이진 파일, 기사 없음', () => {
    const cwd = folder();
    mkdirSync(join(cwd, 'folder'));
    writeFileSync(join(cwd, 'empty.txt'), '');
    writeFileSync(
      join(cwd, 'picture.png'),
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 1, 2, 3]),
    );
    writeFileSync(join(cwd, 'broken.json'), '{"article":');
    writeFileSync(join(cwd, 'huge.txt'), '가'.repeat(17_000_000));
    for (const name of ['folder', 'empty.txt', 'picture.png', 'broken.json', 'huge.txt']) {
      const { code, out, err } = matgeul(['judge', name], { cwd });
      expect(lines(err), err).toHaveLength(1);
      expect(err).toMatch(new RegExp(`^matgeul: ${name}`));
      expect([code, out]).toEqual([2, '']);
    }
  });

  it('권한이 없는 파일', () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'secret.txt'), '제목\n본문');
    chmodSync(join(cwd, 'secret.txt'), 0);
    chmodSync(cwd, 0o755);
    // Root may read anything: the check needs an ordinary user.
    const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const { status, stderr } = spawnSync(process.execPath, [MAIN, 'judge', 'secret.txt'], {
      cwd,
      env: {},
      encoding: 'utf8',
      ...user,
    });
    expect(stderr).toBe('matgeul: secret.txt: 읽거나 쓸 권한이 없습니다 [file/eacces]\n');
    expect(status).toBe(2);
  });

  it('틀린 환경 변수를 한꺼번에 모두 말한다', () => {
    const env = { MATGEUL_LANG: 'fr', MATGEUL_RULES: '/no/such', MATGEUL_COLOR: '' };
    const { code, err } = matgeul(['rules', 'list'], { env });
    expect(lines(err)).toEqual([
      expect.stringContaining('MATGEUL_LANG="fr": ko 또는 en이어야 합니다') as string,
      expect.stringContaining('MATGEUL_RULES="/no/such": 실제로 있는 폴더여야 합니다') as string,
    ]);
    expect(code).toBe(2);
  });
});

describe('언어와 도움말', () => {
  it('언어는 --lang, MATGEUL_LANG, 한국어 순서로 정한다', () => {
    const english = { LANG: 'en_US.UTF-8' };
    expect(matgeul(['--help'], { env: english }).out).toContain('사용법:');
    expect(matgeul(['--help'], { env: { MATGEUL_LANG: 'en' } }).out).toContain('Usage:');
    expect(matgeul(['--help', '--lang=ko'], { env: { MATGEUL_LANG: 'en' } }).out).toContain('사용법:');
    expect(matgeul(['rules', 'list', '--lang', 'fr'])).toMatchObject({ code: 2, out: '' });
  });

  it('.env를 읽는다', () => {
    const cwd = folder();
    writeFileSync(join(cwd, '.env'), 'MATGEUL_LANG=en\n');
    expect(matgeul(['--help'], { cwd })).toMatchObject({
      code: 0,
      out: expect.stringContaining('Usage:') as string,
    });
  });

  it('모든 명령에 도움말이 있고 0으로 끝난다', () => {
    for (const command of [
      ['demo'],
      ['judge'],
      ['batch'],
      ['rules'],
      ['rules', 'list'],
      ['rules', 'check'],
      ['rules', 'test'],
      ['rules', 'backtest'],
    ]) {
      for (const language of ['ko', 'en']) {
        const { code, out, err } = matgeul([...command, '--help', '--lang', language]);
        expect([code, err]).toEqual([0, '']);
        expect(out).toContain(`matgeul ${command.join(' ')}`);
      }
    }
    expect(matgeul(['--version'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    });
    expect(matgeul([])).toMatchObject({ code: 2, out: '' });
  });
});

describe('조용히 끝나기', () => {
  const page = inRepository('fixtures/pages/kakao-outage.txt');

  it('읽는 쪽이 가 버려도 군말이 없다', () => {
    const shell = `"${process.execPath}" "${MAIN}" judge "${page}" --json | head -c 1; exit "\${PIPESTATUS[0]}"`;
    const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-c', shell], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH ?? '' },
    });
    expect([stdout, stderr, status]).toEqual(['[', '', 0]);
  });

  it('Ctrl-C로 그만두면 130으로 끝나고 반쪽 결과가 없다', async () => {
    const cwd = folder();
    const child = spawn(process.execPath, [MAIN, 'batch', '-', '--out', 'out.jsonl'], { cwd, env: {} });
    child.stdin.on('error', () => undefined);
    child.stdin.write('{"type":"article","id":"a1","title":"제목"}\n');
    const { readdirSync } = await import('node:fs');
    for (let n = 0; n < 200 && readdirSync(cwd).length === 0; n++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(readdirSync(cwd)).toEqual(['out.jsonl.work']);
    child.kill('SIGINT');
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(130);
    expect(readdirSync(cwd)).toEqual(['out.jsonl.work']);
  });
});
