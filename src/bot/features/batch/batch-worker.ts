import { createWriteStream, mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { loadChants, loadLexicon, loadModel, loadReader } from '../../../assets/shipped.js';
import type { Progress } from '../../../batch/batch-run.js';
import { runBatch } from '../../../batch/run.js';
import { campaignBook } from '../../../campaign/campaign-book.js';
import { type CampaignKnowledge, campaignOptions, CampaignTracker } from '../../../campaign/index.js';
import { openBytes } from '../../../dumps/input.js';
import { type Reject, rejectRow } from '../../../dumps/reject.js';
import { Fault, Faults } from '../../../fault.js';
import { createJudge } from '../../../judge/index.js';
import type { BatchJudge } from '../../../judge/index.js';
import { reportPage } from '../../../report/page.js';
import { compilePacks } from '../../../rules/index.js';
import {
  BATCH_LIMITS,
  type BatchOrder,
  type BatchOutcome,
  type BatchMessage,
  FAULTS,
  OUTPUTS,
} from './order.js';

/** Copies a file, decompressing gzip and zstd, and fails once it exceeds `most` bytes. */
async function unpack(from: string, to: string, most: number): Promise<void> {
  await pipeline(bounded(openBytes(from), most), createWriteStream(to));
}

async function* bounded(pieces: AsyncIterable<Buffer>, most: number): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    if (length > most) throw FAULTS.unpacked();
    yield piece;
  }
}

// Worker thread: judges one whole dump with its own judge, writes the output files and ends.

/** Alerts listed individually. */
const ALERTS = 5;

/** Comments in the report, about 400 bytes each: the file must stay below Discord's 10 MB. */
const REPORTED = 10_000;

function tell(word: BatchMessage): void {
  parentPort?.postMessage(word);
}

async function work(order: BatchOrder): Promise<BatchOutcome> {
  const { folder, format, language } = order;
  const [dump, articles] = [await input(order, 'dump'), await input(order, 'articles')];
  const { judge, knowledge } = judgeFor(order);
  const rejects: string[] = [];
  const { counts, report, campaigns } = await runBatch({
    dumps: [dump!],
    articles,
    order: { single: false, format, language, report: true },
    reader: 'auto',
    reported: REPORTED,
    judge: { kind: 'local', judge },
    campaigns: { open: () => new CampaignTracker(campaignOptions(knowledge)) },
    out: join(folder, OUTPUTS.results[format]),
    onProgress: progressReporter(),
    // Use the owner's file name: never expose the local path.
    onReject: (reject: Reject) =>
      rejects.push(rejectRow({ ...reject, file: basename(reject.file) }, language)),
  });
  if (counts.results + counts.rejects === 0) throw FAULTS.nothing();
  const sources = [order.dump, order.articles].flatMap((one) => (one === null ? [] : [one.name]));
  const page = reportPage(report!, {
    language,
    sources,
    rejects: counts.rejects,
    campaigns: campaigns ?? undefined,
  });
  await writeFile(join(folder, OUTPUTS.report), page);
  if (rejects.length > 0) await writeFile(join(folder, OUTPUTS.rejects), `${rejects.join('\n')}\n`);
  const { alerts, ...rest } = counts;
  return {
    ...rest,
    foreignShare: judge.encoder === undefined ? null : rest.foreignShare,
    allAlerts: alerts.length,
    alerts: alerts
      .slice(0, ALERTS)
      .map(({ article, home, count }) => ({ article: article.title, home: home.title, count })),
  };
}

/** Unpacks an input file under its owner's name, from which comments without an id get theirs. */
async function input(
  { folder, ...order }: BatchOrder,
  which: 'dump' | 'articles',
): Promise<string | undefined> {
  const given = order[which];
  if (given === null) return undefined;
  const inputFolder = join(folder, which);
  mkdirSync(inputFolder);
  const path = join(inputFolder, given.name);
  await unpack(given.path, path, BATCH_LIMITS.unpacked);
  return path;
}

function judgeFor({ packs, rulesOff, model, reader: file }: BatchOrder): {
  readonly judge: BatchJudge;
  readonly knowledge: CampaignKnowledge;
} {
  const lexicon = loadLexicon();
  const loaded = loadModel(model);
  const relevance = loaded instanceof Fault ? undefined : loaded;
  const opened = relevance === undefined || file === null ? undefined : loadReader(file);
  const reader = opened instanceof Fault ? undefined : opened;
  const book = compilePacks(packs, lexicon).without(new Set(rulesOff));
  const meaning = relevance?.encoder;
  return {
    judge: { judging: createJudge({ book, lexicon, relevance, reader }), encoder: meaning },
    knowledge: { book: campaignBook(book.packs, lexicon), meaning, chants: loadChants() },
  };
}

/** Reports the start and end of judging; throws if the dump has more comments than `/batch` allows. */
function progressReporter(): (progress: Progress) => void {
  let comments = 0;
  let lastPhase: Progress['phase'] = 'reading';
  return ({ phase, done }) => {
    if (phase === 'reading') comments = done;
    if (comments > BATCH_LIMITS.comments) throw FAULTS.tooMany();
    if (phase === lastPhase) return;
    lastPhase = phase;
    // What the bot judges is too small to learn from: it is judged at once.
    if (phase === 'judging' || phase === 'writing') tell({ kind: phase, comments });
  };
}

/** Runs the batch and posts the outcome. A `Fault` is sent as plain data: structured clone would lose its class. */
async function run(order: BatchOrder): Promise<void> {
  try {
    tell({ kind: 'done', outcome: await work(order) });
  } catch (error) {
    const fault = error instanceof Faults ? error.faults[0] : error;
    if (!(fault instanceof Fault)) throw error;
    tell({ kind: 'fault', code: fault.code, text: fault.text });
  }
}

await run(workerData as BatchOrder);
