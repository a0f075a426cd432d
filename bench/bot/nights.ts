// What a night of the bot brings: a server's comments are those of kept articles, in the archive's order, as many as it has.
//
//   npx tsx bench/bot/nights.ts DATA MODEL [SIZE…]
//
// DATA: the folder of the collections; MODEL: a model whose encoder was trained on the split's `learned` (bench/judgement).
// `wrong`: a table that learned from comments under articles that are not theirs, which the gate must turn away.
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { adaptForNight, type NightComment, type NightOrder } from '../../src/bot/adaptation/night.js';
import { adaptFold } from '../../src/training/adapt.js';
import { readSplit, SETS } from '../judgement/split.js';

const [data = '', file = '', ...sizes] = process.argv.slice(2);
const model = Uint8Array.from(readFileSync(file));
const { kept } = readSplit(data);

const percent = (share: number): string => (100 * share).toFixed(1);

for (const size of sizes.length === 0 ? [300, 1000, 3000, 10_000] : sizes.map(Number)) {
  for (const set of SETS) {
    const articles = kept[set].filter(({ comments }) => comments.length > 1);
    const comments: NightComment[] = [];
    // Every article once around, so that a small server has many articles with few comments.
    for (let at = 0; at < 40 && comments.length < size; at++)
      articles.forEach(({ comments: own }, article) => {
        const text = own[at];
        if (text !== undefined && comments.length < size) comments.push({ article, text });
      });
    if (comments.length < size) continue;
    for (const wrong of [false, true]) {
      const order: NightOrder = { model, articles, comments, decided: [], part: 0 };
      const begin = performance.now();
      const result = adaptForNight(order, (relevance, known, own, fold, options) =>
        adaptFold(
          relevance,
          known,
          wrong ? own.map((one) => ({ ...one, article: (one.article + 1) % known.length, trust: 1 })) : own,
          fold,
          options,
        ),
      );
      const seconds = ((performance.now() - begin) / 1000).toFixed(1);
      const name = `${set.padEnd(18)} ${String(size).padStart(6)} comments${wrong ? ', wrong' : ''}`;
      if (result === null) {
        console.log(`${name}: too few`);
        continue;
      }
      const { planted, ownSuspected, foreignSuspected } = result.figures;
      console.log(
        `${name}: AUC ${percent(planted.shipped)} → ${percent(planted.adapted)} ± ${percent(planted.error)}, ` +
          `suspected own ${ownSuspected.shipped} → ${ownSuspected.adapted}, planted ${foreignSuspected.shipped} → ${foreignSuspected.adapted} ` +
          `of ${planted.own}; ${result.table === null ? 'turned away' : 'serves'}; ${seconds} s`,
      );
    }
  }
}
