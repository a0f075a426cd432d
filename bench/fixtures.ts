/**
 * What the judge makes of the labelled fixtures, by set, label and kind, with the articles' bodies and by title alone,
 * and of the planted posts and comments:
 *
 *     npx tsx bench/fixtures.ts [--wrong] [--model FILE]
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadBook } from '../src/assets/packs.js';
import { inPackage } from '../src/assets/package-root.js';
import { createJudge } from '../src/judge/index.js';
import type { Result } from '../src/judge/index.js';
import { openRelevance } from '../src/relevance/index.js';
import { judgeFixtures } from '../tests/judge/fixture-set.js';
import { readInnocents, readPosts } from '../tests/judge/planted-set.js';

const { values } = parseArgs({
  options: { wrong: { type: 'boolean', default: false }, model: { type: 'string' } },
});
const relevance = openRelevance(readFileSync(values.model ?? inPackage('models', 'relevance.bin')));
const judging = createJudge({ ...loadBook(inPackage('rules')), relevance });

interface Row {
  readonly label: string;
  readonly kind: string;
  readonly text: string;
  readonly result: Result;
}

const COLUMNS = ['of', 'flagged', 'review', 'off-topic', 'unclear', 'on-topic', 'mean score'] as const;

function print(name: string, rows: readonly Row[]): void {
  if (rows.length === 0) return;
  const count = (holds: (result: Result) => boolean): number =>
    rows.filter(({ result }) => holds(result)).length;
  const figures = [
    rows.length,
    count(({ flag }) => flag),
    count(({ review }) => review),
    ...(['off-topic', 'unclear', 'on-topic'] as const).map((verdict) => count((r) => r.verdict === verdict)),
    (rows.reduce((sum, { result }) => sum + result.score, 0) / rows.length).toFixed(3),
  ];
  console.log(`  ${name.padEnd(24)}${figures.map((figure) => String(figure).padStart(11)).join('')}`);
}

function printSet(title: string, rows: readonly Row[], groups: readonly string[]): void {
  console.log(`\n${title}`);
  console.log(`  ${''.padEnd(24)}${COLUMNS.map((column) => column.padStart(11)).join('')}`);
  for (const label of ['off-topic', 'on-topic', 'unclear']) {
    const own = rows.filter((row) => row.label === label);
    print(label, own);
    for (const group of groups)
      print(
        `  ${group}`,
        own.filter(({ kind }) => kind.startsWith(group)),
      );
  }
  if (!values.wrong) return;
  for (const { label, kind, text, result } of rows) {
    if (label === 'off-topic' ? result.flag : !result.review) continue;
    const why = result.reasons
      .slice(0, 4)
      .map(({ id, weight, text: found }) => `${id} ${weight.toFixed(1)}${found ? ` «${found}»` : ''}`);
    const state = result.flag ? 'flag' : result.review ? 'review' : result.verdict;
    console.log(
      `    ${label} ${state} ${result.score.toFixed(2)} (${kind}) ${text}\n        ${why.join('; ')}`,
    );
  }
}

const SETS = [
  ['articles', ['obfuscated', 'trap']],
  ['checks/set-1', ['obfuscated', 'trap']],
  ['checks/set-2', ['obfuscated', 'trap']],
  ['checks/set-3', ['obfuscated', 'trap']],
  ['everyday', []],
  ['checks/outage-page.json', ['campaign', 'advert', 'politics', 'foreign', 'belongs:price']],
] as const;
for (const [place, groups] of SETS) {
  for (const withBody of [true, false]) {
    const { comments } = judgeFixtures(place, { judging, withBody });
    printSet(`fixtures/${place}, ${withBody ? 'with bodies' : 'titles only'}`, comments, groups);
  }
}

/** Each planted post stands alone, in turn, under one of these: its own page would give the campaign away. */
const grounds = judgeGrounds();
for (const withBody of [true, false]) {
  const planted = ['campaigns', 'adverts'].flatMap((name) =>
    readPosts(name).map((post, i): Row => {
      const { article } = grounds[i % grounds.length]!;
      const result = judging.comment(withBody ? article : { ...article, body: null }, {
        id: post.id,
        articleId: article.id,
        text: post.text,
      });
      const disguise = post.way === 'plain' ? 'plain' : 'disguised';
      return { label: 'off-topic', kind: `${name}: ${disguise}`, text: post.text, result };
    }),
  );
  const innocents = readInnocents().map(({ id, text, title, body, group }): Row => {
    const article = { id: group, title, body: withBody ? body : null };
    const result = judging.comment(article, { id, articleId: group, text });
    return { label: 'on-topic', kind: body === null ? 'has a title only' : 'has a body', text, result };
  });
  printSet(
    `fixtures/planted, each alone, ${withBody ? 'with bodies' : 'titles only'}`,
    [...planted, ...innocents],
    [
      'campaigns: plain',
      'campaigns: disguised',
      'adverts: plain',
      'adverts: disguised',
      'has a body',
      'has a title only',
    ],
  );
}

function judgeGrounds() {
  const names = ['dog-park', 'first-snow', 'flu-season', 'library-hours', 'market-move', 'river-path-lights'];
  return names.map(
    (name) =>
      JSON.parse(readFileSync(new URL(`../fixtures/everyday/${name}.json`, import.meta.url), 'utf8')) as {
        article: { id: string; title: string; body: string };
      },
  );
}
