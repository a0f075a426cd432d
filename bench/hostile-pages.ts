/**
 * Measures how long hostile pages of up to 50 MB take to read, and how much memory: endless lines, deep nesting, long runs
 * of white space, nothing but character references. A word of a name reads these pages only, for memory of their own.
 *
 *     npx tsx bench/hostile-pages.ts [WORD]
 */
import { readPage } from '../src/article/index.js';
import { Fault } from '../src/fault.js';
import { HOSTILE_PAGES } from '../tests/article/hostile-pages.js';

const word = process.argv[2] ?? '';
for (const [name, make, large] of HOSTILE_PAGES) {
  if (!name.includes(word)) continue;
  const bytes = Buffer.from(make(large));
  const since = performance.now();
  let outcome = 'page';
  try {
    readPage(bytes);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    outcome = error.code;
  }
  const ms = Math.round(performance.now() - since);
  const most = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    `${name}: ${(bytes.length / 1e6).toFixed(1)} MB, ${ms} ms, at most ${most} MiB so far, ${outcome}`,
  );
}
