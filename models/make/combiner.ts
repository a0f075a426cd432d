/**
 * Fits the combiner of evidence (`src/judge/combine.ts`) and writes `src/judge/coefficients.ts`:
 *
 *     npx tsx models/make/combiner.ts --data DIR --reader READER --vectors FILE MODEL_A MODEL_B [--check] [--out FILE]
 *
 * The two models share an encoder trained on `learned` of the split; the stages of the first are fitted on fold 0 of the
 * kept articles and it reads fold 1, the second the reverse. So every signal is read on articles that nothing was
 * learned from. READER is the second reader, trained on `learned` too, and FILE keeps its vectors between runs: first
 * its stage is fitted on the same pairs, then the settings of comments that it has read. `--check` fits on one fold and measures on the other instead of writing.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { group } from 'd3-array';
import { format } from 'prettier';
import {
  dumpTrials,
  fixtureTrials,
  type JudgementTrial,
  pairTrials,
  plantedTrials,
  strayTrials,
} from '../../bench/judgement/trials.js';
import { pairReader } from '../../bench/judgement/vectors.js';
import { type Fold, hashOf, readSplit } from '../../bench/judgement/split.js';
import { inPackage } from '../../src/assets/package-root.js';
import { loadBook } from '../../src/assets/packs.js';
import { type Coefficients, type Setting, type Signal, SIGNAL_NAMES, sided } from '../../src/judge/combine.js';
import { rocAuc } from '../../src/evaluation/curves.js';
import { rank, stepsOf } from '../../src/evaluation/ranking.js';
import { BY_MODEL } from '../../src/judge/index.js';
import { signalReader } from '../../src/judge/judge.js';
import { RelevanceScorer } from '../../src/judge/relevance-scorer.js';
import { logit, openRelevance, READINGS, type ReaderStage } from '../../src/relevance/index.js';
import { type LinearStage, NO_STAGE, readerWeight } from '../../src/relevance/reader/reader-stage.js';
import { fitMonotone, type WeightedSample } from '../../src/training/monotone-logistic.js';

const { values, positionals } = parseArgs({
  options: {
    data: { type: 'string' },
    out: { type: 'string', default: 'src/judge/coefficients.ts' },
    reader: { type: 'string' },
    vectors: { type: 'string' },
    check: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
if (
  values.data === undefined ||
  values.reader === undefined ||
  values.vectors === undefined ||
  positionals.length !== 2
)
  throw new Error(
    'usage: combiner.ts --data DIR --reader READER --vectors FILE MODEL_A MODEL_B [--check] [--out FILE]',
  );

/** Share of foreign comments that the fit sees: between a calm site and a flooded page, so that both ends are fitted. */
const SHARE = 0.2;
/** Share of the foreign ones that are campaigns and adverts: set by hand, since no archive tells it. */
const PLANTED = 0.2;
/**
 * Weight of the labelled pages beside the archives, each of which counts by the root of its size. With bodies their AUC
 * by fold is .929 and .943 at 0.1, .945 and .958 at 1, .955 and .965 at 2, .962 and .971 at 4; but there the estimated
 * share of half foreign archives falls from .48 and .45 to .39 and .36 (society 2024), and politics loses .01 of its AUC.
 * By title alone they are not what a reader saw, and count little. Where the second reader has read, their AUC is higher
 * already, and they need not count as much: of 1, 2 and 4, AUC by fold .961 and .971 at 1, .972 and .981 at 4, society 2024
 * .814 and .828 against .801 and .811.
 */
const PAGES = { title: 0.2, body: 4, bodyRead: 2 };
/** Weight of comments that hold a campaign's words innocently: they are far rarer than here. */
const INNOCENTS = 0.02;
const RIDGE = 0.5;
/** What a dump with 5% foreign comments flags, and what it puts in review, as weights. */
const FLAG = logit(BY_MODEL.flag) - BY_MODEL.prior;
const REVIEW = logit(BY_MODEL.review) - BY_MODEL.prior;
/** Of a whole dump's comments, one in so many is read by the second reader for the fit. */
const READ_OF_WHOLE = 3;
const BASE = SIGNAL_NAMES.indexOf('base');
const HAS_BODY = READINGS.indexOf('hasBody');
const LEVEL = READINGS.indexOf('level');
/** No data speaks of these: replies, and companions, which only a page with known articles has. */
const HELD = new Set((['parent', 'companions'] as const).map((name) => SIGNAL_NAMES.indexOf(name)));

/** A comment of a dump judged as a whole, with what the judges read. */
interface WholeRead {
  readonly kind: string;
  readonly foreign: boolean;
  readonly made: boolean;
  readonly setting: Setting;
  readonly inputs: Float64Array;
  /** What the second reader measures; null where it has not read it. */
  readonly features: Float64Array | null;
}

