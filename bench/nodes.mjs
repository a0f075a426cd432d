// Whether versions of Node give the same bytes: hashes what the built judge says of a dump, alone and as a whole, without
// a database (whose binary is built for one version). Reads DUMP (JSON Lines of the contract) up to --comments.
//     npm run build && for node in node node22 node24; do $node bench/nodes.mjs DUMP [COMMENTS] [ROOT]; done
import console from 'node:console';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const [, , dump, most = '20000', root = '.', keep] = process.argv;
const from = (file) => import(pathToFileURL(path.resolve(root, 'dist', file)).href);
const { createJudge } = await from('judge/index.js');
const { loadBook, loadLexicon, loadModel, loadReader } = await from('assets/shipped.js');
const { ResultBytes } = await from('batch/result-bytes.js');
const rows = readFileSync(dump, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line));
const articles = new Map();
const comments = [];
for (const { type, ...row } of rows) {
  if (comments.length === Number(most)) break;
  if (type === 'article') articles.set(row.id, row);
  else comments.push(row);
}
const given = { book: loadBook(path.join(root, 'rules')).book, lexicon: loadLexicon() };
const relevance = loadModel();
const tell = (name, results) => {
  const bytes = new ResultBytes();
  for (const result of results) bytes.add(result);
  const lines = bytes.take();
  if (keep !== undefined) writeFileSync(`${keep}-${name.replaceAll(/\W+/gu, '-')}.jsonl`, lines);
  console.log(`${createHash('sha256').update(lines).digest('hex').slice(0, 16)}  ${name}, ${results.length}`);
};
console.log(`Node ${process.version}`);
const alone = (judge, some) => some.map((one) => judge.comment(articles.get(one.articleId), one));
tell('rules', alone(createJudge(given), comments));
const judge = createJudge({ ...given, relevance });
tell('model', alone(judge, comments));
tell('whole', judge.dump([...articles.values()], comments));
const reading = createJudge({ ...given, relevance, reader: loadReader() });
tell('read', alone(reading, comments.slice(0, 300)));
tell(
  'whole, suspects read',
  reading.dump([...articles.values()], comments.slice(0, 3000), undefined, { reads: 0.05 }),
);
