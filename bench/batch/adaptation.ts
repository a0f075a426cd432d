/**
 * What adapting to a dump costs: `npx tsx bench/batch/adaptation.ts DUMP` prints time and processor time of reading and
 * of adapting. Peak memory: run it under `/usr/bin/time -v`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Progress } from '../../src/batch/batch-run.js';
import { runBatch } from '../../src/batch/run.js';

const folder = mkdtempSync(join(tmpdir(), 'matgeul-bench-'));
const setup = { rules: 'rules', model: undefined };
const stop = new AbortController();
let phase: Progress['phase'] | undefined;
let begun = performance.now();
let used = process.cpuUsage();
const done = (): void => {
  const { user, system } = process.cpuUsage(used);
  if (phase !== undefined)
    console.log(
      `${phase}: ${((performance.now() - begun) / 1000).toFixed(1)} s, processor ${((user + system) / 1e6).toFixed(1)} s`,
    );
  begun = performance.now();
  used = process.cpuUsage();
};
try {
  await runBatch({
    dumps: [process.argv[2]!],
    order: { single: false, format: 'jsonl', language: 'ko', report: false },
    judge: { kind: 'threads', setup, threads: 2 },
    adapt: { steps: 'auto', setup, threads: 2 },
    out: join(folder, 'out'),
    signal: stop.signal,
    onProgress: (progress) => {
      if (progress.phase === phase) return;
      done();
      phase = progress.phase;
      if (phase === 'judging') stop.abort();
    },
  });
} catch (error) {
  if (!stop.signal.aborted) throw error;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