/** A trial with what the judges read: without the second reader, and with it. */
interface Read {
  readonly trial: JudgementTrial;
  readonly setting: Setting;
  readonly inputs: Float64Array;
  readonly features: Float64Array;
}

const split = readSplit(values.data);
const { book, lexicon } = loadBook(inPackage('rules'));
const second = pairReader(values, split.learned, NO_STAGE)!;
const reads: Read[][] = [read(positionals[1]!, 0), read(positionals[0]!, 1)];
const wholes: WholeRead[][] = [readWhole(positionals[1]!, 0), readWhole(positionals[0]!, 1)];

if (values.check) {
  for (const fold of [0, 1] as const) {
    const fitted = fitAll(reads[1 - fold]!, wholes[1 - fold]!);
    report(`fold ${fold}`, reads[fold]!, fitted);
    reportWhole(wholes[fold]!, fitted);
    console.log(fitted.coefficients, fitted.stage);
  }
} else {
  const { coefficients, stage } = fitAll(reads.flat(), wholes.flat());
  const linear = ({ intercept, slopes }: LinearStage): string =>
    `{ intercept: ${intercept.toFixed(4)}, slopes: Float64Array.of(${Array.from(slopes, (slope) => slope.toFixed(4)).join(', ')}) }`;
  const source = `import type { ReaderStage } from '../relevance/index.js';
import type { Coefficients } from './combine.js';

/** Made by \`models/make/combiner.ts\`, which says on what; the figures stand in \`models/README.md\`. */
export const COEFFICIENTS: Coefficients = ${JSON.stringify(coefficients, null, 2)};

/** What the second reader's measures weigh, made with them; in the order of \`READINGS\`. */
export const READER_STAGE: ReaderStage = { title: ${linear(stage.title)}, body: ${linear(stage.body)} };
`;
  writeFileSync(values.out, await format(source, { parser: 'typescript', singleQuote: true, printWidth: 110 }));
}

/** Reads the signals of all trials of a fold by the model that has not seen it. */
function read(file: string, fold: Fold): Read[] {
  const scorer = new RelevanceScorer(openRelevance(readFileSync(file)));
  const reader = signalReader({ book, lexicon });
  const trials = [
    ...pairTrials(split, fold),
    ...strayTrials(split, fold),
    ...plantedTrials(split, fold, 'fixtures/planted'),
    ...['articles', 'checks/set-1', 'checks/set-2', 'checks/set-3'].flatMap((folder) =>
      fixtureTrials(`fixtures/${folder}`, fold),
    ),
  ];
  return trials.flatMap((trial, i): Read[] => {
    const placed = { article: trial.article, comment: { id: `${i}`, articleId: trial.article.id, text: trial.text } };
    const relevance = scorer.scoreOne(placed, trial.known);
    const { strengths, setting, filler } = reader(placed, trial.known, relevance, null);
    if (filler || strengths.base === 0) return [];
    const features = second.features(trial.article, trial.text);
    return [{ trial, setting, inputs: inputsOf(strengths), features }];
  });
}

/** Reads the signals of the dumps of a fold, judged as a whole. */
function readWhole(file: string, fold: Fold): WholeRead[] {
  const scorer = new RelevanceScorer(openRelevance(readFileSync(file)));
  const reader = signalReader({ book, lexicon });
  return dumpTrials(split, fold, 'fixtures/planted').flatMap(({ kind, articles, placed, foreign, made }) => {
    const scores = scorer.scoreAll(articles, placed);
    return placed.flatMap((one, i): WholeRead[] => {
      const { strengths, setting, filler } = reader(one, articles, scores[i]!, null);
      if (filler || !scores[i]!.whole || strengths.base === 0) return [];
      const { text } = one.comment;
      const isRead = hashOf(text) % READ_OF_WHOLE === 0;
      const features = isRead ? second.features(one.article, text) : null;
      return [{ kind, foreign: foreign[i]!, made: made[i]!, setting, inputs: inputsOf(strengths), features }];
    });
  });
}

/** What is fitted: the stage of the second reader, and the combiner. */
interface Fitted {
  readonly coefficients: Coefficients;
  readonly stage: ReaderStage;
}

