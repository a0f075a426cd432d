import { expect, test } from 'vitest';
import { ReferenceSearch } from '../../models/make/matcher/reference.js';
import { inPackage } from '../../src/assets/package-root.js';
import { compileBooks, loadBook } from '../../src/assets/packs.js';
import { readPackFiles } from '../../src/assets/shipped.js';
import { showText } from '../../src/hangul/index.js';
import { CompactLexicon } from '../../src/hangul/matcher/lexicon.js';
import { readBook } from '../../src/rules/book-parts.js';
import { readComment } from '../../src/judge/prepare.js';
import { HOSTILE_TEXTS } from '../hangul/hostile-texts.js';

/**
 * How much a call does, in places of texts and arrays that it looks at, counted where nearly every scan passes: no clock
 * is asked. Regular expressions are not seen; bench/worst.ts sees them.
 */
function workOf(call: () => void): number {
  let work = 0;
  const undo: (() => void)[] = [];
  const count = <T extends object>(
    owner: T,
    name: keyof T,
    cost: (self: never, args: never[]) => number,
  ): void => {
    const original = owner[name] as (...args: never[]) => unknown;
    const counting = function (this: never, ...args: never[]): unknown {
      work += cost(this, args);
      return original.apply(this, args);
    };
    Object.defineProperty(owner, name, { value: counting, configurable: true, writable: true });
    undo.push(() =>
      Object.defineProperty(owner, name, { value: original, configurable: true, writable: true }),
    );
  };
  const text = (self: string): number => self.length;
  count(String.prototype, 'charCodeAt', () => 1);
  count(String.prototype, 'charAt', () => 1);
  count(String.prototype, 'slice', (self: string, [start = 0, end = self.length]: number[]) =>
    Math.max(0, end - start),
  );
  for (const name of ['includes', 'indexOf', 'trim', 'split', 'toLowerCase', 'normalize'] as const)
    count(String.prototype, name, text);
  const arrays = Object.getPrototypeOf(Uint8Array.prototype) as Uint8Array;
  count(arrays, 'fill', (self: Uint8Array, [, start = 0, end = self.length]: number[]) => end - start);
  count(arrays, 'indexOf', (self: Uint8Array) => self.length);
  count(arrays, 'set', (_self: Uint8Array, [source]: Uint8Array[]) => source!.length);
  count(Array.prototype, 'push', () => 1);
  count(Array.prototype, 'includes', (self: unknown[]) => self.length);
  try {
    call();
  } finally {
    for (const one of undo.reverse()) one();
  }
  return work;
}

const { book, lexicon } = loadBook(inPackage('rules'));
/** What the kernel does cannot be counted; its twin does the same steps. */
const twin = new ReferenceSearch(
  readBook(compileBooks(readPackFiles([inPackage('rules')]))[0]).matcher,
  lexicon instanceof CompactLexicon ? lexicon : undefined,
);
const SHORT = 1000;
const TIMES = 8;

test.each(HOSTILE_TEXTS)('%s: 여덟 배 긴 글은 여덟 배쯤만 일하게 한다', (_name, make) => {
  const work = (characters: number): number => {
    const text = make(characters);
    const read = (): void => {
      readComment({ id: 'c', articleId: 'a', text }, book, lexicon);
      twin.find(text);
    };
    // Once before, since the first long text makes room in the kernel's memory.
    read();
    // How a text is shown is kept until the next one.
    showText('&amp;');
    return workOf(read);
  };
  // A little beside, for what begins once or shares a power of two.
  expect(work(SHORT * TIMES) / work(SHORT)).toBeLessThan(TIMES ** 1.1);
});
