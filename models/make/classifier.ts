/**
 * Fits `CLASSIFIER_WEIGHTS` of `src/hangul/matcher/classifier.ts`, by which the matcher accepts doubtful readings, and writes
 * them there:
 *
 *     npx tsx models/make/classifier.ts --pairs obfuscation.jsonl.gz --clean comments.jsonl --lexicon FILE [--two 0.7] [--three 0.2]
 *
 * A logistic regression (iteratively reweighted least squares) parts readings of KOTOX's terms in their obfuscated
 * sentences from readings of the same terms in clean comments; the threshold is the score at which the clean comments give
 * the wanted false hits per term and 10,000 comments. The lexicon should not hold the comments.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { rows, termOf } from '../../bench/kotox.js';
import type { Pair } from '../../bench/kotox.js';
import { buildTables } from '../../src/hangul/matcher/build-tables.js';
import { FEATURES } from '../../src/hangul/matcher/classifier.js';
import { isOrdinary, lastUnit, placeFits, spacesFit } from './matcher/classifier.js';
import { openLexicon } from '../../src/hangul/matcher/lexicon.js';
import { Walker } from './matcher/walker.js';
import { ObfuscationScan } from './matcher/obfuscation.js';
import { measureFeatures } from './matcher/obfuscation-features.js';
import { SYLLABLE_COUNT } from '../../src/hangul/letters/syllables.js';
import type { Term } from '../../src/hangul/matcher/term.js';
import type { MatcherTables } from '../../src/hangul/matcher/tables.js';
import { ALL_WAYS } from '../../src/hangul/ways.js';

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '../shared/data/obfuscation.jsonl.gz' },
    clean: { type: 'string', default: '../shared/data/news2025.comments.jsonl.gz' },
    comments: { type: 'string', default: '20000' },
    lexicon: { type: 'string', default: 'models/lexicon.bin' },
    two: { type: 'string', default: '0.7' },
    three: { type: 'string', default: '0.2' },
  },
});
const RIDGE = 1;
const lexicon = openLexicon(readFileSync(values.lexicon));
const scan = new ObfuscationScan(lexicon);
const termFor = (text: string): Term => ({ text, ways: ALL_WAYS, unless: [], place: 'anywhere' });

/** Features of all readings in a text that are neither plain nor vetoed, by term. */
function readings(text: string, walker: Walker, tables: MatcherTables, terms: readonly string[]): Map<string, Float64Array[]> {
  scan.read(text);
  const found = new Map<string, Float64Array[]>();
  const { spellingCost, spellingWays, spellingTerm, unitFrom, units } = tables;
  const add = (spelling: number, start: number, end: number, read: number, undone: number, spaces: number): void => {
    const cost = read + spellingCost[spelling]!;
    const ways = undone | spellingWays[spelling]!;
    const length = unitFrom[spelling + 1]! - unitFrom[spelling]!;
    if (units[unitFrom[spelling]!]! >= SYLLABLE_COUNT || isOrdinary(text, lastUnit(tables, spelling), start, end, scan)) return;
    const term = terms[spellingTerm[spelling]!]!;
    if (!spacesFit(text, length, start, end, spaces, 0) || !placeFits(text, tables, spelling, start, end)) return;
    const features = new Float64Array(FEATURES.length);
    measureFeatures(text, { start, end, cost, ways, spaces, length }, scan, lexicon, features);
    found.set(term, [...(found.get(term) ?? []), features]);
  };
  walker.walk(text, scan, { add });
  return found;
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
const best = (list: readonly Float64Array[], weights: Float64Array): Float64Array =>
  list.reduce((a, b) => (dot(b, weights) > dot(a, weights) ? b : a));

function solve(matrix: number[][], vector: number[]): number[] {
  const n = vector.length;
  const m = matrix.map((row, i) => [...row, vector[i]!]);
  for (let col = 0; col < n; col++) {
    let pivot = col;
    for (let row = col + 1; row < n; row++) if (Math.abs(m[row]![col]!) > Math.abs(m[pivot]![col]!)) pivot = row;
    [m[col], m[pivot]] = [m[pivot]!, m[col]!];
    for (let row = 0; row < n; row++) {
      if (row === col) continue;
      const factor = m[row]![col]! / m[col]![col]!;
      if (factor !== 0) for (let k = col; k <= n; k++) m[row]![k]! -= factor * m[col]![k]!;
    }
  }
  return m.map((row, i) => row[n]! / row[i]!);
}

function regress(positive: readonly Float64Array[], negative: readonly Float64Array[]): Float64Array {
  const n = FEATURES.length;
  let weights: Float64Array = new Float64Array(n);
  const balance = negative.length / positive.length;
  for (let step = 0; step < 12; step++) {
    const gradient = Array.from(weights, (w) => -RIDGE * w);
    const hessian = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => (i === j ? RIDGE : 0)));
    const add = (x: Float64Array, y: number, weight: number): void => {
      const p = 1 / (1 + Math.exp(-dot(x, weights)));
      for (let i = 0; i < n; i++) {
        if (x[i] === 0) continue;
        gradient[i]! += weight * (y - p) * x[i]!;
        for (let j = 0; j < n; j++) hessian[i]![j]! += weight * p * (1 - p) * x[i]! * x[j]!;
      }
    };
    for (const x of positive) add(x, 1, balance);
    for (const x of negative) add(x, 0, 1);
    const delta = solve(hessian, gradient);
    weights = weights.map((w, i) => w + delta[i]!);
  }
  return weights;
}