function fitAll(all: readonly Read[], whole: readonly WholeRead[]): Fitted {
  const alone = (setting: Setting): readonly Read[] => all.filter((one) => one.setting === setting);
  const together = (setting: Setting): readonly WholeRead[] => whole.filter((one) => one.setting === setting);
  const stage = { title: fitStage(alone('title')), body: fitStage(alone('body')) };
  const read = (setting: Setting): readonly Read[] => alone(setting).map((one) => withReading(one, one.features, stage));
  const readTogether = (setting: Setting): readonly WholeRead[] =>
    together(setting).flatMap((one) => (one.features === null ? [] : [withReading(one, one.features, stage)]));
  const coefficients = {
    title: fitOne(alone('title')),
    body: fitOne(alone('body')),
    wholeTitle: fitWhole(together('wholeTitle')),
    wholeBody: fitWhole(together('wholeBody')),
    titleRead: fitOne(read('title')),
    bodyRead: fitOne(read('body')),
    wholeTitleRead: fitWhole(readTogether('wholeTitle')),
    wholeBodyRead: fitWhole(readTogether('wholeBody')),
  };
  return { coefficients, stage };
}

/** The same comment once the second reader has read it. */
function withReading<T extends Pick<Read, 'setting' | 'inputs'>>(one: T, features: Float64Array, stage: ReaderStage): T {
  const inputs = one.inputs.slice();
  const weight = readerWeight(stage, features);
  inputs[SIGNAL_NAMES.indexOf(weight < 0 ? 'readFits' : 'readDiffers')] = weight;
  return { ...one, setting: `${one.setting}Read` as Setting, inputs };
}

/**
 * Fits what the measures of the second reader say by themselves, as many foreign comments as own ones: by the archives
 * alone, whose foreign comments come from their own field. Monotone, so that a comment that is nearer by any of them is never judged farther; only what it has with texts on everything may count
 * either way.
 */
function fitStage(given: readonly Read[]): LinearStage {
  const all = given.filter(({ trial }) => !/^(?:fixtures|campaigns|adverts|innocents)|stray$/u.test(trial.kind));
  const size = READINGS.length + 1;
  const weighted = weighedSamples(all);
  const total = [0, 0];
  weighted.forEach(({ positive, weight }) => (total[Number(positive)]! += weight));
  const samples = weighted.map(({ positive, weight }, i): WeightedSample => ({
    inputs: Float64Array.of(...all[i]!.features.map((value) => -value), 1),
    positive,
    weight: (weight / total[Number(positive)]!) * all.length,
  }));
  const fitted = fitMonotone(samples, RIDGE, new Set([LEVEL, size - 1]), new Float64Array(size), new Set([HAS_BODY]));
  return { intercept: fitted[size - 1]!, slopes: fitted.slice(0, size - 1).map((slope) => (slope === 0 ? 0 : -slope)) };
}

/**
 * Fits the coefficients of whole dumps. The corpus stage has estimated the share of each dump and given its weight over
 * the usual 5%, so that comments count as they stand; made-up posts are as rare as their share says.
 */
function fitWhole(all: readonly WholeRead[]): Record<Signal, number> {
  const prior = Math.log(0.05 / 0.95);
  const sizes = group(all, ({ kind }) => kind);
  const offset = SIGNAL_NAMES.length;
  const samples = all.map(({ kind, foreign, inputs }): WeightedSample => ({
    inputs: Float64Array.of(...inputs, prior),
    positive: foreign,
    weight: (Math.sqrt(sizes.get(kind)!.length) / sizes.get(kind)!.length) * 100,
  }));
  const start = new Float64Array(offset + 1);
  start[offset] = 1;
  const held = new Set([...HELD, offset]);
  for (const i of HELD) start[i] = 1;
  const fitted = fitMonotone(samples, RIDGE, new Set([BASE, offset]), start, held);
  return named(fitted);
}

function named(fitted: Float64Array): Record<Signal, number> {
  return Object.fromEntries(SIGNAL_NAMES.map((name, i) => [name, Number(fitted[i]!.toFixed(4))])) as Record<
    Signal,
    number
  >;
}

function fitOne(all: readonly Read[]): Record<Signal, number> {
  const start = new Float64Array(SIGNAL_NAMES.length);
  for (const i of HELD) start[i] = 1;
  const fitted = fitMonotone(weighedSamples(all), RIDGE, new Set([BASE]), start, HELD);
  fitted[BASE]! -= Math.log(SHARE / (1 - SHARE));
  return named(fitted);
}

