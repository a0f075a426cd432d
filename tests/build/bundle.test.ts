import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inPackage } from '../../src/assets/package-root.js';
import { type ThreadName, THREADS } from '../../src/assets/start-worker.js';
import { MAIN } from '../cli/run-cli.js';

/** Modules that a command loads: packages by name, bundles by file name without the hash. */
function loadedBy(...args: string[]): string[] {
  const hooks = inPackage('tests', 'build', 'loaded-hooks.mjs');
  const { stderr } = spawnSync(process.execPath, ['--import', hooks, MAIN, ...args], { encoding: 'utf8' });
  const urls = [...stderr.matchAll(/^loaded (file:.*)$/gmu)].map(([, url]) => url!);
  const names = urls.map(
    (url) =>
      /node_modules\/((?:@[^/]+\/)?[^/]+)/u.exec(url)?.[1] ?? basename(url).replace(/-[A-Z0-9]{8}\.js$/u, ''),
  );
  return [...new Set(names)];
}

/** What stands in chunks or packages of its own because few need it. */
const ON_DEMAND = [
  '@duckdb/node-api',
  '@resvg/resvg-js',
  'discord.js',
  'pg',
  'pg-boss',
  's3',
  'xlsx',
] as const;

/** What one format of an input, or one pattern of a rule, needs, and judging does not. */
const NOT_IN_JUDGING = [
  '@aws-sdk/client-s3',
  '@mozilla/readability',
  'discord.js',
  'iconv-lite',
  'linkedom',
  'natural',
  'pg',
  're2js',
  'undici',
  'yaml',
];

/** Packages whose code a bundle holds or imports, with all bundles that it imports, but for those loaded on demand. */
function packagesOf(bundle: string): string[] {
  const files = new Set([bundle]);
  const packages = new Set<string>();
  for (const file of files) {
    const source = readFileSync(file, 'utf8');
    for (const [, name] of source.matchAll(/^(?:import|export)\b[^'"`;]*?(?:from )?"([^"]+)";$/gmu))
      if (name!.startsWith('.')) files.add(join(file, '..', name!));
      else if (!isBuiltin(name!)) packages.add(name!);
    for (const [, name] of source.matchAll(/^\s*\/\/ \S*node_modules\/((?:@[^/]+\/)?[^/]+)\//gmu))
      packages.add(name!);
  }
  return [...packages];
}

describe('dist/', () => {
  it.each([
    ['a judging thread', 'threads', /^judge\.js$/u],
    ['judge of a page', 'chunks', /^judge-[A-Z0-9]{8}\.js$/u],
  ])('%s holds no parser of pages, no tables of encodings, no YAML', (_what, folder, name) => {
    const bundles = readdirSync(inPackage('dist', folder)).filter((file) => name.test(file));
    expect(bundles).toHaveLength(1);
    const packages = packagesOf(inPackage('dist', folder, bundles[0]!));
    // zod is still there: rows, results and model files are checked by it.
    expect(packages).toContain('zod');
    expect(packages.filter((one) => NOT_IN_JUDGING.includes(one))).toEqual([]);
  });

  it('loads AWS, PostgreSQL, Discord and the like only when they are asked for', () => {
    for (const call of [['--version'], ['judge', 'fixtures/pages/kakao-outage.txt']]) {
      const loaded = loadedBy(...call);
      expect(loaded).toContain('main.js');
      expect(loaded.filter((name) => (ON_DEMAND as readonly string[]).includes(name))).toEqual([]);
    }
    // The names above are those of the bundles.
    const chunks = readdirSync(inPackage('dist', 'chunks')).map((name) =>
      name.replace(/-[A-Z0-9]{8}\.js$/u, ''),
    );
    expect(chunks).toEqual(expect.arrayContaining(['s3', 'xlsx']));
  });

  it('tells its version with the command line alone', () => {
    const loaded = loadedBy('--version').filter((name) => name !== 'chunk');
    expect(loaded).toEqual(['main.js']);
  });

  it.each(Object.keys(THREADS) as ThreadName[])('has the thread "%s"', (name) => {
    expect(existsSync(inPackage('dist', 'threads', `${name}.js`))).toBe(true);
  });

  it('imports nothing but itself, Node and the dependencies of the package', () => {
    const { dependencies, peerDependencies } = JSON.parse(
      readFileSync(inPackage('package.json'), 'utf8'),
    ) as Record<'dependencies' | 'peerDependencies', Record<string, string>>;
    const known = [...Object.keys(dependencies), ...Object.keys(peerDependencies)];
    const strangers = ['chunks', 'cli', 'threads'].flatMap((folder) =>
      readdirSync(inPackage('dist', folder)).flatMap((file) => {
        const source = readFileSync(inPackage('dist', folder, file), 'utf8');
        const imported = [...source.matchAll(/^(?:import|export)\b[^'"`;]*?(?:from )?"([^"]+)";$/gmu)].map(
          ([, name]) => name!,
        );
        return imported.filter(
          (name) =>
            !name.startsWith('.') &&
            !isBuiltin(name) &&
            !known.some((one) => `${name}/`.startsWith(`${one}/`)),
        );
      }),
    );
    expect(strangers).toEqual([]);
  });

  it('carries the licence of each package whose code is in it', () => {
    const text = readFileSync(inPackage('dist', 'LICENCES.txt'), 'utf8');
    const bundled = JSON.parse(readFileSync(inPackage('build', 'bundled.json'), 'utf8')) as string[];
    for (const name of bundled) {
      const { version } = JSON.parse(
        readFileSync(inPackage('node_modules', name, 'package.json'), 'utf8'),
      ) as { version: string };
      expect(text).toContain(`\n${name} ${version} (`);
    }
    expect(text.match(/permission is hereby granted/giu)!.length).toBeGreaterThan(20);
    expect(existsSync(join(inPackage('dist', 'fonts'), 'LICENSE'))).toBe(true);
  });
});
