/**
 * For checks that need what a fresh clone may lack (a browser, the data beside the project): says so loudly and lets the
 * test be skipped; throws where nothing may be skipped (MATGEUL_NO_SKIP=1, set by `.ci/run`).
 *
 * @example describe.skipIf(chromium === undefined && skipOrFail('no chromium')) …
 */
export function skipOrFail(reason: string): true {
  if (process.env.MATGEUL_NO_SKIP === '1') throw new Error(`may not be skipped here: ${reason}`);
  process.stderr.write(`\n!!! SKIPPED: ${reason}\n`);
  return true;
}