/** The trials with their weights: see `SHARE`, `PLANTED` and `importanceOf`. */
function weighedSamples(all: readonly Read[]): WeightedSample[] {
  // Strays are far from the article's field, where the second reader is surest: there they are a kind of their own.
  const isRead = all[0]?.setting.endsWith('Read') === true;
  const kindOf = ({ trial }: Read): string => (isRead ? trial.kind : trial.kind.replace(/ stray$/u, ''));
  const groups = group(all, (one) => `${kindOf(one)} ${one.trial.foreign}`);
  const kinds = [...new Set(all.map(kindOf))];
  const isPlanted = (kind: string): boolean => /^(?:campaigns|adverts)/u.test(kind);
  const weigh = new Map<string, number>();
  let [own, foreign] = [0, 0];
  for (const kind of kinds)
    for (const side of [true, false]) {
      const count = groups.get(`${kind} ${side}`)?.length ?? 0;
      if (count === 0 || isPlanted(kind)) continue;
      const share = Math.sqrt(count) * importanceOf(kind, all[0]!.setting);
      weigh.set(`${kind} ${side}`, share / count);
      if (side) foreign += share;
      else own += share;
    }
  const planted = kinds.filter(isPlanted);
  for (const kind of planted)
    weigh.set(`${kind} true`, (foreign * PLANTED) / (1 - PLANTED) / planted.length / groups.get(`${kind} true`)!.length);
  foreign /= planted.length === 0 ? 1 : 1 - PLANTED;
  const total = all.length;
  return all.map((one): WeightedSample => ({
    inputs: one.inputs,
    positive: one.trial.foreign,
    weight:
      weigh.get(`${kindOf(one)} ${one.trial.foreign}`)! *
      total *
      (one.trial.foreign ? SHARE / foreign : (1 - SHARE) / own),
  }));
}

function importanceOf(kind: string, setting: Setting): number {
  if (kind.startsWith('innocents')) return INNOCENTS;
  if (!kind.startsWith('fixtures')) return 1;
  return PAGES[setting === 'body' || setting === 'bodyRead' ? setting : 'title'];
}

/** The strengths of a comment's signals, each with its sign. */
function inputsOf(strengths: Readonly<Record<Signal, number>>): Float64Array {
  return Float64Array.from(SIGNAL_NAMES, (name) => sided(name, strengths[name]));
}

/** Combined evidence, and the model's alone. */
function jointly({ setting, inputs }: Pick<Read, 'setting' | 'inputs'>, coefficients: Coefficients): number {
  return SIGNAL_NAMES.reduce((sum, name, i) => sum + coefficients[setting][name] * inputs[i]!, 0);
}
function alone({ inputs }: Pick<Read, 'inputs'>): number {
  return inputs[SIGNAL_NAMES.indexOf('fits')]! + inputs[SIGNAL_NAMES.indexOf('differs')]!;
}

/** By kind: AUC of the model alone and combined, what a dump with 5% foreign comments would flag. */
function report(name: string, all: readonly Read[], { coefficients, stage }: Fitted): void {
  console.log(name);
  for (const [kind, own] of group(all, ({ trial }) => trial.kind)) {
    const off = (one: Read): boolean => one.trial.foreign;
    const read = (one: Read): Read => withReading(one, one.features, stage);
    const joint = own.map((one) => ({ weight: jointly(read(one), coefficients), off: off(one) }));
    const rate = (foreign: boolean, at: number): string => {
      const some = joint.filter((one) => one.off === foreign);
      return ((1000 * some.filter(({ weight }) => weight >= at).length) / some.length).toFixed(1);
    };
    const figures = [
      `alone ${auc(own, alone, off)}`,
      `joint ${auc(own, (one) => jointly(one, coefficients), off)}`,
      `reader ${auc(own, (one) => readerWeight(stage, one.features), off)}`,
      `both ${auc(own, (one) => jointly(read(one), coefficients), off)}`,
      `flag/1000 own ${rate(false, FLAG)} foreign ${rate(true, FLAG)}`,
      `review own ${rate(false, REVIEW)} foreign ${rate(true, REVIEW)}`,
    ];
    console.log(kind.padEnd(24), String(own.length).padStart(6), ...figures);
  }
}

/** By kind: AUC of the stage alone and combined, and what is flagged. */
function reportWhole(all: readonly WholeRead[], { coefficients, stage }: Fitted): void {
  for (const [kind, own] of group(all, (one) => `${one.kind} ${one.made ? 'made' : ''}`)) {
    const off = (one: WholeRead): boolean => one.foreign;
    const flagged = own.filter((one) => jointly(one, coefficients) >= FLAG);
    const read = own.filter(({ features }) => features !== null);
    const both = (one: WholeRead): number => jointly(withReading(one, one.features!, stage), coefficients);
    const figures = [
      `alone ${auc(own, alone, off)}`,
      `joint ${auc(own, (one) => jointly(one, coefficients), off)}`,
      `of those read: without ${auc(read, (one) => jointly(one, coefficients), off)} with ${auc(read, both, off)}`,
      `flagged ${flagged.length} right ${flagged.filter(off).length}`,
    ];
    console.log('whole', kind.padEnd(24), own.length, ...figures);
  }
}

function auc<T>(items: readonly T[], scoreOf: (one: T) => number, off: (one: T) => boolean): string {
  const ranked = items.map((one) => ({ score: scoreOf(one), off: off(one), group: '' }));
  return rocAuc(stepsOf(rank(ranked))).toFixed(3);
}
