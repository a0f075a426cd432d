/**
 * Looks for the comment of 4,000 characters that takes the longest, by hill climbing, and for texts of which the time grows
 * faster than their length:
 *
 *     npx tsx bench/worst.ts [--tries N] [--seed N] [--check]
 *
 * It begins with the hostile texts of the tests (`tests/hangul/hostile-texts.ts`) and with random ones of their letters and
 * of the terms of the shipped packs; a try changes one of the worst so far (pieces replaced, left out, repeated, two texts
 * joined) and takes the place of the least of them where it takes longer. Time is processor time of this thread, the least
 * of three calls. Told are the worst found for the rules and for the judge with the model (the second reader off), and the
 * exponent with which the time of the rules grows from 1,000 to 64,000 characters, for each hostile text and for the worst
 * found. With `--check` it ends with 1 where a comment takes over 5 ms or an exponent is over 1.1.
 */
import { parseArgs } from 'node:util';
import { inPackage } from '../src/assets/package-root.js';
import { loadBook, loadPacks } from '../src/assets/packs.js';
import { loadModel } from '../src/assets/shipped.js';
import { Fault } from '../src/fault.js';
import { showText } from '../src/hangul/index.js';
import { createJudge } from '../src/judge/index.js';
import { HOSTILE_TEXTS } from '../tests/hangul/hostile-texts.js';

const { values } = parseArgs({
  options: {
    tries: { type: 'string', default: '1500' },
    seed: { type: 'string', default: '1' },
    check: { type: 'boolean', default: false },
  },
});

/** The goals of a release: milliseconds of one comment, and the exponent of growth. */
const [MOST_MS, MOST_EXPONENT] = [5, 1.1];
const LENGTH = 4000;
/** Texts that are kept to go on from. */
const KEPT = 24;
const SIZES = [1000, 4000, 16_000, 64_000];

/** Linear congruential generator (Numerical Recipes): the same texts for a seed. */
let state = Number(values.seed);
const random = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
const below = (count: number): number => Math.floor(random() * count);
const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;

const { book, lexicon } = loadBook(inPackage('rules'));
const model = loadModel();
if (model instanceof Fault) throw model;
const judge = createJudge({ book, lexicon, relevance: model });
const article = {
  id: 'a',
  title: '시립 도서관 열람실 좌석 예약제로 바뀐다',
  body: '시립 도서관이 다음 달부터 열람실 좌석을 예약제로 바꾼다고 밝혔다. 예약은 누리집과 전화로 받는다.',
};
const byRules = (text: string): unknown => book.match(text);
const byJudge = (text: string): unknown => judge.comment(article, { id: 'c', articleId: 'a', text });

