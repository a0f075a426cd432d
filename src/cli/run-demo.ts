import { resolve } from 'node:path';
import { ReportCollector } from '../report/collect.js';
import type { Context } from './context.js';
import { loadJudging } from './judging.js';
import { inPackage } from '../assets/package-root.js';
import { readPageFile } from './read-file.js';
import { renderTable } from './table.js';
import { writeReport } from './output.js';

/** What `demo` was told. */
export interface DemoOptions {
  readonly report: string;
}

/** The page that ships with the package. */
const DEMO_PAGE = ['fixtures', 'pages', 'kakao-outage.txt'] as const;

/** Judges the bundled page: the table to standard output, the report to a file. */
export async function runDemo({ report }: DemoOptions, context: Context): Promise<void> {
  const { article, comments } = await readPageFile(inPackage(...DEMO_PAGE));
  const results = loadJudging({}, context).page(article, comments);
  context.print(renderTable(article, comments, results, context));
  const collected = new ReportCollector();
  for (const [index, comment] of comments.entries()) {
    const result = results[index];
    if (result !== undefined) collected.add({ article, comment, result });
  }
  await writeReport(report, collected, {
    language: context.language,
    sources: [DEMO_PAGE.join('/')],
    rejects: 0,
    madeAt: new Date().toISOString(),
  });
  const place = resolve(report);
  context.note(context.say({ ko: `보고서: ${place}`, en: `report: ${place}` }));
}
