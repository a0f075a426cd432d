import { loadModel } from '../../assets/shipped.js';
import { openOutput, type OutputSink } from '../../batch/work/output.js';
import { namedEncoding } from '../../dumps/encoding.js';
import { STANDARD } from '../../dumps/input.js';
import { inputFaults, outputFaults } from '../../dumps/paths.js';
import { rejectRow } from '../../dumps/reject.js';
import { Fault, Faults } from '../../fault.js';
import { packEmbeddingTable } from '../../relevance/encoder/embedding-table.js';
import type { ArchiveArticle } from '../../training/corpus.js';
import { TRAINING } from '../../training/index.js';
import { figure } from '../../wording/numbers.js';
import { TRAIN_FAULTS, TRAIN_NOTES, TRAINING_FIGURES } from '../../wording/cli/train.js';
import { GENERAL } from '../../wording/cli/usage.js';
import { columnsOf, padColumns } from '../columns.js';
import type { Context } from '../context.js';
import { EXIT } from '../exit.js';
import { listFirstRejects } from '../rejects.js';
import { gatherArchive, type ArchiveCounts } from './archive.js';
import { trainingProgress } from './progress.js';
import { trainModel, type Trained } from './threads.js';

/** Options of `matgeul train`. */
export interface TrainOptions {
  readonly out: string;
  readonly seed: number;
  readonly articles?: readonly string[];
  readonly rejects?: string;
  readonly encoding?: string;
  /** The model file whose encoder to start from. */
  readonly from?: string;
  /** Training steps of the encoder; the pipeline's own number when left out. */
  readonly steps?: number;
}

/** Articles with two comments or more that training needs: fewer do not show what belongs together. */
const FEWEST_ARTICLES = 200;

/**
 * Trains the relevance model on an archive and writes it to `--out`. Sets the exit code: 3 when rows were rejected.
 *
 * @throws Fault, Faults when the call is wrong, a file cannot be read or written, the archive is too small
 *   (`train/too-few`) or memory runs out (`work/memory`)
 */
export async function train(
  files: readonly string[],
  options: TrainOptions,
  context: Context,
): Promise<void> {
  checkCall(files, options);
  const from = options.from === undefined ? undefined : tableOfModel(options.from);
  // Until all is done, anything that ends the process ends it as a fault.
  process.exitCode = EXIT.fault;
  const opened: OutputSink[] = [];
  const open = async (path: string): Promise<OutputSink> => {
    const file = await openOutput(path);
    opened.push(file);
    return file;
  };
  try {
    // Opened before the long work: a folder that cannot be written to shows at once.
    const out = await open(options.out);
    const rejects = options.rejects === undefined ? undefined : await open(options.rejects);
    const listReject = listFirstRejects(context, GENERAL.moreRejects);
    const { articles, counts } = await gatherArchive(files, {
      articles: options.articles ?? [],
      encoding: options.encoding,
      onReject: async (reject) => {
        if (rejects === undefined) listReject(reject);
        else await rejects.write(`${rejectRow(reject, context.language)}\n`);
      },
    });
    // Before checkEnough: where too little is left to learn from, the rejects say why.
    await rejects?.commit();
    noteCounts(articles, counts, context);
    checkEnough(articles);
    const { model, figures } = await withProgress(articles, options, from, context);
    await out.write(model);
    await out.commit();
    context.print(renderFigures(figures, context));
    context.note(context.say(TRAIN_NOTES.model(options.out, (model.length / 1e6).toFixed(1))));
    process.exitCode = counts.rejects > 0 ? EXIT.rejects : EXIT.done;
  } catch (error) {
    for (const file of opened) await file.discard();
    throw error;
  }
}

/** Throws everything wrong with the call at once, before any work. */
function checkCall(files: readonly string[], { out, articles = [], rejects, encoding }: TrainOptions): void {
  const inputs = [...files, ...articles];
  const outputs = [out, ...(rejects === undefined ? [] : [rejects])];
  const faults = [...inputFaults(inputs), ...outputFaults(outputs, inputs)];
  if (out === STANDARD) faults.push(new Fault('usage/out', TRAIN_FAULTS.toStandardOutput));
  if (faults.length > 0) throw new Faults(faults);
  if (encoding !== undefined) namedEncoding(encoding);
}

/**
 * The packed embedding table of a model file.
 *
 * @throws Fault when the file is no model, or `train/other-size` for one of another size
 */
function tableOfModel(file: string): Uint8Array {
  const model = loadModel(file);
  if (model instanceof Fault) throw model;
  const { bits, dimension } = model.encoder.table;
  if (bits !== TRAINING.bits || dimension !== TRAINING.dimension)
    throw new Fault('train/other-size', TRAIN_FAULTS.otherSize({ bits, dimension }, TRAINING), { file });
  return packEmbeddingTable(model.encoder.table);
}

function checkEnough(articles: readonly ArchiveArticle[]): void {
  const usable = articles.filter(({ comments }) => comments.length > 1).length;
  if (usable >= FEWEST_ARTICLES) return;
  throw new Fault('train/too-few', TRAIN_FAULTS.tooFew(FEWEST_ARTICLES, usable));
}

async function withProgress(
  articles: readonly ArchiveArticle[],
  { seed, steps }: TrainOptions,
  from: Uint8Array | undefined,
  context: Context,
): Promise<Trained> {
  const progress = trainingProgress(context);
  try {
    const options = steps === undefined ? { seed, from } : { seed, steps, from };
    return await trainModel(articles, options, progress);
  } finally {
    progress.stop();
  }
}

function noteCounts(
  articles: readonly ArchiveArticle[],
  { read, kept, labelled, empty, rejects }: ArchiveCounts,
  { note, say }: Context,
): void {
  note(say(TRAIN_NOTES.counts(read, kept, labelled, empty, rejects, articles.length)));
}

/** What the training reached on articles that its encoder had not seen, one figure a line. */
function renderFigures(figures: Readonly<Record<string, number>>, { colors, say }: Context): string {
  const rows = Object.entries(figures).map(([key, value]): [string, string] => {
    const name = TRAINING_FIGURES[key];
    return [name === undefined ? key : say(name), Number.isInteger(value) ? figure(value) : value.toFixed(3)];
  });
  const width = Math.max(...rows.map(([name]) => columnsOf(name)));
  return [
    colors.bold(say(TRAIN_NOTES.figuresHead)),
    ...rows.map(([name, value]) => `  ${padColumns(name, width)}  ${value}`),
  ].join('\n');
}
