/**
 * What the second reader costs: size of its file, start, memory, and processor time per comment of 12, 37 and 48 pieces
 * (the first and last count; 37 is the mean of comments, 48 the most).
 *
 *     node --expose-gc --import tsx bench/reader.ts [FILE]
 */
import { readFileSync, statSync } from 'node:fs';
import { openReader, type TextReader } from '../src/relevance/index.js';
import { openReaderFile, splitReaderFile } from '../src/relevance/reader/file.js';
import { Tokenizer } from '../src/relevance/reader/tokenizer.js';

const RUNS = 9;
const CALLS = 20;
const TEXT =
  '정부가 의대 정원을 늘린다는데 전공의들은 왜 병원을 떠났는지 모르겠네요. 환자들만 불쌍합니다. 정말 이게 나라냐 싶고 ' +
  '다음 선거 때는 꼭 투표해서 바꿔야 합니다. 국회의원들은 월급만 받고 일을 안 하니 답답할 뿐입니다';

const path = process.argv[2] ?? 'models/reader.bin';
const collect = (globalThis as { gc?: () => void }).gc;
const cpuMs = (since?: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

collect?.();
const before = process.memoryUsage();
const start = process.cpuUsage();
const wall = performance.now();
const reader = open(path);
const first = performance.now();
reader.comment(TEXT);
console.log(`file            ${megabytes(statSync(path).size)}`);
console.log(
  `start           ${(first - wall).toFixed(0)} ms, first comment ${(performance.now() - first).toFixed(0)} ms; ${cpuMs(start).toFixed(0)} ms of processor time`,
);
// The file's bytes are let go after the current turn.
await new Promise((resolve) => setTimeout(resolve, 100));
collect?.();
const after = process.memoryUsage();
const grown = (key: 'heapUsed' | 'arrayBuffers' | 'rss'): string => megabytes(after[key] - before[key]);
console.log(
  `memory          heap ${grown('heapUsed')} + buffers ${grown('arrayBuffers')}; resident ${grown('rss')}${collect ? '' : ' (not collected: --expose-gc)'}`,
);

const { vocabulary } = openReaderFile(splitReaderFile(readFileSync(path)));
const tokenizer = new Tokenizer(vocabulary, 48);
for (const pieces of [12, 37, 48]) {
  const text = textOf(pieces);
  const times = Array.from({ length: RUNS }, () => timed(reader, text)).sort((a, b) => a - b);
  console.log(
    `${String(pieces).padEnd(3)} pieces      ${times[RUNS >> 1]!.toFixed(1)} ms of processor time a comment (best ${times[0]!.toFixed(1)})`,
  );
}

/** Opens a file whose bytes nothing holds afterwards. */
function open(path: string): TextReader {
  return openReader(readFileSync(path));
}

/** The longest start of the text with so many pieces. */
function textOf(pieces: number): string {
  const letters = [...TEXT];
  for (let length = letters.length; length > 0; length--) {
    const text = letters.slice(0, length).join('');
    if (tokenizer.pieces(text).length === pieces) return text;
  }
  throw new Error(`no start of the text has ${pieces} pieces`);
}

/** Processor time of one comment, in ms. */
function timed(reader: TextReader, text: string): number {
  const since = process.cpuUsage();
  for (let i = 0; i < CALLS; i++) reader.comment(text);
  return cpuMs(since) / CALLS;
}