/** Least processor time of a call in milliseconds. */
function msOf(call: (text: string) => unknown, text: string, times = 3): number {
  let least = Infinity;
  for (let i = 0; i < times; i++) {
    // How a text is shown is kept until the next one: each call begins without it.
    showText('&amp;');
    const before = process.cpuUsage();
    call(text);
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

/** Whatever the matcher treats in a way of its own. */
const PIECES: readonly string[] = [
  ...'가나다대유아어이오ㅏㅣㄱㄷㅇㅋㅎㅠㅡabdeyu0129.,!?~-_@:/&#%<>() \n',
  ...'\u200b\u2060\u0301\ufe0f\u00ad\u202e\u202c\u2067\u2069',
  ...'大有與ユ㉰ⓓﾡｄ１',
  ...'\u1103\u1162\u11bc',
  ...['😀', '🇩', '🇦', '1\ufe0f\u20e3', '𝓭', '&#45824;', '&amp;', '%EB%8C%80', '\\uB300', '<b>', '<a href="'],
  ...['<:daeyu:123456789012345678>', ':daeyu:', 'https://a.kr/', '010-1234-', 't.me/', '@abc_1', '카톡 '],
  ...loadPacks(inPackage('rules')).flatMap(({ rules }) =>
    rules.flatMap(({ any, all, near }) =>
      [any, all, near]
        .flatMap((list) => (Array.isArray(list) ? list : []))
        .flatMap((term: unknown) => (typeof term === 'string' && !term.startsWith('$') ? [term] : [])),
    ),
  ),
];

const cut = (text: string): string => text.slice(0, LENGTH);
const filled = (unit: string): string =>
  unit === '' ? '가'.repeat(LENGTH) : cut(unit.repeat(Math.ceil(LENGTH / unit.length)));
const chance = (pieces: number): string => Array.from({ length: pieces }, () => pick(PIECES)).join('');

/** A text near another: every change keeps its length. */
function changed(text: string, other: string): string {
  const at = below(text.length);
  const length = 1 + below(pick([4, 40, 400]));
  switch (below(6)) {
    case 0:
      return filled(text.slice(0, at) + chance(1 + below(4)) + text.slice(at + length));
    case 1:
      return filled(text.slice(0, at) + text.slice(at + length));
    case 2: {
      // A part of it all over.
      const part = text.slice(at, at + length);
      return part.length < 2 ? text : filled(part);
    }
    case 3:
      return cut(text.slice(0, at) + other.slice(at));
    case 4: {
      // A piece between all letters of a part.
      const piece = pick(PIECES);
      return filled(Array.from(text.slice(at, at + length)).join(piece) + piece);
    }
    default:
      return filled(chance(1 + below(6)));
  }
}

interface Found {
  readonly text: string;
  readonly ms: number;
}

function climb(call: (text: string) => unknown, tries: number): Found {
  const seeds = [
    ...HOSTILE_TEXTS.map(([, make]) => cut(make(LENGTH))),
    ...Array.from({ length: 20 }, () => filled(chance(5))),
  ];
  for (const seed of seeds) msOf(call, seed);
  const kept = seeds.map((text): Found => ({ text, ms: msOf(call, text) }));
  const order = (): void => {
    kept.sort((a, b) => b.ms - a.ms);
    kept.length = Math.min(kept.length, KEPT);
  };
  order();
  for (let i = 0; i < tries; i++) {
    const text = changed(pick(kept).text, pick(kept).text);
    const ms = msOf(call, text);
    if (ms <= kept.at(-1)!.ms || kept.some((one) => one.text === text)) continue;
    // What another process slowed down once is no find.
    kept.push({ text, ms: Math.min(ms, msOf(call, text)) });
    order();
  }
  for (const [i, { text, ms }] of kept.entries()) kept[i] = { text, ms: Math.min(ms, msOf(call, text, 9)) };
  order();
  return kept[0]!;
}

/** Slope of a line through the logarithms of time and length, least squares. */
function exponentOf(make: (characters: number) => string): {
  readonly exponent: number;
  readonly ms: number[];
} {
  const ms = SIZES.map((size) => msOf(byRules, make(size), size > 20_000 ? 3 : 5));
  const points = SIZES.map((size, i) => [Math.log(size), Math.log(Math.max(ms[i]!, 0.01))] as const);
  const mean = (i: 0 | 1): number => points.reduce((sum, point) => sum + point[i], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const slope =
    points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0) /
    points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
  return { exponent: slope, ms };
}

const shown = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
let good = true;
const found: Found[] = [];
for (const [name, call] of [
  ['rules', byRules],
  ['judge with the model', byJudge],
] as const) {
  const one = climb(call, Number(values.tries));
  found.push(one);
  good &&= one.ms <= MOST_MS;
  console.log(`${name}: at most ${one.ms.toFixed(2)} ms for ${LENGTH} characters: ${shown(one.text)}`);
}
const texts: readonly (readonly [string, (characters: number) => string])[] = [
  ...HOSTILE_TEXTS,
  ...found.map(
    ({ text }, i) =>
      [
        `worst found ${i + 1}`,
        (characters: number) => text.repeat(Math.ceil(characters / LENGTH)).slice(0, characters),
      ] as const,
  ),
];
const grown = texts.map(([name, make]) => ({ name, ...exponentOf(make) }));
grown.sort((a, b) => b.exponent - a.exponent);
console.log(`exponents of growth from ${SIZES[0]} to ${SIZES.at(-1)} characters, the highest:`);
for (const { name, exponent, ms } of grown.slice(0, 10))
  console.log(`  ${exponent.toFixed(2)}  ${ms.map((one) => one.toFixed(2)).join(' ')} ms  ${name}`);
good &&= grown.every(({ exponent }) => exponent <= MOST_EXPONENT);
if (values.check && !good) {
  console.error(`over ${MOST_MS} ms, or an exponent over ${MOST_EXPONENT}`);
  process.exitCode = 1;
}
