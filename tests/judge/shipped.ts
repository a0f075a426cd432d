import { readFileSync, readdirSync } from 'node:fs';
import { createJudge } from '../../src/judge/index.js';
import type { Judging } from '../../src/judge/index.js';
import { checkPacks, compilePacks } from '../../src/rules/index.js';
import type { RuleBook } from '../../src/rules/index.js';
import { lexicon } from '../hangul/lexicon-file.js';

const root = new URL('../../', import.meta.url);

/** The packs as they ship. */
export const book: RuleBook = shippedBook();

/** The judge as it ships. */
export const judge: Judging = createJudge({ book, lexicon });

function shippedBook(): RuleBook {
  const files = readdirSync(new URL('rules/', root)).filter((name) => name.endsWith('.yaml'));
  const checked = checkPacks(
    files.map((name) => ({
      file: `rules/${name}`,
      source: readFileSync(new URL(`rules/${name}`, root), 'utf8'),
    })),
  );
  if ('faults' in checked) throw checked.faults[0]!;
  return compilePacks(checked.packs, lexicon);
}
