/**
 * What the shipped judge makes of the labelled fixtures, by set, label and kind, and which verdicts each label gets:
 *
 *     npx tsx bench/fixtures.ts [--wrong]
 */
import { parseArgs } from 'node:util';
import { flaggedShare, judgeFixtures } from '../tests/judge/fixture-set.js';
import type { JudgedFixture } from '../tests/judge/fixture-set.js';

const { values } = parseArgs({ options: { wrong: { type: 'boolean', default: false } } });
const percent = (share: number): string => `${(100 * share).toFixed(1)}%`.padStart(6);

function describe(comments: readonly JudgedFixture[]): string {
  return (['off-topic', 'on-topic', 'unclear'] as const)
    .filter((label) => comments.some((comment) => comment.label === label))
    .map((label) => {
      const count = comments.filter((comment) => comment.label === label).length;
      return `${label} ${percent(flaggedShare(comments, label))} of ${String(count).padStart(3)}`;
    })
    .join('   ');
}

const all: JudgedFixture[] = [];
for (const folder of ['articles', 'checks/set-1', 'checks/set-2', 'checks/set-3']) {
  const { articles, comments } = judgeFixtures(folder);
  all.push(...comments);
  console.log(`\nfixtures/${folder}: ${articles} articles, ${comments.length} comments; flagged`);
  console.log(`  ${'all'.padEnd(12)} ${describe(comments)}`);
  for (const group of ['obfuscated', 'trap']) {
    console.log(`  ${group.padEnd(12)} ${describe(comments.filter(({ kind }) => kind.startsWith(group)))}`);
  }
  if (!values.wrong) continue;
  for (const { label, kind, text, result } of comments) {
    if (result.flag === (label === 'off-topic')) continue;
    console.log(`    ${label} ${result.score.toFixed(2)} (${kind}) ${text}`);
  }
}

const VERDICTS = ['off-topic', 'on-topic', 'unclear'] as const;
console.log('\nverdicts of all sets, by label');
console.log(`  ${''.padEnd(12)}${VERDICTS.map((verdict) => verdict.padStart(10)).join('')}`);
for (const label of VERDICTS) {
  const own = all.filter((comment) => comment.label === label);
  const counts = VERDICTS.map((verdict) => own.filter(({ result }) => result.verdict === verdict).length);
  console.log(`  ${label.padEnd(12)}${counts.map((count) => String(count).padStart(10)).join('')}`);
}
