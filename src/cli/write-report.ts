import { OutputFile } from '../batch/output-file.js';
import type { ReportCollector } from '../batch/report/collect.js';
import { reportPage, type ReportOptions } from '../batch/report/page.js';

/** Writes the HTML report, whole or not at all. */
export async function writeReport(
  path: string,
  collected: ReportCollector,
  options: ReportOptions,
): Promise<void> {
  const file = await OutputFile.open(path);
  try {
    await file.write(reportPage(collected, options));
    await file.commit();
  } catch (error) {
    await file.discard();
    throw error;
  }
}
