import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { Fault } from '../fault.js';
import type { CampaignKnowledge } from '../campaign/index.js';
import type { Lexicon } from '../hangul/index.js';
import { createJudge } from '../judge/index.js';
import { adaptedModel, openTables, type RelevanceModel } from '../relevance/index.js';
import { openPacks, PackImage } from '../assets/pack-image.js';
import { inPackage } from '../assets/package-root.js';
import {
  loadChants,
  loadLexicon,
  loadModel,
  loadReader,
  readerFile,
  readPackFiles,
} from '../assets/shipped.js';
import type { BatchJudge } from '../judge/index.js';

/** Paths from which any thread or machine creates the same judge. */
export interface JudgeSetup {
  /** The folder of rule packs. */
  readonly rules: string;
  /** The image of these packs (`PackImage.bytes`) where somebody has opened it already. */
  readonly image?: Uint8Array | undefined;
  /** The file of the relevance model; undefined: the shipped one, null: rules alone. */
  readonly model: string | null | undefined;
  /** The file of the second reader; undefined: the shipped one, if there is one, null: none. */
  readonly reader?: string | null | undefined;
  /** Tables of the model adapted to the dump, as `packTables` writes them, or their file. */
  readonly adapted?: string | Uint8Array | undefined;
}

/** Size of each thread's cache of prepared articles; small, since comments of one article are mostly consecutive. */
export const KEPT_ARTICLES = 32;

/** What the files of a setup hold, each opened once. */
export interface OpenedSetup {
  readonly packs: PackImage;
  readonly lexicon: Lexicon | undefined;
  /** The model as it is, without adapted tables; undefined for rules alone. */
  readonly relevance: RelevanceModel | undefined;
}

/** What was opened for a setup: a run's judge and its search for campaigns share it. */
const opened = new WeakMap<JudgeSetup, Promise<OpenedSetup>>();

/** Opens the files of a setup, once for each object. @throws Fault or Faults when packs or model cannot be used */
export function openSetup(setup: JudgeSetup): Promise<OpenedSetup> {
  let files = opened.get(setup);
  if (files === undefined) opened.set(setup, (files = openFiles(setup)));
  return files;
}

async function openFiles({ rules, image, model }: JudgeSetup): Promise<OpenedSetup> {
  const packs = image === undefined ? await openPacks(rules) : new PackImage(image);
  return { packs, lexicon: loadLexicon(), relevance: modelOf({ model }) };
}

/**
 * Creates the judge.
 *
 * @throws Fault or Faults when packs, model or second reader cannot be used
 */
export async function judgeOf(setup: JudgeSetup): Promise<BatchJudge> {
  return judgeFrom(setup, await openSetup(setup));
}

/**
 * Creates the judge from files that are open.
 *
 * @throws Fault when the second reader cannot be used
 */
export function judgeFrom(setup: JudgeSetup, opened: OpenedSetup): BatchJudge {
  const { packs, lexicon } = opened;
  const relevance = adaptedTo(opened.relevance, setup.adapted);
  const reader = relevance === undefined || setup.reader === null ? undefined : loadReader(setup.reader);
  if (reader instanceof Fault) throw reader;
  const book = packs.book(lexicon);
  return {
    judging: createJudge({ book, lexicon, relevance, reader, kept: KEPT_ARTICLES }),
    encoder: relevance?.encoder,
  };
}

/** What finds the campaigns of a run: the same for all threads and machines, whatever the model has adapted to. */
export function knowledgeOf({ packs, lexicon, relevance }: OpenedSetup): CampaignKnowledge {
  return { book: packs.campaignBook(lexicon), chants: loadChants(), meaning: relevance?.encoder };
}

/** The relevance model, adapted where the setup says so; undefined for rules alone. @throws Fault when it cannot be used */
export function modelOf({ model, adapted }: Omit<JudgeSetup, 'rules'>): RelevanceModel | undefined {
  if (model === null) return undefined;
  const relevance = loadModel(model);
  if (relevance instanceof Fault) throw relevance;
  return adaptedTo(relevance, adapted);
}

function adaptedTo(
  relevance: RelevanceModel | undefined,
  adapted: JudgeSetup['adapted'],
): RelevanceModel | undefined {
  if (relevance === undefined || adapted === undefined) return relevance;
  return adaptedModel(relevance, openTables(typeof adapted === 'string' ? readFileSync(adapted) : adapted));
}

/**
 * A digest of packs, model, second reader and lexicon in 16 hexadecimal digits: judges with equal digests give equal
 * results.
 */
export function setupDigest({ rules, model, reader }: JudgeSetup): string {
  const digest = createHash('sha256');
  for (const { source } of readPackFiles([rules])) digest.update(source).update('\0');
  const files = [
    model === null ? undefined : (model ?? inPackage('models', 'relevance.bin')),
    model === null || reader === null ? undefined : readerFile(reader),
  ];
  const counts = ['lexicon.bin', 'chants.bin'].map((name) => inPackage('models', name));
  for (const file of [...files, ...counts])
    if (file !== undefined && existsSync(file)) digest.update(readFileSync(file));
  return digest.digest('hex').slice(0, 16);
}
