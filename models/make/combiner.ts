/**
 * Fits the combiner of evidence (`src/judge/combine.ts`) and writes `src/judge/coefficients.ts`:
 *
 *     npx tsx models/make/combiner.ts --data DIR MODEL_A MODEL_B [--check] [--out FILE]
 *
 * The two models share an encoder trained on `learned` of the split; the stages of the first are fitted on fold 0 of the
 * kept articles and it reads fold 1, the second the reverse. So every signal is read on articles that nothing was
 * learned from. `--check` fits on one fold and measures on the other instead of writing.
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
import { type Fold, readSplit } from '../../bench/judgement/split.js';
import { inPackage } from '../../src/assets/package-root.js';
import { loadBook } from '../../src/assets/shipped.js';
import { type Coefficients, type Setting, type Signal, SIGNAL_NAMES, sided } from '../../src/judge/combine.js';
import { rocAuc } from '../../src/evaluation/curves.js';
import { rank, stepsOf } from '../../src/evaluation/ranking.js';
import { BY_MODEL } from '../../src/judge/index.js';
import { signalReader } from '../../src/judge/judge.js';
import { RelevanceScorer } from '../../src/judge/relevance-scorer.js';
import { logit, openRelevance } from '../../src/relevance/index.js';
import { fitMonotone, type WeightedSample } from '../../src/training/monotone-logistic.js';

const { values, positionals } = parseArgs({
  options: {
    data: { type: 'string' },
    out: { type: 'string', default: 'src/judge/coefficients.ts' },
    check: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
if (values.data === undefined || positionals.length !== 2)
  throw new Error('usage: combiner.ts --data DIR MODEL_A MODEL_B [--check] [--out FILE]');

/** Share of foreign comments that the fit sees: between a calm site and a flooded page, so that both ends are fitted. */
const SHARE = 0.2;
/** Share of the foreign ones that are campaigns and adverts: set by hand, since no archive tells it. */
const PLANTED = 0.2;
/**
 * Weight of the labelled pages beside the archives, each of which counts by the root of its size. With bodies their AUC
 * by fold is .929 and .943 at 0.1, .945 and .958 at 1, .955 and .965 at 2, .962 and .971 at 4; but there the estimated
 * share of half foreign archives falls from .48 and .45 to .39 and .36 (society 2024), and politics loses .01 of its AUC.
 * By title alone they are not what a reader saw, and count little.
 */
const PAGES = { title: 0.2, body: 4 };
/** Weight of comments that hold a campaign's words innocently: they are far rarer than here. */
const INNOCENTS = 0.02;
const RIDGE = 0.5;
/** What a dump with 5% foreign comments flags, and what it puts in review, as weights. */
const FLAG = logit(BY_MODEL.flag) - BY_MODEL.prior;
const REVIEW = logit(BY_MODEL.review) - BY_MODEL.prior;
const BASE = SIGNAL_NAMES.indexOf('base');
/** No data speaks of these: replies, and companions, which only a page with known articles has. */
const HELD = new Set((['parent', 'companions'] as const).map((name) => SIGNAL_NAMES.indexOf(name)));

/** A comment of a dump judged as a whole, with what the judges read. */
interface WholeRead {
  readonly kind: string;
  readonly foreign: boolean;
  readonly made: boolean;
  readonly setting: Setting;
  readonly inputs: Float64Array;
}

/** A trial with what the judges read. */
interface Read {
  readonly trial: JudgementTrial;
  readonly setting: Setting;
  readonly inputs: Float64Array;
}

const split = readSplit(values.data);
const { book, lexicon } = loadBook(inPackage('rules'));
const reads: Read[][] = [read(positionals[1]!, 0), read(positionals[0]!, 1)];
const wholes: WholeRead[][] = [readWhole(positionals[1]!, 0), readWhole(positionals[0]!, 1)];

