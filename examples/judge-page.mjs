// Judges a page and prints what a moderator should see: node judge-page.mjs PAGE
import { readFile } from 'node:fs/promises';
import { createJudge, readPage } from 'matgeul';

const judge = await createJudge();
const page = readPage(await readFile(process.argv[2]));
for (const [index, result] of judge.judgePage(page).entries()) {
  if (!result.review) continue;
  const why = result.reasons.filter(({ weight }) => weight > 0).map(({ text, title }) => text ?? title?.ko);
  console.log(`${result.verdict} ${Math.round(result.score * 100)}% ${page.comments[index].text}`);
  console.log(`  ${why.join(' · ')}`);
}
