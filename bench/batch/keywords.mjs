// A plain keyword list: searches comments for the exact spelling of every word in the packs of role `foreign`. A table of
// two characters tells where a word could begin. node bench/batch/keywords.mjs IN OUT
import console from 'node:console';
import { closeSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import process from 'node:process';
import { parse } from 'yaml';
import { linesOf } from './cut.mjs';

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

const CELLS = 1 << 16;
const cellOf = (text, at) => ((text.charCodeAt(at) * 0x9e3b) ^ text.charCodeAt(at + 1)) & (CELLS - 1);
/** The number of the words that begin with each pair of characters, and these words. */
const cells = new Int16Array(CELLS);
const begins = [[]];
for (const word of new Set(words)) {
  const cell = cellOf(word, 0);
  if (cells[cell] === 0) cells[cell] = begins.push([]) - 1;
  begins[cells[cell]].push(word);
}
function holdsWord(text) {
  for (let at = 0; at + 1 < text.length; at++) {
    const cell = cells[cellOf(text, at)];
    if (cell === 0) continue;
    for (const word of begins[cell]) if (text.startsWith(word, at)) return true;
  }
  return false;
}

const to = openSync(output, 'w');
for (const lines of linesOf(input)) {
  let out = '';
  for (const line of lines) {
    const row = JSON.parse(line);
    const text = row.text ?? row.comment;
    if (typeof text !== 'string') continue;
    const verdict = holdsWord(text) ? 'off-topic' : 'on-topic';
    out += `${JSON.stringify({ commentId: row.id, articleId: row.articleId, verdict })}\n`;
  }
  writeSync(to, out);
}
closeSync(to);
