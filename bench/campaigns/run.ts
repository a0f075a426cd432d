/**
 * npx tsx bench/campaigns/run.ts FOLDER [OUT]: runs the tracker over a benchmark's stream (FOLDER/stream.jsonl.gz), causally, and writes
 * OUT/results.jsonl and OUT/events.jsonl for `score.py`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { CampaignTracker } from '../../src/campaign/index.js';
import { readStream } from './stream.js';

const [folder = '', out = folder] = process.argv.slice(2);
const rows = readStream(folder);
const tracker = new CampaignTracker();
const events: string[] = [];
const posts: string[] = [];
const started = process.cpuUsage();
for (const row of rows) {
  if ('article' in row) tracker.article(row.article);
  else {
    posts.push(row.post.id);
    const placed = tracker.place(row.post);
    if (placed.declared)
      events.push(
        JSON.stringify({
          campaign: placed.campaign,
          commentId: row.post.id,
          members: tracker.campaign(placed.campaign!)!.members.map((member) => member.post),
        }),
      );
  }
}
const cpu = process.cpuUsage(started);
console.error(
  `${((cpu.user + cpu.system) / 1e6).toFixed(1)} s of processor, ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
);
const known = new Map<string, string>();
for (const campaign of tracker.campaigns()) {
  if (campaign.state === 'emerging') continue;
  for (const member of campaign.members) known.set(member.post, campaign.id);
}
mkdirSync(out, { recursive: true });
writeFileSync(
  `${out}/results.jsonl`,
  posts.map((id) => `${JSON.stringify({ commentId: id, campaign: known.get(id) ?? null })}\n`).join(''),
);
writeFileSync(`${out}/events.jsonl`, events.map((event) => `${event}\n`).join(''));
