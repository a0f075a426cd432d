/**
 * Measures the cost of reading a dump per row: splitting it into blocks (one thread for all workers) and parsing their rows
 * (every worker), compared to splitting and JSON.parse alone.
 *
 *     npx tsx bench/batch/read.ts DUMP
 */
import { readBlocks } from '../../src/dumps/formats.js';
import { commentOf, rowsOf } from '../../src/dumps/rows.js';

const [path] = process.argv.slice(2);
if (path === undefined) throw new Error('usage: npx tsx bench/batch/read.ts DUMP');

let rows = 0;
let rejects = 0;
const ms = { blocks: 0, rows: 0, parse: 0 };
const blocks = readBlocks(path, { among: 'dump' });
for (;;) {
  let since = performance.now();
  const next = await blocks.next();
  ms.blocks += performance.now() - since;
  if (next.done === true) break;
  const block = next.value;

  since = performance.now();
  for (const { row, line } of rowsOf(block)) {
    rows++;
    if (row.kind === 'bad') rejects++;
    else if (row.kind === 'comment') commentOf(row.row, { file: block.file, line });
  }
  ms.rows += performance.now() - since;

  since = performance.now();
  for (const line of Buffer.from(block.bytes).toString().split('\n'))
    if (line.startsWith('{')) JSON.parse(line);
  ms.parse += performance.now() - since;
}
const each = (time: number): string => `${((time * 1000) / rows).toFixed(2)} µs per row`;
console.log(`${rows} rows, ${rejects} of them unreadable`);
console.log(`splitting into blocks ${each(ms.blocks)}, parsing rows ${each(ms.rows)}`);
console.log(`JSON.parse and splitting alone ${each(ms.parse)}`);
