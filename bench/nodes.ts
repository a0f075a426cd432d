/**
 * Whether versions of Node give the same bytes: hashes what the judge says of a dump, alone and as a whole, without a
 * database (whose binary is built for one version). Reads DUMP (JSON Lines of the contract) up to COMMENTS.
 *
 *     for node in node node22 node24; do $node --import tsx bench/nodes.ts DUMP [COMMENTS] [FOLDER for the results]; done
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Fault } from '../src/fault.js';
import type { Article, Comment } from '../src/article/index.js';
import { loadBook } from '../src/assets/packs.js';
import { loadModel, loadReader } from '../src/assets/shipped.js';
import { ResultBytes } from '../src/batch/result-bytes.js';
import { createJudge, type Result } from '../src/judge/index.js';

const [dump, most = '20000', folder] = process.argv.slice(2);
if (dump === undefined) throw new Error('usage: nodes.ts DUMP [COMMENTS] [FOLDER]');
/** Comments that the second reader reads, at 30 ms each. */
const [READ, SUSPECTED] = [300, 3000];

const articles = new Map<string, Article>();
const comments: Comment[] = [];
for (const line of readFileSync(dump, 'utf8').split('\n')) {
  if (comments.length === Number(most) || line === '') break;
  const { type, ...row } = JSON.parse(line) as { type: string } & Article & Comment;
  if (type === 'article') articles.set(row.id, row);
  else comments.push(row);
}
const relevance = loadModel();
const reader = loadReader();
if (relevance instanceof Fault || reader instanceof Fault) throw new Error('no model');

function tell(name: string, results: readonly Result[]): void {
  const bytes = new ResultBytes();
  for (const result of results) bytes.add(result);
  const lines = bytes.take();
  if (folder !== undefined)
    writeFileSync(path.join(folder, `${process.version}-${name.replaceAll(/\W+/gu, '-')}.jsonl`), lines);
  console.log(`${createHash('sha256').update(lines).digest('hex').slice(0, 16)}  ${name}, ${results.length}`);
}

console.log(`Node ${process.version}`);
const given = loadBook('rules');
const known = [...articles.values()];
const alone = (judge: ReturnType<typeof createJudge>, some: readonly Comment[]): Result[] =>
  some.map((one) => judge.comment(articles.get(one.articleId)!, one));
tell('rules', alone(createJudge(given), comments));
const judge = createJudge({ ...given, relevance });
tell('model', alone(judge, comments));
tell('whole', judge.dump(known, comments));
const reading = createJudge({ ...given, relevance, reader });
tell('read', alone(reading, comments.slice(0, READ)));
tell('whole, suspects read', reading.dump(known, comments.slice(0, SUSPECTED), undefined, { reads: 0.05 }));
