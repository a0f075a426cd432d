/**
 * Holds the kernel of the matcher to its readable twin (`models/make/matcher/`) on all corpora of `../shared/data`: the same
 * hits, at the same costs, by the same ways, of the terms of the shipped packs and of 3,000 words of headlines.
 *
 *     npx tsx bench/twin.ts [--each N] [--comments FILE]
 *
 * `--each` takes only so many texts of each file, `--comments` one more file of rows with a `text`.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ReferenceSearch } from '../models/make/matcher/reference.js';
import { loadPacks } from '../src/assets/packs.js';
import { DEFAULT_WAYS, openLexicon, shownText, type Term, type TermHit } from '../src/hangul/index.js';
import { buildTables } from '../src/hangul/matcher/build-tables.js';
import { KernelSearch } from '../src/hangul/matcher/kernel/kernel-search.js';
import { asLong, defaultPlace, expand, groupsOf, termText } from '../src/rules/terms.js';
import { headlineWords, termsOf } from './headline-terms.js';
import { rows } from './kotox.js';

const { values } = parseArgs({ options: { each: { type: 'string' }, comments: { type: 'string' } } });
const data = '../shared/data';
if (!existsSync(data)) {
  console.error(`bench/twin: SKIPPED, ${data} is not there`);
  process.exit(0);
}

/** The terms of the shipped packs, with the words of `unless` and places that they have there. */
function packTerms(): Term[] {
  const terms = new Map<string, Term>();
  for (const pack of loadPacks('rules')) {
    const groups = groupsOf(pack.groups);
    for (const rule of pack.rules) {
      const entries = [rule.any ?? [], ...(rule.all ?? []), ...(rule.near?.terms ?? []), rule.none ?? []];
      for (const entry of entries.flat()) {
        for (const term of expand([entry], groups).terms.map(asLong)) {
          const text = termText(term.text);
          const unless = [...(term.unless ?? []), ...(rule.unless ?? [])].map(termText);
          const place = term.place ?? rule.place ?? defaultPlace(text);
          const own = unless.filter((word) => word !== text && word.includes(text));
          terms.set(`${text} ${place}`, { text, ways: DEFAULT_WAYS, unless: own, place, threshold: 2.5 });
        }
      }
    }
  }
  return [...terms.values()];
}

/** All strings of a row that are texts. */
function textsOf(row: unknown): string[] {
  if (typeof row === 'string') return [row];
  if (typeof row !== 'object' || row === null) return [];
  return Object.values(row).flatMap(textsOf);
}

const lexicon = openLexicon(readFileSync('models/lexicon.bin'));
const twins = [
  ['shipped packs', packTerms()],
  ['3,000 words', termsOf(headlineWords(data).slice(0, 3000))],
].map(([name, terms]) => {
  const tables = buildTables(terms as readonly Term[]);
  return {
    name: name as string,
    terms: terms!.length,
    kernel: new KernelSearch(tables, lexicon),
    twin: new ReferenceSearch(tables, lexicon),
  };
});
const print = (hits: readonly TermHit[]): string =>
  hits.map(({ term, start, end, cost, via }) => [term, start, end, cost, ...via].join()).join(' ');

let differing = 0;
const files = readdirSync(data).filter((file) => /\.jsonl(\.gz)?$/u.test(file));
const paths = [
  ...files.map((file) => `${data}/${file}`),
  ...(values.comments === undefined ? [] : [values.comments]),
];
for (const path of paths) {
  const texts = rows<unknown>(path)
    .slice(0, values.each === undefined ? undefined : Number(values.each))
    .flatMap(textsOf)
    .map(shownText);
  for (const { name, kernel, twin } of twins) {
    let hits = 0;
    let different = 0;
    for (const text of texts) {
      for (const how of ['find', 'findSure'] as const) {
        const found = kernel[how](text);
        hits += found.length;
        if (print(found) !== print(twin[how](text))) different++;
      }
    }
    differing += different;
    console.log(`${path}: ${texts.length} texts, ${name}: ${hits} hits, ${different} searches differ`);
  }
}
console.log(differing === 0 ? 'all the same' : `${differing} searches differ`);
process.exitCode = differing === 0 ? 0 : 1;
