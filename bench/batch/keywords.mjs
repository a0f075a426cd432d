// A plain keyword list: searches comments for the exact spelling of every word in the packs of role `foreign`.
// node bench/batch/keywords.mjs IN OUT
import console from 'node:console';
import process from 'node:process';
import { createReadStream, createWriteStream, readdirSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import split2 from 'split2';
import { parse } from 'yaml';

const [, , input, output] = process.argv;
const words = readdirSync('rules')
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => parse(readFileSync(`rules/${name}`, 'utf8')))
  .filter(({ role }) => role === 'foreign')
  .flatMap(({ rules, groups = {} }) => [
    ...rules.flatMap(({ any = [] }) => any),
    ...Object.values(groups).flat(),
  ])
  .filter((word) => typeof word === 'string' && !word.startsWith('$') && word.length > 1);
console.error(`${words.length} words`);
const out = createWriteStream(output);
for await (const row of createReadStream(input).pipe(split2(JSON.parse))) {
  if (row.type !== 'comment') continue;
  const found = words.some((word) => row.text.includes(word));
  const result = { commentId: row.id, articleId: row.articleId, verdict: found ? 'off-topic' : 'on-topic' };
  if (!out.write(`${JSON.stringify(result)}\n`)) await once(out, 'drain');
}
out.end();
await once(out, 'finish');
