import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const LINE = 110;
// Called as a program: its types would bring AssemblyScript's own globals in.
const COMPILER = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js');
const FLAGS = ['-O3', '--runtime', 'stub', '--noAssert', '--importMemory', '--enable', 'simd'];

/** Sources in `assembly/`, with the file in `src/` that holds what each compiles to. */
export const MODULES = {
  'kernel.ts': 'relevance/kernel/bytes.ts',
  'reader.ts': 'relevance/reader/bytes.ts',
  'matcher.ts': 'hangul/matcher/kernel/bytes.ts',
} as const;

/** The source of a module's `bytes.ts`, as its file in `assembly/` compiles. */
export function compileKernel(file: keyof typeof MODULES): string {
  const source = fileURLToPath(new URL(`assembly/${file}`, import.meta.url));
  const folder = mkdtempSync(path.join(tmpdir(), 'matgeul-kernel-'));
  try {
    const target = path.join(folder, 'kernel.wasm');
    execFileSync(process.execPath, [COMPILER, path.basename(source), '--outFile', target, ...FLAGS], {
      cwd: path.dirname(source),
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const lines = readFileSync(target)
      .toString('base64')
      .match(new RegExp(`.{1,${LINE}}`, 'gu'))!;
    return [
      `// Made by \`npm run kernel\` from models/make/kernel/assembly/${file}; do not edit.`,
      '/** The compiled kernel (WebAssembly), base64. */',
      'export const KERNEL = [',
      ...lines.map((line) => `  '${line}',`),
      "].join('');",
      '',
    ].join('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
