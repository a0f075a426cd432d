import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readPage } from '../../src/article/index.js';
import { skipOrFail } from '../setup/skip.js';
import { judge } from './shipped.js';

const folder = new URL('../../../shared/cases/', import.meta.url);
const missing = !existsSync(folder) && skipOrFail('the kept cases (../shared/cases) are not here');

/** Judges the page of a kept case: its comments in their order. */
function judgeCase(name: string) {
  const { article, comments } = readPage(readFileSync(new URL(`${name}.input.json`, folder)));
  return judge.page(article, comments);
}

describe.skipIf(missing)('사람들이 겪은 글', () => {
  test.each(['entities-in-comments', 'percent-encoded-link', 'regional-indicator-letters', 'rlo-override'])(
    '%s: 무관이고 표시된다',
    (name) => {
      for (const { verdict, flag } of judgeCase(name)) expect([verdict, flag]).toEqual(['off-topic', true]);
    },
  );
});
