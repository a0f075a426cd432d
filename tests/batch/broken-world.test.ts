import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { folder, MAIN, matgeul } from '../cli/run-cli.js';

const COMMENTS = 6000;

let home: string;
let whole: string;
/** 6,000 comments under 100 articles. */
function dump(): string {
  const rows: string[] = [];
  for (let a = 0; a < 100; a++) {
    rows.push(
      JSON.stringify({ type: 'article', id: `a${a}`, title: `카카오 서비스 장애 ${a}일째`, body: null }),
    );
    for (let c = 0; c < COMMENTS / 100; c++)
      rows.push(
        JSON.stringify({
          type: 'comment',
          id: `c${a}-${c}`,
          articleId: `a${a}`,
          text: `또 터졌냐 ${c} 대유 거래정지`,
        }),
      );
  }
  return `${rows.join('\n')}\n`;
}

beforeAll(() => {
  home = folder();
  writeFileSync(join(home, 'dump.jsonl'), dump());
  matgeul(['batch', 'dump.jsonl', '--single', '--model', 'none', '--out', 'whole.jsonl'], { cwd: home });
  whole = readFileSync(join(home, 'whole.jsonl'), 'utf8');
});

describe('디스크', () => {
  it('가득 찬 장치는 그렇다고 말하고 1로 끝난다', () => {
    const { code, err } = matgeul(
      ['batch', 'dump.jsonl', '--single', '--model', 'none', '--out', '/dev/full'],
      {
        cwd: home,
      },
    );
    expect([code, err]).toEqual([1, 'matgeul: /dev/full: 디스크가 가득 찼습니다 [work/enospc]\n']);
  });

  it.each([
    ['따로', ['--single'], 1200],
    ['함께', [], 3000],
  ])(
    '쓰다가 자리가 모자라면 말하고 멈추며, 자리가 나면 이어져 같은 바이트가 된다: %s',
    (name, flags, blocks) => {
      const args = [
        'batch',
        'dump.jsonl',
        '--model',
        'none',
        '--out',
        `full-${name}.jsonl`,
        ...flags,
        '--resume',
      ];
      // No file may grow above so many blocks: what a full disk does to the one file that grows.
      const limited = spawnSync(
        'bash',
        ['-c', `ulimit -f ${blocks}; exec "$@"`, '-', process.execPath, MAIN, ...args],
        {
          cwd: home,
          encoding: 'utf8',
        },
      );
      expect(limited.status).toBe(1);
      expect(limited.stderr).toMatch(/\[work\/(enospc|efbig)\]/);
      expect(existsSync(join(home, `full-${name}.jsonl`))).toBe(false);
      expect(matgeul(args, { cwd: home }).code).toBe(0);
      const lines = readFileSync(join(home, `full-${name}.jsonl`), 'utf8');
      expect(lines.split('\n')).toHaveLength(COMMENTS + 1);
      if (flags.length > 0) expect(lines).toBe(whole);
    },
  );

  it('결과를 둘 폴더가 사라지면 말하고 1로 끝난다', async () => {
    const gone = join(home, 'gone');
    mkdirSync(gone);
    const args = ['batch', '-', '--single', '--model', 'none', '--out', 'gone/out.jsonl'];
    const child = spawn(process.execPath, [MAIN, ...args], { cwd: home, env: {} });
    let err = '';
    child.stderr.on('data', (piece: Buffer) => (err += piece.toString()));
    child.stdin.on('error', () => undefined);
    const text = dump();
    child.stdin.write(text.slice(0, text.length / 2));
    for (let n = 0; n < 200 && !existsSync(join(gone, 'out.jsonl.work', 'out')); n++) await sleep(50);
    // Removed file by file it would be half there for a moment.
    renameSync(gone, `${gone}-away`);
    child.stdin.end(text.slice(text.length / 2));
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(1);
    expect(err).toBe('matgeul: gone/out.jsonl: 결과를 둘 폴더가 없어졌습니다 [work/output-gone]\n');
  });

  it('없는 폴더에는 쓰지 않는다고 먼저 말한다', () => {
    const { code, err } = matgeul(['batch', 'dump.jsonl', '--out', 'no/where.jsonl'], { cwd: home });
    expect([code, err]).toEqual([2, 'matgeul: no/where.jsonl: 파일을 둘 폴더가 없습니다 [file/no-folder]\n']);
  });
});

describe('나쁜 입력', () => {
  it('천 줄마다 읽을 수 없는 줄: 읽음 = 결과 + 거절, 3으로 끝난다', () => {
    const rows = dump()
      .split('\n')
      .map((row, i) => (i % 1000 === 500 ? `${row}x` : row));
    for (const flags of [['--single'], []]) {
      const { code, err } = matgeul(
        ['batch', '-', '--model', 'none', '--out', 'bad.jsonl', '--rejects', 'rejects.jsonl', ...flags],
        { cwd: home, input: rows.join('\n') },
      );
      expect(code).toBe(3);
      expect(err).toContain('읽음 6,000 = 결과 5,994 + 거절 6');
      const rejects = readFileSync(join(home, 'rejects.jsonl'), 'utf8').trimEnd().split('\n');
      expect(rejects.map((line) => (JSON.parse(line) as { line: number }).line)).toEqual([
        501, 1501, 2501, 3501, 4501, 5501,
      ]);
    }
  });

  it('gzip 폭탄과 한 줄 300MB는 정해진 기억 안에서 거절한다', () => {
    const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024, 0x61), { level: 9 });
    const good = gzipSync(dump());
    writeFileSync(
      join(home, 'bomb.gz'),
      Buffer.concat([gzipSync('{"type":"comment","id":"'), bomb, gzipSync('"}\n'), good]),
    );
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        '--max-old-space-size=150',
        MAIN,
        'batch',
        'bomb.gz',
        '--single',
        '--workers',
        '1',
        '--model',
        'none',
        '--out',
        'bomb.jsonl',
      ],
      { cwd: home, encoding: 'utf8' },
    );
    expect(stderr).toContain('bomb.gz:1: 줄이 1MB를 넘습니다 [line-too-long]');
    expect(status).toBe(3);
    expect(readFileSync(join(home, 'bomb.jsonl'), 'utf8')).toBe(whole);
  });

  it('파일 이름과 글의 제어 문자는 단말기로 나가지 않는다', () => {
    const name = 'a\u001b[31m\u202e.jsonl';
    writeFileSync(join(home, name), '{"type":"comment","id":"c","articleId":"a","text":"t"}\nx\n');
    const { err } = matgeul(['batch', name, '--model', 'none', '--out', 'names.jsonl'], { cwd: home });
    for (const wild of ['\u001b', '\u202e']) expect(err).not.toContain(wild);
    expect(err).toContain('␛');
  });
});
