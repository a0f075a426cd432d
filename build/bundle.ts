import { chmodSync, cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { THREADS } from '../src/assets/start-worker.js';

/** Packages whose code becomes part of `dist/`. All others that the sources import are installed beside it. */
const BUNDLED = JSON.parse(readFileSync(new URL('bundled.json', import.meta.url), 'utf8')) as string[];

/** Packages that bundled ones would use if they were there; nobody installs them. */
const ABSENT = ['pg-native', 'cloudflare:sockets'];

/** The SQLite driver, whose compiled code cannot be part of a bundle. */
const SQLITE = '@photostructure/sqlite';

/** Bundled CommonJS calls `require` for Node's own modules, and ES modules have none. */
const REQUIRE = `import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);`;

/** How the sources load a package at once, when that line is reached, and not before. */
const LATE = /createRequire\(import\.meta\.url\)\('([^'.]+)'\)/gu;

/**
 * Zod brings its messages in fifty languages; ours are Korean and English, and each run that checks anything would read
 * them all.
 */
const twoLanguages: Plugin = {
  name: 'two-languages',
  setup(building) {
    building.onLoad({ filter: /[/\\]zod[/\\]v4[/\\]locales[/\\]index\.js$/ }, () => ({
      contents: `export { default as en } from './en.js'; export { default as ko } from './ko.js';`,
      loader: 'js',
    }));
  },
};

const requireFrom = (root: string): NodeJS.Require => createRequire(join(root, 'package.json'));

/** Such packages, each bundled as a file of its own (`libraries/NAME.cjs`): a run that needs none reads none. */
function lateLibraries(found: Set<string>): Plugin {
  return {
    name: 'late-libraries',
    setup(building) {
      building.onLoad({ filter: /[/\\]src[/\\](?:article|rules|dumps)[/\\].*\.ts$/ }, ({ path }) => ({
        loader: 'ts',
        contents: readFileSync(path, 'utf8').replaceAll(LATE, (_call, name: string) => {
          found.add(name);
          return `createRequire(import.meta.url)('../${libraryFile(name)}')`;
        }),
      }));
    },
  };
}

/** Where a package that is loaded late stands in `dist`. */
const libraryFile = (name: string): string => `libraries/${name.replace(/^@[^/]+\//u, '')}.cjs`;

/**
 * Bundles the command line, the library and the threads into `dist`. What several of them need stands in `chunks/` once;
 * what the sources import on demand stays a chunk that is loaded on demand. All files stand one folder deep, as `src/assets/package-root.ts`
 * expects. Functions keep their names: the stack of a fault can be read without a source map.
 *
 * @returns the paths of all files written
 * @throws Error where the sources import a package that is neither installed with this one nor in `bundled.json`
 */
export async function bundle(root: string, dist: string): Promise<string[]> {
  const { dependencies, peerDependencies } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  ) as Record<'dependencies' | 'peerDependencies', Record<string, string>>;
  const threads = Object.entries(THREADS).map(([name, file]) => [`threads/${name}`, `src/${file}.ts`]);
  const late = new Set<string>();
  const shared = {
    absWorkingDir: root,
    outdir: dist,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    legalComments: 'none',
    charset: 'utf8',
    // A quarter less to install and to read. Names stay, and short lines, so that a stack says where it was.
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 160,
    metafile: true,
    logLevel: 'warning',
  } as const;
  const main = await build({
    ...shared,
    entryPoints: {
      ...Object.fromEntries(threads),
      'cli/main': 'src/cli/main.ts',
      'library/index': 'src/library/index.ts',
    } as Record<string, string>,
    chunkNames: 'chunks/[name]-[hash]',
    splitting: true,
    format: 'esm',
    external: [...Object.keys(dependencies), ...Object.keys(peerDependencies), ...ABSENT],
    banner: { js: REQUIRE },
    plugins: [lateLibraries(late), twoLanguages],
  });
  const sqlite = await bundleSqlite(root, join(dist, 'sqlite'));
  const libraries = await build({
    ...shared,
    // The file that `require` would take: an ES module loses `import.meta` here.
    entryPoints: Object.fromEntries(
      [...late].map((name) => [libraryFile(name).replace('.cjs', ''), requireFrom(root).resolve(name)]),
    ),
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    external: Object.keys(dependencies),
  });
  const metafile: Metafile = {
    inputs: { ...libraries.metafile.inputs, ...main.metafile.inputs },
    outputs: { ...libraries.metafile.outputs, ...main.metafile.outputs },
  };
  const strangers = importedPackages(metafile).filter((name) => !BUNDLED.includes(name));
  if (strangers.length > 0)
    throw new Error(`neither a dependency nor in build/bundled.json: ${strangers.join(', ')}`);
  chmodSync(join(dist, 'cli/main.js'), 0o755);
  const contents = join(dist, 'bundles.json');
  writeFileSync(contents, JSON.stringify(contentsOf(metafile), null, 1));
  const texts = join(dist, 'LICENCES.txt');
  const all = { inputs: { ...metafile.inputs, ...sqlite.inputs }, outputs: {} };
  writeFileSync(texts, licences(root, all));
  return [
    ...Object.keys(metafile.outputs).map((file) => resolve(root, file)),
    ...sqlite.files,
    contents,
    texts,
  ];
}

