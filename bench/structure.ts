/**
 * Measures the structure of `src/`: files, lines, import chains.
 *
 *     npx tsx bench/structure.ts [FOLDER OF A CHECKOUT]
 *
 * A line is a line of the file, blank ones and comments too. The longest import chain counts the files on it; imports of
 * types count like others.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';

const root = path.resolve(process.argv[2] ?? '.');
process.chdir(root);
const { output } = await cruise(['src'], {
  baseDir: root,
  doNotFollow: { path: 'node_modules' },
  includeOnly: '^src/',
  tsPreCompilationDeps: true,
});
const modules = (output as ICruiseResult).modules.filter(({ source }) => /(?<!\.d)\.ts$/.test(source));
const imports = new Map(
  modules.map(({ source, dependencies }) => [source, dependencies.map((one) => one.resolved)]),
);

const importers = new Map<string, number>();
for (const targets of imports.values())
  for (const target of new Set(targets)) importers.set(target, (importers.get(target) ?? 0) + 1);

const lengths = new Map<string, number>();
/** Files on the longest chain that starts at a file. */
function chainFrom(file: string): number {
  const known = lengths.get(file);
  if (known !== undefined) return known;
  lengths.set(file, 0);
  const longest = Math.max(0, ...(imports.get(file) ?? []).filter((to) => imports.has(to)).map(chainFrom));
  lengths.set(file, longest + 1);
  return longest + 1;
}

const lines = modules
  .map(({ source }) => readFileSync(source, 'utf8').split('\n').length - 1)
  .sort((a, b) => a - b);
const quantile = (share: number): number => lines[Math.floor((lines.length - 1) * share)]!;

console.log(`files                     ${lines.length}`);
console.log(`lines                     ${lines.reduce((sum, one) => sum + one, 0)}`);
console.log(`median of lines           ${quantile(0.5)}`);
console.log(`95th percentile of lines  ${quantile(0.95)}`);
console.log(`longest file              ${lines.at(-1)}`);
console.log(`longest import chain      ${Math.max(...modules.map(({ source }) => chainFrom(source)))}`);
console.log(
  `files with one importer   ${[...importers].filter(([file, count]) => count === 1 && imports.has(file)).length}`,
);
