import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { Judging } from '../../../batch/judging.js';
import { OutputFile } from '../../../batch/output-file.js';
import { formatter } from '../../../batch/record.js';
import { type Reject, rejectRow } from '../../../batch/reject.js';
import { ReportCollector } from '../../../batch/report/collect.js';
import { reportPage } from '../../../batch/report/page.js';
import { runBatch } from '../../../batch/run.js';
import { Fault, Faults } from '../../../fault.js';
import { createJudge } from '../../../judge/index.js';
import { compilePacks } from '../../../rules/index.js';
import { loadModel } from '../../../shipped/model.js';
import { loadLexicon } from '../../../shipped/packs.js';
import { FAULTS } from './faults.js';
import { BATCH_LIMITS } from './limits.js';
import { type BatchOrder, type BatchOutcome, type BatchWord, OUTPUTS } from './order.js';
import { unpack } from './unpack.js';

// A thread that judges one dump as a whole, with a judge of its own, writes its files and ends.

/** Alerts that are told one by one. */
const ALERTS = 5;

function tell(word: BatchWord): void {
  parentPort?.postMessage(word);
}

async function work(order: BatchOrder): Promise<BatchOutcome> {
  const { folder, format, language } = order;
  const [dump, articles] = [await input(order, 'dump'), await input(order, 'articles')];
  const out = await OutputFile.open(join(folder, OUTPUTS.results[format]));
  const report = new ReportCollector();
  const rejects: string[] = [];
  const counts = await runBatch({
    dumps: [dump!],
    articles,
    language,
    judging: telling(judge(order)),
    single: false,
    formatter: formatter(format, language),
    out,
    report,
    // The file by its owner's name: where it lies here is nobody's business.
    onReject: (reject: Reject) =>
      rejects.push(rejectRow({ ...reject, file: basename(reject.file) }, language)),
  });
  await out.commit();
  if (counts.results + counts.rejects === 0) throw FAULTS.nothing();
  const sources = [order.dump, order.articles].flatMap((one) => (one === null ? [] : [one.name]));
  const page = reportPage(report, { language, sources, rejects: counts.rejects });
  await writeFile(join(folder, OUTPUTS.report), page);
  if (rejects.length > 0) await writeFile(join(folder, OUTPUTS.rejects), `${rejects.join('\n')}\n`);
  const { alerts, ...rest } = counts;
  return {
    ...rest,
    allAlerts: alerts.length,
    alerts: alerts
      .slice(0, ALERTS)
      .map(({ article, home, count }) => ({ article: article.title, home: home.title, count })),
  };
}

/** A file unpacked under its owner's name: comments without an id are called by it. */
async function input(
  { folder, ...order }: BatchOrder,
  which: 'dump' | 'articles',
): Promise<string | undefined> {
  const given = order[which];
  if (given === null) return undefined;
  const place = join(folder, which);
  mkdirSync(place);
  const path = join(place, given.name);
  await unpack(given.path, path, BATCH_LIMITS.unpacked);
  return path;
}

function judge({ packs, rulesOff, model }: BatchOrder): Judging {
  const lexicon = loadLexicon();
  const relevance = loadModel(model);
  return createJudge({
    book: compilePacks(packs, lexicon).without(new Set(rulesOff)),
    lexicon,
    relevance: relevance instanceof Fault ? undefined : relevance,
  });
}

/** Tells when the judging begins and ends: it is one call. */
function telling(judging: Judging): Judging {
  return {
    ...judging,
    dump(articles, comments) {
      if (comments.length > BATCH_LIMITS.comments) throw FAULTS.tooMany();
      tell({ kind: 'judging', comments: comments.length });
      const results = judging.dump(articles, comments);
      tell({ kind: 'writing', comments: comments.length });
      return results;
    },
  };
}

/** A `Fault` would lose its kind between threads. */
async function run(order: BatchOrder): Promise<void> {
  try {
    tell({ kind: 'done', outcome: await work(order) });
  } catch (error) {
    const fault = error instanceof Faults ? error.faults[0] : error;
    if (!(fault instanceof Fault)) throw error;
    tell({ kind: 'fault', code: fault.code, said: fault.said });
  }
}

await run(workerData as BatchOrder);
