/**
 * Measures the cost of a whole dump besides judging: reading it into the work folder, cutting chunks, storing results
 * and merging them. A stub replaces the judge; every result is the same line.
 *
 *     npx tsx bench/batch/coordinator.ts DUMP.jsonl
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Chunk, ChunkResult } from '../../src/batch/executors/chunk.js';
import type { Executor } from '../../src/batch/executors/executor.js';
import { runBatch } from '../../src/batch/run.js';
import { noReads } from '../../src/judge/index.js';

const LINE = `${JSON.stringify({ commentId: 'c', reasons: 'x'.repeat(700) })}\n`;
const folder = mkdtempSync(join(tmpdir(), 'matgeul-coordinator-'));
const marks: [string, number][] = [];
const mark = (phase: string): void => {
  if (marks.at(-1)?.[0] === phase) return;
  const { user, system } = process.cpuUsage();
  marks.push([phase, (user + system) / 1e6]);
};

const executor: Executor<Chunk, ChunkResult> = {
  async *run(chunks) {
    for await (const { number, comments } of chunks) {
      const lines = comments.map(({ seq }) => ({ seq, line: LINE }));
      const verdicts = {
        comments: lines.length,
        offTopic: 0,
        onTopic: lines.length,
        unclear: 0,
        flagged: 0,
        review: 0,
      };
      yield {
        number,
        lines,
        verdicts,
        scores: { alone: [], together: [] },
        reading: noReads(),
        alerts: [],
        part: null,
      };
    }
  },
  close: () => Promise.resolve(),
};

mark('start');
const { counts } = await runBatch({
  dumps: [process.argv[2]!],
  order: { single: false, format: 'jsonl', language: 'ko', report: false },
  judge: { kind: 'queue', open: () => Promise.resolve(executor) },
  out: join(folder, 'out.jsonl'),
  onProgress: ({ phase }) => {
    mark(phase);
  },
});
mark('end');
for (const [i, [phase, seconds]] of marks.entries()) {
  const next = marks[i + 1];
  if (next === undefined) break;
  const micros = ((next[1] - seconds) / counts.results) * 1e6;
  console.log(`${phase}: ${micros.toFixed(1)} µs of processor time a comment`);
}
console.log(`${counts.results} comments, peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
rmSync(folder, { recursive: true });
