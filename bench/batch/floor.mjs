// The baseline: reads, parses and writes a dump with split2 and JSON, on one core. node bench/batch/floor.mjs IN OUT
import process from 'node:process';
import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import split2 from 'split2';

const [, , input, output] = process.argv;
const out = createWriteStream(output);
for await (const row of createReadStream(input).pipe(split2(JSON.parse))) {
  if (!out.write(`${JSON.stringify(row)}\n`)) await once(out, 'drain');
}
out.end();
await once(out, 'finish');
