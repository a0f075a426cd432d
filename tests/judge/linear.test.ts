import { expect, test } from 'vitest';
import { ReferenceSearch } from '../../models/make/matcher/reference.js';
import { inPackage } from '../../src/assets/package-root.js';
import { compileBooks, loadBook } from '../../src/assets/packs.js';
import { readPackFiles } from '../../src/assets/shipped.js';
import { showText } from '../../src/hangul/index.js';
import { CompactLexicon } from '../../src/hangul/matcher/lexicon.js';
import { readBook } from '../../src/rules/book-parts.js';
import { readComment } from '../../src/judge/prepare.js';
import { workOf } from '../hangul/counted-work.js';
import { HOSTILE_TEXTS } from '../hangul/hostile-texts.js';

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
