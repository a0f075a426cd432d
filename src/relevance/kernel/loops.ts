type Loop = (...numbers: readonly number[]) => void;
type Find = (...numbers: readonly number[]) => number;
/** What the module exports: `models/make/kernel/assembly/kernel.ts` says what each does. */
export interface Loops {
  readonly products: Loop;
  readonly addProducts: Loop;
  readonly sumRows: Loop;
  readonly sumBytes: Loop;
  readonly scanBytes: Loop;
  readonly dotBlocks: Loop;
  readonly scaleInts: Loop;
  readonly spread: Loop;
  readonly adam: Loop;
  readonly sumWords: Loop;
  readonly roundRows: Loop;
  readonly roundWords: Loop;
  readonly matchRows: Loop;
  readonly standardise: Loop;
  readonly addLine: Loop;
  readonly highest: Find;
  readonly sumChoice: Loop;
  readonly strikeLeaves: Find;
  readonly toShorts: Loop;
  readonly scale: Loop;
  readonly shift: Loop;
  readonly addKnown: Loop;
  readonly oddsOf: Loop;
  readonly settle: Find;
  readonly countAbove: Find;
  readonly productsAt: Loop;
  readonly highestOfEach: Loop;
  readonly addPostings: Loop;
}