/** What the tests check of a bundle: what it imports at once (bundles by path, packages by name), whose code it holds. */
export interface BundleContents {
  readonly imports: readonly string[];
  readonly packages: readonly string[];
}

/** The contents of all bundles by path in `dist`; not part of the package. */
function contentsOf({ outputs }: Metafile): Record<string, BundleContents> {
  const inDist = (file: string): string => file.replace(/^dist\//u, '');
  return Object.fromEntries(
    Object.entries(outputs).map(([file, { imports, inputs }]) => {
      const held = Object.keys(inputs).filter((input) => inputs[input]!.bytesInOutput > 0);
      const packages = held.flatMap((input) => folderOf(input)?.replace(/^.*node_modules\//u, '') ?? []);
      const atOnce = imports
        .filter(({ kind }) => kind === 'import-statement')
        .map(({ path }) => inDist(path));
      return [inDist(file), { imports: atOnce, packages: [...new Set(packages)] }];
    }),
  );
}

/**
 * The SQLite driver beside its compiled code for every system, as `src/store/dialect/sqlite-file.ts` loads it. The package
 * itself would bring the source of SQLite too, 11 of its 29 MB, and a script that npm asks about at each installation.
 */
async function bundleSqlite(
  root: string,
  folder: string,
): Promise<{ files: string[]; inputs: Metafile['inputs'] }> {
  const lib = join(folder, 'lib', 'index.cjs');
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [`node_modules/${SQLITE}/dist/index.cjs`],
    outfile: lib,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    metafile: true,
    logLevel: 'warning',
  });
  const prebuilds = join(root, 'node_modules', SQLITE, 'prebuilds');
  const binaries = readdirSync(prebuilds, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.node'),
  );
  for (const name of binaries) cpSync(join(prebuilds, name), join(folder, 'prebuilds', name));
  return {
    files: [lib, ...binaries.map((name) => join(folder, 'prebuilds', name))],
    inputs: metafile.inputs,
  };
}

/** The folder of the package that a file belongs to; undefined for the sources. */
function folderOf(file: string): string | undefined {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/u.exec(file)?.[0];
}

/** Names of the bundled packages that the sources import themselves. */
function importedPackages({ inputs }: Metafile): string[] {
  const names = Object.entries(inputs)
    .filter(([file]) => folderOf(file) === undefined)
    .flatMap(([, { imports }]) =>
      imports.flatMap(({ path }) => folderOf(path)?.replace(/^.*node_modules\//u, '') ?? []),
    );
  return [...new Set(names)];
}

/** Names, versions and licences of all packages whose code is in the bundles. */
function licences(root: string, { inputs }: Metafile): string {
  const folders = [...new Set(Object.keys(inputs).flatMap((file) => folderOf(file) ?? []))].sort();
  const parts = folders.map((folder) => {
    const { name, version, license } = JSON.parse(
      readFileSync(join(root, folder, 'package.json'), 'utf8'),
    ) as {
      readonly name: string;
      readonly version: string;
      readonly license?: string;
    };
    const texts = readdirSync(join(root, folder))
      .filter((file) => /^(licen[cs]e|copying|notice)[^/]*$/iu.test(file) && !file.endsWith('.js'))
      .map((file) => readFileSync(join(root, folder, file), 'utf8').trim());
    return [`${name} ${version} (${license ?? 'licence below'})`, ...texts].join('\n\n');
  });
  const rule = `\n\n${'-'.repeat(72)}\n\n`;
  return `${['Code of these packages is part of the files in this folder.', ...parts].join(rule)}\n`;
}
