/**
 * Kills the built bot at random moments under load, with rate limits, 5xx, cut connections and gateway drops, then
 * compares the store with a fake Discord in this process:
 *
 *     npm run build && npx tsx bench/bot/kills.ts [--kills N] [--store sqlite|postgres] [--seed N]
 *
 * Exits with 1 on any error. KEEP_LOG=1 keeps the bot's log and database and prints their folder.
 */
import { parseArgs } from 'node:util';
import { killAgainAndAgain } from './killing.js';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    store: { type: 'string', default: 'sqlite' },
    seed: { type: 'string', default: '1' },
  },
});
const began = performance.now();
const { counts, wrong, unseen } = await killAgainAndAgain({
  kills: Number(values.kills),
  store: values.store === 'postgres' ? 'postgres' : 'sqlite',
  seed: Number(values.seed),
  print: console.log,
});
console.log(JSON.stringify(counts, null, 1));
for (const [what, found] of Object.entries(wrong as unknown as Record<string, string[]>))
  console.log(`${what}: ${found.length}${found.length > 0 ? ` (${found.slice(0, 5).join(', ')})` : ''}`);
console.log(`edits never heard of: ${unseen.edits}, deletions never heard of: ${unseen.deletions}`);
console.log(`${Math.round((performance.now() - began) / 1000)} s`);
process.exit(
  Object.values(wrong as unknown as Record<string, string[]>).some(({ length }) => length > 0) ? 1 : 0,
);
