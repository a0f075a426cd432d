import { bandOf, BANDS } from '../gather/limits.js';
import type { BandCounts, Decision, ShownComment } from './data.js';

/**
 * How often each band is drawn from. Most comments are in the lowest band, and what is missed hides there; but it takes
 * many decisions to find any. Chosen so that 100 decisions leave no band under 12.
 */
const WEIGHTS = [30, 20, 12, 12, 13, 13] as const;

/**
 * The order in which a reader decides drawn comments: after any number of decisions each band has about its share.
 * Comments of a band stay in their order.
 *
 * @returns indexes into `drawn`
 */
export function drawOrder(drawn: readonly Pick<ShownComment, 'score'>[]): number[] {
  const waiting: number[][] = BANDS.map(() => []);
  drawn.forEach(({ score }, index) => waiting[bandOf(score)]!.push(index));
  const taken = BANDS.map(() => 0);
  return drawn.map(() => {
    let next = -1;
    for (const band of BANDS.keys()) {
      if (taken[band] === waiting[band]!.length) continue;
      if (next === -1 || urgency(band) > urgency(next)) next = band;
    }
    return waiting[next]![taken[next]!++]!;
  });

  function urgency(band: number): number {
    return WEIGHTS[band]! / (taken[band]! + 1);
  }
}

/** An estimate with its 95% interval, each 0 to 1. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What a reader's decisions say of the dump; null while too few are decided. */
export interface SampleEstimates {
  readonly decided: number;
  readonly unclear: number;
  /** Share of the flagged comments that do not belong. */
  readonly precision: Estimate | null;
  /** Share of those that do not belong which are neither flagged nor in review. */
  readonly missed: Estimate | null;
  /** Share of all comments that do not belong. */
  readonly share: Estimate | null;
}

type Level = 'flag' | 'review' | 'none';

/** Decisions on the comments of one level in one band. `all`: how many the dump has of them. */
interface Cell {
  readonly level: Level;
  readonly all: number;
  readonly off: number;
  readonly on: number;
  readonly unclear: number;
}

/**
 * Stratified estimates over the bands of score: each band's share of comments that do not belong, weighted by its
 * comments. Intervals are the middle 95% of 2,000 draws from the posterior of each band's share with Jeffreys' prior
 * (Beta(½, ½)), which a band without any find does not make certain, as a bootstrap would. What is decided is known; only
 * the rest is drawn. Comments of which the reader cannot tell count neither way.
 *
 * Of a band only the decisions up to the first undecided comment count: a reader who decides what the list shows first
 * would otherwise choose the sample.
 *
 * @param drawn of each band in the order of their draw
 */
export function sampleEstimates(
  drawn: readonly Pick<ShownComment, 'number' | 'score' | 'flag' | 'review'>[],
  bands: readonly BandCounts[],
  decisions: ReadonlyMap<number, Decision>,
): SampleEstimates {
  const counted = BANDS.map((_, band) => {
    const own = drawn.filter(({ score }) => bandOf(score) === band);
    const open = own.findIndex(({ number }) => !decisions.has(number));
    return open === -1 ? own : own.slice(0, open);
  });
  const cells = bands.flatMap((counts, band) => cellsOf(counts, counted[band]!, decisions));
  const decided = counted.flat().length;
  const unclear = counted.flat().filter(({ number }) => decisions.get(number) === 'unclear').length;
  const known = cells.every(({ off, on }) => off + on > 0) && cells.length > 0;
  const flags = cells.filter(({ level }) => level === 'flag');
  const random = mulberry32(1);
  const draws = Array.from({ length: DRAWS }, () => cells.map((cell) => drawCell(cell, random)));
  const plain = cells.map((cell) => (cell.off / (cell.off + cell.on)) * clearOf(cell));
  const estimate = (of: (foreign: readonly number[]) => number): Estimate => {
    const drawn = draws.map(of).sort((one, other) => one - other);
    const value = of(plain);
    const at = (share: number): number => drawn[Math.round(share * (DRAWS - 1))]!;
    return { value, low: Math.min(value, at(0.025)), high: Math.max(value, at(0.975)) };
  };
  const sum = (foreign: readonly number[], counts: (cell: Cell) => boolean): number =>
    cells.reduce((total, cell, index) => total + (counts(cell) ? foreign[index]! : 0), 0);
  const clear = (counts: (cell: Cell) => boolean): number =>
    cells.reduce((total, cell) => total + (counts(cell) ? clearOf(cell) : 0), 0);
  const any = (): boolean => true;
  const isFlag = ({ level }: Cell): boolean => level === 'flag';
  const isMissed = ({ level }: Cell): boolean => level === 'none';
  return {
    decided,
    unclear,
    precision:
      flags.length > 0 && flags.every(({ off, on }) => off + on > 0)
        ? estimate((foreign) => sum(foreign, isFlag) / clear(isFlag))
        : null,
    missed:
      known && plain.some((foreign) => foreign > 0)
        ? estimate((foreign) => sum(foreign, isMissed) / sum(foreign, any))
        : null,
    share: known ? estimate((foreign) => sum(foreign, any) / clear(any)) : null,
  };
}

const DRAWS = 2000;

/** The levels of a band that have comments. One without any decision takes those of its whole band. */
function cellsOf(
  { comments, review, flagged }: BandCounts,
  decided: readonly Pick<ShownComment, 'number' | 'flag' | 'review'>[],
  decisions: ReadonlyMap<number, Decision>,
): Cell[] {
  const sizes: [Level, number][] = [
    ['flag', flagged],
    ['review', review - flagged],
    ['none', comments - review],
  ];
  return sizes
    .filter(([, all]) => all > 0)
    .map(([level, all]): Cell => {
      const own = decided.filter((comment) => levelOf(comment) === level);
      const used = own.some(({ number }) => decisions.get(number) !== 'unclear') ? own : decided;
      const count = (decision: Decision): number =>
        used.filter(({ number }) => decisions.get(number) === decision).length;
      return { level, all, off: count('off-topic'), on: count('on-topic'), unclear: count('unclear') };
    });
}

function levelOf({ flag, review }: Pick<ShownComment, 'flag' | 'review'>): Level {
  if (flag) return 'flag';
  return review ? 'review' : 'none';
}

/** Estimated number of comments of a cell of which a reader can tell. */
function clearOf({ all, off, on, unclear }: Cell): number {
  return (all * (off + on)) / (off + on + unclear);
}

/** A draw of how many comments of a cell do not belong: those decided, and the rest at a drawn share. */
function drawCell(cell: Cell, random: () => number): number {
  const { off, on } = cell;
  const share = beta(off + 0.5, on + 0.5, random);
  return off + Math.max(0, clearOf(cell) - off - on) * share;
}

function beta(a: number, b: number, random: () => number): number {
  const one = gamma(a, random);
  return one / (one + gamma(b, random));
}

/** A draw from the gamma distribution (Marsaglia and Tsang 2000). */
function gamma(shape: number, random: () => number): number {
  if (shape < 1) return gamma(shape + 1, random) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** A small generator of random numbers in [0, 1) by Tommy Ettinger. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
