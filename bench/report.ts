/**
 * How fast a large report is made and how fast it answers in a real Chromium, opened as a file:
 *
 *     npx tsx bench/report.ts [--comments 100000] [--articles 2000]
 *
 * All comments are flagged and differ from each other. `first paint` is First Contentful Paint, `ready` when every comment
 * was unpacked, both from the start of navigation; search and sort are timed in the page from the event to the drawn list.
 */
import { cpus } from 'node:os';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { ReportCollector } from '../src/report/gather/collect.js';
import { reportPage } from '../src/report/page.js';
import { launch, openPage } from '../tests/report/browser.js';
import { judgedOf } from '../tests/report/given.js';

const { values } = parseArgs({
  options: {
    comments: { type: 'string', default: '100000' },
    articles: { type: 'string', default: '2000' },
  },
});
const comments = Number(values.comments);
const articles = Number(values.articles);

function print(name: string, value: string): void {
  process.stdout.write(`${name.padEnd(28)} ${value}\n`);
}

const ms = (from: number, to = performance.now()): string =>
  `${Math.round(to - from).toLocaleString('en-US')} ms`;
const mb = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MB`;

print('machine', `${cpus()[0]?.model ?? '?'}, ${cpus().length} cores, Node ${process.versions.node}`);
print('comments, articles', `${comments.toLocaleString('en-US')}, ${articles.toLocaleString('en-US')}`);

const collected = new ReportCollector(comments);
global.gc?.();
const before = process.memoryUsage().heapUsed;
let at = performance.now();
for (let n = 0; n < comments; n++) collected.add(judgedOf(n, articles, true));
print('collected (with making them)', ms(at));
global.gc?.();
print('heap held by the collector', mb(process.memoryUsage().heapUsed - before));

at = performance.now();
const html = [...reportPage(collected, { language: 'ko', sources: ['dump.jsonl'], rejects: 0 })].join('');
print('page written', ms(at));
print('size of the page', mb(Buffer.byteLength(html)));

/** Runs in the page: does something and waits for the list to be drawn. */
const timed = (act: string): string => `new Promise((resolve) => {
  const list = document.getElementById('list');
  const start = performance.now();
  new MutationObserver((_, observer) => { observer.disconnect(); requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start))); })
    .observe(list, { childList: true });
  ${act}
})`;
const search = (words: string): string =>
  timed(
    `const field = document.getElementById('search'); field.value = ${JSON.stringify(words)}; field.dispatchEvent(new Event('input'));`,
  );
const choose = (id: string, value: string): string =>
  timed(
    `const field = document.getElementById('${id}'); field.value = '${value}'; field.dispatchEvent(new Event('change'));`,
  );

const browser = await launch();
try {
  for (let round = 1; round <= 3; round++) {
    const { page } = await openPage(browser, html);
    const paint = await page.evaluate(
      `performance.getEntriesByType('paint').find(({ name }) => name === 'first-contentful-paint').startTime`,
    );
    const ready = await page.evaluate(`performance.getEntriesByName('matgeul-ready')[0].startTime`);
    print(`round ${round}: first paint`, ms(0, Number(paint)));
    print('  ready', ms(0, Number(ready)));
    const acts: [string, string][] = [
      ['search of a word', search('주주')],
      ['search of initials', search('ㅎㅂㅈㅅ')],
      ['search without a hit', search('없는말이다')],
      ['search cleared', search('')],
      ['sort by time', choose('sort', 'time')],
      ['filter by article', choose('article', '3')],
    ];
    for (const [name, act] of acts) print(`  ${name}`, ms(0, Number(await page.evaluate(act))));
    await page.context().close();
  }
} finally {
  await browser.close();
}
