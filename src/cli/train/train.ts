import { namedEncoding } from '../../dumps/encoding.js';
import { STANDARD } from '../../dumps/input.js';
import { OutputFile } from '../../batch/work/output.js';
import { inputFaults, outputFaults } from '../../dumps/paths.js';
import { rejectRow } from '../../dumps/reject.js';
import { Fault, Faults } from '../../fault.js';
import type { ArchiveArticle } from '../../training/corpus.js';
import type { Context } from '../context.js';
import { tellFirstRejects } from '../eval/eval-rejects.js';
import { EXIT } from '../exit.js';
import { gatherArchive, type ArchiveCounts } from './train-archive.js';
import { renderFigures } from './train-figures.js';
import { trainingProgress } from './train-progress.js';
import { trainModel, type Trained } from './train-threads.js';

/** What `train` was told. */
export interface TrainOptions {
  readonly out: string;
  readonly seed: number;
  readonly articles?: readonly string[];
  readonly rejects?: string;
  readonly encoding?: string;
  /** Of the encoder; as many as are good when left out. */
  readonly steps?: number;
}

/** Fewer articles with two comments each tell nothing of what belongs together. */
const FEWEST_ARTICLES = 200;

/** Trains the relevance model on an archive. Sets the exit code 3 when rows were rejected. */
export async function train(
  files: readonly string[],
  options: TrainOptions,
  context: Context,
): Promise<void> {
  checkCall(files, options);
  // Until all is done, whatever ends the process ends it as a fault.
  process.exitCode = EXIT.fault;
  const opened: OutputFile[] = [];
  const open = async (path: string): Promise<OutputFile> => {
    const file = await OutputFile.open(path);
    opened.push(file);
    return file;
  };
  try {
    // Opened before the long work, so that a folder that takes no file is told at once.
    const out = await open(options.out);
    const rejects = options.rejects === undefined ? undefined : await open(options.rejects);
    const tellReject = tellFirstRejects(context);
    const { articles, counts } = await gatherArchive(files, {
      articles: options.articles ?? [],
      encoding: options.encoding,
      onReject: async (reject) => {
        if (rejects === undefined) tellReject(reject);
        else await rejects.write(`${rejectRow(reject, context.language)}\n`);
      },
    });
    // Also when nothing can be learned from what is left: why is told here.
    await rejects?.commit();
    tellCounts(articles, counts, context);
    checkEnough(articles);
    const { model, figures } = await withProgress(articles, options, context);
    await out.write(model);
    await out.commit();
    context.print(renderFigures(figures, context));
    const megabytes = (model.length / 1e6).toFixed(1);
    context.note(
      context.say({
        ko: `모델: ${options.out} (${megabytes}MB)`,
        en: `model: ${options.out} (${megabytes} MB)`,
      }),
    );
    process.exitCode = counts.rejects > 0 ? EXIT.rejects : EXIT.done;
  } catch (error) {
    for (const file of opened) await file.discard();
    throw error;
  }
}

/** Everything wrong with the call before any work, all at once. */
function checkCall(files: readonly string[], { out, articles = [], rejects, encoding }: TrainOptions): void {
  const inputs = [...files, ...articles];
  const outputs = [out, ...(rejects === undefined ? [] : [rejects])];
  const faults = [...inputFaults(inputs), ...outputFaults(outputs, inputs)];
  if (out === STANDARD) {
    faults.push(
      new Fault('usage/out', {
        ko: '모델은 표준 출력이 아니라 파일에 씁니다: --out FILE',
        en: 'the model goes to a file, not to standard output: --out FILE',
      }),
    );
  }
  if (faults.length > 0) throw new Faults(faults);
  if (encoding !== undefined) namedEncoding(encoding);
}

function checkEnough(articles: readonly ArchiveArticle[]): void {
  const usable = articles.filter(({ comments }) => comments.length > 1).length;
  if (usable >= FEWEST_ARTICLES) return;
  throw new Fault('train/too-few', {
    ko: `배우기에 모자랍니다: 댓글이 2개 이상인 기사가 적어도 ${FEWEST_ARTICLES}개 있어야 하는데 ${usable}개입니다`,
    en: `too little to learn from: at least ${FEWEST_ARTICLES} articles with 2 comments or more are needed, here are ${usable}`,
  });
}

async function withProgress(
  articles: readonly ArchiveArticle[],
  { seed, steps }: TrainOptions,
  context: Context,
): Promise<Trained> {
  const progress = trainingProgress(context);
  try {
    return await trainModel(articles, steps === undefined ? { seed } : { seed, steps }, progress);
  } finally {
    progress.stop();
  }
}

function tellCounts(
  articles: readonly ArchiveArticle[],
  { read, kept, labelled, empty, rejects }: ArchiveCounts,
  { note, say }: Context,
): void {
  const n = (number: number) => number.toLocaleString('en-US');
  note(
    say({
      ko: `읽음 ${n(read)} = 배울 댓글 ${n(kept)} + 무관·보류 표지 ${n(labelled)} + 빈 댓글 ${n(empty)} + 거절 ${n(rejects)} · 기사 ${n(articles.length)}`,
      en: `read ${n(read)} = to learn from ${n(kept)} + labelled off-topic or unclear ${n(labelled)} + empty ${n(empty)} + rejects ${n(rejects)} · articles ${n(articles.length)}`,
    }),
  );
}
