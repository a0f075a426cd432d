/**
 * Sends comments of a site to the built bot at a steady rate, kills it with SIGKILL in between, and compares what it
 * answered with what it stored and judged:
 *
 *     npm run build && npx tsx bench/bot/site.ts [--store sqlite|postgres] [--comments N] [--rate N] [--batch N] [--kills N]
 *
 * Exits with 1 where an accepted comment is lost, or judged twice. KEEP_LOG=1 keeps the bot's log and database.
 */
import { parseArgs } from 'node:util';
import { killSite } from './site-kills.js';

const { values } = parseArgs({
  options: {
    store: { type: 'string', default: 'sqlite' },
    comments: { type: 'string', default: '20000' },
    rate: { type: 'string', default: '2000' },
    batch: { type: 'string', default: '200' },
    kills: { type: 'string', default: '2' },
    seconds: { type: 'string', default: '600' },
  },
});
const report = await killSite({
  store: values.store === 'postgres' ? 'postgres' : 'sqlite',
  comments: Number(values.comments),
  perSecond: Number(values.rate),
  batch: Number(values.batch),
  kills: Number(values.kills),
  judgeWithinMs: Number(values.seconds) * 1000,
  print: console.log,
});
console.log(JSON.stringify(report, null, 1));
process.exit(report.lost + report.flaggedTwice > 0 ? 1 : 0);
