// Operating characteristics of the test that puts a server's own rule back to shadow (docs/discord.md): it looks after every
// decision from the tenth on, so its chance to err grows with the looks. `npx tsx bench/bot/own-rules.ts`
import { testOwnRule } from '../../src/moderation/index.js';
import { seededRandom } from '../../src/training/random.js';

const RUNS = 20_000;
const LOOKS = [10, 20, 50, 100, 300];
const GATE = 0.95;

/** Smallest number of right decisions with which a rule stays, by the number of decisions. */
const stays = Array.from({ length: Math.max(...LOOKS) + 1 }, (_, decided) => {
  for (let right = 0; ; right++)
    if (right >= decided || !testOwnRule({ right, wrong: decided - right }, GATE).fails) return right;
});

console.log(`put back after n decisions, of ${RUNS} rules of each precision (gate ${GATE})`);
console.log(['precision', ...LOOKS.map((n) => `n=${n}`), 'median'].join('\t'));
for (const precision of [0.99, 0.97, 0.95, 0.93, 0.9, 0.85, 0.8, 0.7, 0.5, 0.3]) {
  const random = seededRandom(1);
  const ends: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    let right = 0;
    let end = Infinity;
    for (let decided = 1; decided < stays.length; decided++) {
      if (random() < precision) right++;
      if (right >= stays[decided]!) continue;
      end = decided;
      break;
    }
    ends.push(end);
  }
  ends.sort((a, b) => a - b);
  const share = LOOKS.map((n) => (ends.filter((end) => end <= n).length / RUNS).toFixed(3));
  const median = ends[RUNS / 2]!;
  console.log([precision, ...share, median === Infinity ? '> 300' : median].join('\t'));
}
