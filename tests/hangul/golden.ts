import { readFileSync } from 'node:fs';

/** Rows of a golden table in tests/hangul/golden; `#` lines are notes. */
export function golden(name: string): string[][] {
  const text = readFileSync(new URL(`./golden/${name}`, import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'));
}