const pairs = rows<Pair>(values.pairs).flatMap(({ clean, obfuscated }) => {
  const term = termOf(clean);
  return term === null || obfuscated.includes(term) ? [] : [{ term, obfuscated }];
});
const terms = [...new Set(rows<Pair>(values.pairs).flatMap(({ clean }) => termOf(clean) ?? []))];
const tables = buildTables(terms.map(termFor));
const walker = new Walker(tables, 'all');
const comments = rows<{ text: string }>(values.clean).slice(-Number(values.comments));
const lines: string[] = [];
for (const [length, wanted] of [
  [2, Number(values.two)],
  [3, Number(values.three)],
] as const) {
  const positives = pairs.flatMap(({ term, obfuscated }) => {
    if (term.length !== length) return [];
    const own = buildTables([termFor(term)]);
    const list = readings(obfuscated, new Walker(own, 'all'), own, [term]).get(term);
    return list === undefined ? [] : [list];
  });
  const negatives = comments.flatMap(({ text }) => {
    const letters = text.normalize('NFC').replace(/[^가-힣]/gu, '');
    return [...readings(text, walker, tables, terms)].flatMap(([term, list]) =>
      term.length === length && !letters.includes(term) ? list : [],
    );
  });
  let weights: Float64Array = Float64Array.from(FEATURES, (name) => (name === 'cost' ? -1 : 0));
  for (let round = 0; round < 3; round++) {
    weights = regress(positives.map((list) => best(list, weights)), negatives);
  }
  const allowed = Math.floor((wanted * comments.length * terms.filter((term) => term.length === length).length) / 10_000);
  const threshold = negatives.map((x) => dot(x, weights)).sort((a, b) => b - a)[allowed] ?? 0;
  weights[0]! -= threshold;
  const found = positives.filter((list) => dot(best(list, weights), weights) > 0).length;
  console.log(`${length} syllables: ${positives.length} readable pairs, ${found} accepted; ${negatives.length} readings in clean comments, ${allowed} accepted`);
  lines.push(`  [${Array.from(weights, (w) => w.toFixed(3)).join(', ')}],`);
}
const file = 'src/hangul/matcher/classifier.ts';
const source = readFileSync(file, 'utf8')
  .replace(/(const CLASSIFIER_WEIGHTS[^=]*= )\[[^;]*\];/u, `$1[\n${lines.join('\n')}\n];`)
  .replace(/[\d.]+ and [\d.]+ false hits of a term/u, `${values.two} and ${values.three} false hits of a term`);
writeFileSync(file, await format(source, { ...(await resolveConfig(file)), parser: 'typescript' }));
