import { openOutput } from '../batch/work/output.js';
import type { ReportCollector } from '../report/collect.js';
import { reportPage, type ReportOptions } from '../report/page.js';

/** Writes the HTML report, whole or not at all. */
export async function writeReport(
  path: string,
  collected: ReportCollector,
  options: ReportOptions,
): Promise<void> {
  const file = await openOutput(path);
  try {
    for (const piece of reportPage(collected, options)) await file.write(piece);
    await file.commit();
  } catch (error) {
    await file.discard();
    throw error;
  }
}
