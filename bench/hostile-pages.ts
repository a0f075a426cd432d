/**
 * Measures how long hostile pages of up to 50 MB take to read: endless lines, deep nesting, long runs of white space.
 *
 *     npx tsx bench/hostile-pages.ts
 */
import { readPage } from '../src/article/index.js';
import { Fault } from '../src/fault.js';
import { HOSTILE_PAGES } from '../tests/article/hostile-pages.js';

for (const [name, make, large] of HOSTILE_PAGES) {
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
  console.log(`${name}: ${(bytes.length / 1e6).toFixed(1)} MB, ${ms} ms, ${outcome}`);
}
