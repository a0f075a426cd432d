/**
 * Fits the combiner of evidence (`src/judge/combine.ts`) and writes `src/judge/coefficients.ts`:
 *
 *     npx tsx models/make/combiner.ts --data DIR --models FILE_A FILE_B [--check] [--out FILE]
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
  fixtureTrials,
  type JudgementTrial,
  pairTrials,
  plantedTrials,
  strayTrials,
} from '../../bench/judgement/trials.js';
import { type Fold, readSplit } from '../../bench/judgement/split.js';
import { inPackage } from '../../src/assets/package-root.js';
import { loadBook } from '../../src/assets/shipped.js';
import { type Coefficients, type Setting, SETTINGS, type Signal, SIGNAL_NAMES, SIGNALS } from '../../src/judge/combine.js';
import { signalReader } from '../../src/judge/judge.js';
import { RelevanceScorer } from '../../src/judge/relevance-scorer.js';
import { openRelevance } from '../../src/relevance/index.js';
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

/** A trial with what the judges read. */
interface Read {
  readonly trial: JudgementTrial;
  readonly setting: Setting;
  readonly inputs: Float64Array;
}

const split = readSplit(values.data);
const { book, lexicon } = loadBook(inPackage('rules'));
const reads: Read[][] = [read(positionals[1]!, 0), read(positionals[0]!, 1)];

if (values.check) {
  for (const fold of [0, 1] as const) {
    const coefficients = fitAll(reads[1 - fold]!);
    report(`fold ${fold}`, reads[fold]!, coefficients);
    console.log(coefficients);
  }
} else {
  const source = `import type { Coefficients } from './combine.js';

/** Made by \`models/make/combiner.ts\`, which says on what; the figures stand in \`models/README.md\`. */
export const COEFFICIENTS: Coefficients = ${JSON.stringify(fitAll(reads.flat()), null, 2)};
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
    return [{ trial, setting, inputs: Float64Array.from(SIGNAL_NAMES, (name) => strengths[name]) }];
  });
}

function fitAll(all: readonly Read[]): Coefficients {
  return Object.fromEntries(
    SETTINGS.map((setting) => [setting, fitOne(all.filter((one) => one.setting === setting.replace('whole', '').toLowerCase()))]),
  ) as unknown as Coefficients;
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
    inputs: inputs.map((input, i) => (SIGNALS[SIGNAL_NAMES[i]!] < 0 ? -input : input)),
    positive: trial.foreign,
    weight: (weigh.get(`${trial.kind} ${trial.foreign}`)! * total * (trial.foreign ? SHARE / foreign : (1 - SHARE) / own)),
  }));
  const base = SIGNAL_NAMES.indexOf('base');
  // No data speaks of these: replies, and companions, which only a dump has.
  const start = new Float64Array(SIGNAL_NAMES.length);
  const held = new Set((['parent', 'companions'] as const).map((name) => SIGNAL_NAMES.indexOf(name)));
  for (const i of held) start[i] = 1;
  const fitted = fitMonotone(samples, RIDGE, new Set([base]), start, held);
  fitted[base]! -= Math.log(SHARE / (1 - SHARE));
  return Object.fromEntries(SIGNAL_NAMES.map((name, i) => [name, Number(fitted[i]!.toFixed(4))])) as Record<Signal, number>;
}

function importanceOf(kind: string): number {
  if (kind.startsWith('innocents')) return INNOCENTS;
  return kind.startsWith('fixtures') ? PAGES[kind.endsWith('title') ? 'title' : 'body'] : 1;
}

function logitOf({ setting, inputs }: Read, coefficients: Coefficients): number {
  return SIGNAL_NAMES.reduce(
    (sum, name, i) => sum + coefficients[setting][name] * (SIGNALS[name] < 0 ? -inputs[i]! : inputs[i]!),
    0,
  );
}

/** By kind: AUC of the model alone and combined, what a dump with 5% foreign comments would flag. */
function report(name: string, all: readonly Read[], coefficients: Coefficients): void {
  console.log(name);
  const flagAt = Math.log(0.7 / 0.3) - Math.log(0.05 / 0.95);
  const reviewAt = Math.log(0.3 / 0.7) - Math.log(0.05 / 0.95);
  for (const [kind, own] of group(all, ({ trial }) => trial.kind)) {
    const alone = own.map((one) => ({ score: one.inputs[2]! - one.inputs[1]!, off: one.trial.foreign }));
    const joint = own.map((one) => ({ score: logitOf(one, coefficients), off: one.trial.foreign }));
    const rate = (off: boolean, at: number): string => {
      const some = joint.filter((one) => one.off === off);
      return ((1000 * some.filter(({ score }) => score >= at).length) / some.length).toFixed(1);
    };
    console.log(
      kind.padEnd(24),
      String(own.length).padStart(6),
      'alone', auc(alone).toFixed(3),
      'joint', auc(joint).toFixed(3),
      'flag/1000 own', rate(false, flagAt), 'foreign', rate(true, flagAt),
      'review own', rate(false, reviewAt), 'foreign', rate(true, reviewAt),
    );
  }
}

function auc(scored: readonly { score: number; off: boolean }[]): number {
  const sorted = [...scored].sort((a, b) => a.score - b.score);
  let [rank, sum, positives] = [0, 0, 0];
  for (let i = 0; i < sorted.length; ) {
    let end = i;
    while (end < sorted.length && sorted[end]!.score === sorted[i]!.score) end++;
    const mid = (rank + 1 + rank + end - i) / 2;
    for (let k = i; k < end; k++) if (sorted[k]!.off) [sum, positives] = [sum + mid, positives + 1];
    rank += end - i;
    i = end;
  }
  return (sum - (positives * (positives + 1)) / 2) / (positives * (scored.length - positives));
}
