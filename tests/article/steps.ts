import { type Profiler, Session } from 'node:inspector';

// V8 counts the blocks of those functions only that are compiled after this: import this file before the code to be counted.
const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

/**
 * Counts the blocks of JavaScript that run while `work` runs, by V8's precise coverage: the same number on every machine,
 * however busy it is. Steps inside built-ins (regular expressions, `indexOf`) do not count.
 */
export function stepsOf(work: () => unknown): number {
  takeCounts();
  work();
  return takeCounts();
}

/** The counts since the last call. */
function takeCounts(): number {
  let scripts: Profiler.ScriptCoverage[] = [];
  session.post('Profiler.takePreciseCoverage', (error, { result }) => {
    if (error !== null) throw error;
    scripts = result;
  });
  return scripts
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
    .reduce((sum, { count }) => sum + count, 0);
}
