// `npm run build`: everything in `dist/` that the package runs.
import { cpSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeImage } from '../src/assets/pack-image.js';
import { FONT_FILES } from '../src/assets/render-png.js';
import { bundle } from './bundle.js';
import { declare } from './declarations.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(ROOT, 'dist');

/** The steps of a build. Each gives the files that it wrote. */
const made = [...(await bundle(ROOT, DIST)), ...declare(ROOT, DIST), ...copyFonts(), await compilePacks()];
prune(DIST, new Set(made));

/** The two cuts of SUIT that plots are drawn in, and their licence. */
function copyFonts(): string[] {
  const folder = join(DIST, 'fonts');
  mkdirSync(folder, { recursive: true });
  const require = createRequire(import.meta.url);
  return [...FONT_FILES, '@sun-typeface/suit/LICENSE'].map((file) => {
    const target = join(folder, basename(file));
    cpSync(require.resolve(file), target);
    return target;
  });
}

/** The shipped packs, compiled. */
async function compilePacks(): Promise<string> {
  const target = join(DIST, 'packs.bin');
  writeFileSync(target, await makeImage(join(ROOT, 'rules')));
  return target;
}

/** Removes what an earlier build left. Last, so that a program that runs meanwhile keeps its files where nothing changed. */
function prune(folder: string, kept: ReadonlySet<string>): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) prune(path, kept);
    else if (!kept.has(path)) rmSync(path);
  }
  if (readdirSync(folder).length === 0) rmSync(folder, { recursive: true });
}