if (values.check) {
  for (const fold of [0, 1] as const) {
    const coefficients = fitAll(reads[1 - fold]!, wholes[1 - fold]!);
    report(`fold ${fold}`, reads[fold]!, coefficients);
    reportWhole(wholes[fold]!, coefficients);
    console.log(coefficients);
  }
} else {
  const source = `import type { Coefficients } from './combine.js';

/** Made by \`models/make/combiner.ts\`, which says on what; the figures stand in \`models/README.md\`. */
export const COEFFICIENTS: Coefficients = ${JSON.stringify(fitAll(reads.flat(), wholes.flat()), null, 2)};
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
    const { strengths, setting, filler } = reader(placed, trial.known, scorer.scoreOne(placed, trial.known));
    if (filler || strengths.base === 0) return [];
    return [{ trial, setting, inputs: inputsOf(strengths) }];
  });
}

/** Reads the signals of the dumps of a fold, judged as a whole. */
function readWhole(file: string, fold: Fold): WholeRead[] {
  const scorer = new RelevanceScorer(openRelevance(readFileSync(file)));
  const reader = signalReader({ book, lexicon });
  return dumpTrials(split, fold, 'fixtures/planted').flatMap(({ kind, articles, placed, foreign, made }) => {
    const scores = scorer.scoreAll(articles, placed);
    return placed.flatMap((one, i): WholeRead[] => {
      const { strengths, setting, filler } = reader(one, articles, scores[i]!);
      if (filler || !scores[i]!.whole || strengths.base === 0) return [];
      return [{ kind, foreign: foreign[i]!, made: made[i]!, setting, inputs: inputsOf(strengths) }];
    });
  });
}

function fitAll(all: readonly Read[], whole: readonly WholeRead[]): Coefficients {
  const alone = (setting: Setting): readonly Read[] => all.filter((one) => one.setting === setting);
  return {
    title: fitOne(alone('title')),
    body: fitOne(alone('body')),
    wholeTitle: fitWhole(whole.filter(({ setting }) => setting === 'wholeTitle')),
    wholeBody: fitWhole(whole.filter(({ setting }) => setting === 'wholeBody')),
  };
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
  const groups = group(all, ({ trial }) => `${trial.kind} ${trial.foreign}`);
  const kinds = [...new Set(all.map(({ trial }) => trial.kind))];
  const isPlanted = (kind: string): boolean => /^(?:campaigns|adverts)/u.test(kind);
  const weigh = new Map<string, number>();
  let [own, foreign] = [0, 0];
  for (const kind of kinds)
    for (const side of [true, false]) {
      const count = groups.get(`${kind} ${side}`)?.length ?? 0;
      if (count === 0 || isPlanted(kind)) continue;
      const share = Math.sqrt(count) * importanceOf(kind);
      weigh.set(`${kind} ${side}`, share / count);
      if (side) foreign += share;
      else own += share;
    }
  const planted = kinds.filter(isPlanted);
  for (const kind of planted)
    weigh.set(`${kind} true`, (foreign * PLANTED) / (1 - PLANTED) / planted.length / groups.get(`${kind} true`)!.length);
  foreign /= planted.length === 0 ? 1 : 1 - PLANTED;
  const total = all.length;
  const samples = all.map(({ trial, inputs }): WeightedSample => ({
    inputs,
    positive: trial.foreign,
    weight: (weigh.get(`${trial.kind} ${trial.foreign}`)! * total * (trial.foreign ? SHARE / foreign : (1 - SHARE) / own)),
  }));
  const start = new Float64Array(SIGNAL_NAMES.length);
  for (const i of HELD) start[i] = 1;
  const fitted = fitMonotone(samples, RIDGE, new Set([BASE]), start, HELD);
  fitted[BASE]! -= Math.log(SHARE / (1 - SHARE));
  return named(fitted);
}

function importanceOf(kind: string): number {
  if (kind.startsWith('innocents')) return INNOCENTS;
  return kind.startsWith('fixtures') ? PAGES[kind.endsWith('title') ? 'title' : 'body'] : 1;
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
function report(name: string, all: readonly Read[], coefficients: Coefficients): void {
  console.log(name);
  for (const [kind, own] of group(all, ({ trial }) => trial.kind)) {
    const off = (one: Read): boolean => one.trial.foreign;
    const joint = own.map((one) => ({ weight: jointly(one, coefficients), off: off(one) }));
    const rate = (foreign: boolean, at: number): string => {
      const some = joint.filter((one) => one.off === foreign);
      return ((1000 * some.filter(({ weight }) => weight >= at).length) / some.length).toFixed(1);
    };
    const figures = [
      `alone ${auc(own, alone, off)}`,
      `joint ${auc(own, (one) => jointly(one, coefficients), off)}`,
      `flag/1000 own ${rate(false, FLAG)} foreign ${rate(true, FLAG)}`,
      `review own ${rate(false, REVIEW)} foreign ${rate(true, REVIEW)}`,
    ];
    console.log(kind.padEnd(24), String(own.length).padStart(6), ...figures);
  }
}

/** By kind: AUC of the stage alone and combined, and what is flagged. */
function reportWhole(all: readonly WholeRead[], coefficients: Coefficients): void {
  for (const [kind, own] of group(all, (one) => `${one.kind} ${one.made ? 'made' : ''}`)) {
    const off = (one: WholeRead): boolean => one.foreign;
    const flagged = own.filter((one) => jointly(one, coefficients) >= FLAG);
    const figures = [
      `alone ${auc(own, alone, off)}`,
      `joint ${auc(own, (one) => jointly(one, coefficients), off)}`,
      `flagged ${flagged.length} right ${flagged.filter(off).length}`,
    ];
    console.log('whole', kind.padEnd(24), own.length, ...figures);
  }
}

function auc<T>(items: readonly T[], scoreOf: (one: T) => number, off: (one: T) => boolean): string {
  const ranked = items.map((one) => ({ score: scoreOf(one), off: off(one), group: '' }));
  return rocAuc(stepsOf(rank(ranked))).toFixed(3);
}
