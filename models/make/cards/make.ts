/**
 * Makes `docs/cards-*.png`, the pictures of the guides:
 *
 *     npx tsx models/make/cards/make.ts [NAME…]
 *
 * What is pictured are the bot's own messages, as the shipped judge and `src/bot` make them from the bundled page; only
 * Discord's drawing of them is imitated. Needs Chromium and an emoji font (`apt-get install chromium
 * fonts-noto-color-emoji`); CHROMIUM names another binary.
 */
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { renderAppeal } from '../../../src/bot/feedback/appeal-card.js';
import { noteBody } from '../../../src/bot/feedback/note.js';
import { quoted } from '../../../src/bot/discord/safe-text.js';
import { NOTE } from '../../../src/wording/bot/appeals.js';
import { renderCampaign } from '../../../src/bot/campaigns/card.js';
import { renderBulk } from '../../../src/bot/bulk/card.js';
import { renderPreview } from '../../../src/bot/features/bulk/preview.js';
import { renderGroups } from '../../../src/bot/features/queue/groups.js';
import { loadBook } from '../../../src/assets/packs.js';
import { inPackage } from '../../../src/assets/package-root.js';
import { renderCard } from '../../../src/bot/card/card.js';
import { countsWords, justDone, progressWords } from '../../../src/wording/bot/queue.js';
import { ALL } from '../../../src/bot/bulk/choice.js';
import { renderPage } from '../../../src/bot/features/queue/view.js';
import { rulePage } from '../../../src/bot/features/campaigns/rule.js';
import { ownRulePage } from '../../../src/bot/features/own-rules/page.js';
import { mainPage } from '../../../src/bot/features/settings/main-page.js';
import { decisionWords } from '../../../src/wording/bot/cards.js';
import { PACKAGE_ROOT } from '../../../src/assets/package-root.js';
import { toHtml } from './to-html.js';
import { appealView, bulkPreview, bulkView, campaignView, drafted, failingView, judgedFlags, NAMES, reportedView, settledFacts, triedRule, viewOf } from './views.js';

/** Names of pictures; all of them when empty. */
const wanted = process.argv.slice(2);
const MOST_BYTES = 150_000;
const CSS = `
@font-face { font-family: SUIT; font-weight: 100 900;
  unicode-range: U+0-218F, U+2200-FFFFF;
  src: url('${pathToFileURL(join(PACKAGE_ROOT, 'node_modules/@sun-typeface/suit/fonts/variable/ttf/SUIT-Variable.ttf')).href}'); }
* { box-sizing: border-box; margin: 0; }
body { background: #313338; color: #dbdee1; font: 15px/1.45 SUIT, 'Noto Color Emoji', sans-serif; }
main { width: 640px; padding: 16px; }
.message { display: grid; grid-template-columns: 44px 1fr; gap: 12px; margin-bottom: 14px; }
.message:last-child { margin-bottom: 0; }
.face { width: 40px; height: 40px; border-radius: 50%; background: #5865f2; color: #fff; font-weight: 700; font-size: 20px;
  display: grid; place-items: center; }
.name { color: #f2f3f5; font-weight: 600; } .app { background: #5865f2; color: #fff; font-size: 10px; padding: 1px 5px;
  border-radius: 4px; margin-left: 5px; vertical-align: 2px; } .at { color: #949ba4; font-size: 12px; margin-left: 7px; }
  .file { background: #2b2d31; border: 1px solid #3f4147; border-radius: 6px; padding: 8px 10px; color: #00a8fc; margin-top: 6px; }
.container { background: #2b2d31; border: 1px solid #3f4147; border-left: 4px solid; border-radius: 8px;
  padding: 12px 14px; margin-top: 6px; }
.container > * + * { margin-top: 8px; }
li { margin-left: 18px; }
hr { border: 0; border-top: 1px solid #3f4147; }
h2 { font-size: 20px; color: #f2f3f5; } h3 { font-size: 17px; color: #f2f3f5; }
small { display: block; margin-top: 2px; font-size: 12.5px; color: #a5abb3; } a { color: #00a8fc; } strong { color: #f2f3f5; }
blockquote { border-left: 4px solid #4e5058; padding-left: 10px; }
code { font: 12.5px ui-monospace, 'DejaVu Sans Mono', monospace; background: #1e1f22; padding: 1px 4px; border-radius: 4px; }
.mention { color: #c9cdfb; background: #3c4270; border-radius: 3px; padding: 0 3px; font-weight: 500; }
  .spoiler { background: #1e1f22; color: #1e1f22; border-radius: 3px; }
.time { background: #3a3c42; border-radius: 3px; padding: 0 3px; }
.row { display: flex; gap: 8px; margin-top: 8px; flex-wrap: wrap; }
.button { background: #4e5058; color: #fff; border-radius: 8px; padding: 5px 14px; font-size: 14px; font-weight: 500; }
.primary { background: #5865f2; } .success { background: #248046; } .danger { background: #da373c; }
.disabled { opacity: .5; }
.select { flex: 1; display: flex; justify-content: space-between; background: #1e1f22; border: 1px solid #3f4147;
  border-radius: 8px; padding: 7px 12px; } .select i { color: #949ba4; font-style: normal; }
.section { display: flex; justify-content: space-between; align-items: center; margin-top: 6px; }
.only { color: #949ba4; font-size: 12px; margin-top: 6px; }`;

const found = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && path !== '' && existsSync(path),
);
if (found === undefined) {
  console.error('NO PICTURES MADE: there is no Chromium; install it or name it in CHROMIUM');
  process.exit(1);
}

type Components = Parameters<typeof toHtml>[0];

function message(components: Components, only = false): string {
  const note = only ? '<div class="only">👁 이 메시지는 나만 볼 수 있어요</div>' : '';
  return `<div class="message"><div class="face">맞</div><div><span class="name">맞글</span><span class="app">앱</span>
<span class="at">오후 2:05</span>${toHtml(components, NAMES)}${note}</div></div>`;
}

const { flags, article } = judgedFlags();
// One of a kind: a disguised word, a spam post, a campaign of another topic.
const [first, disguised, other] = flags;
if (first === undefined || disguised === undefined || other === undefined)
  throw new Error(`the bundled page gave ${flags.length} flags instead of three or more`);
const card = (view: ReturnType<typeof viewOf>, buttons = true): Components =>
  renderCard(view, { language: 'ko', buttons }).components;
const open = viewOf(disguised, article);

const GROUPED = [
  { value: 'a0', name: article!.title, count: 104 },
  { value: 'a1', name: '남부 지방 장맛비… 하천 산책로 통제', count: 31 },
  { value: 'a2', name: '프로야구 개막전 매진', count: 8 },
];

const PICTURES: Readonly<Record<string, string>> = {
  open: message(card(open)),
  decided: message(card(viewOf(first, article, 'delete'))),
  failing: message(card(failingView(first, article))),
  kept: message(card(viewOf(other, article, 'keep', 13))),
  queue: message(
    renderPage(
      {
        notice: {
          text: justDone(decisionWords('delete', 'ko'), 12).ko,
          undo: { flagId: first.id, caseNumber: 12 },
        },
        card: renderCard(open, { language: 'ko', buttons: false }).components,
        flagId: disguised.id,
        messageUrl: open.messageUrl,
        decisions: ['delete', 'hide', 'keep', 'dismiss'],
        footer: [`${progressWords(12, 75).ko} · ${countsWords(75, 1).ko}`],
        choice: ALL,
        sort: 'score',
      },
      'ko',
    ),
    true,
  ),
  groups: message(
    renderGroups(
      {
        by: 'article',
        choice: ALL,
        parts: [],
        shown: GROUPED.map(({ name, count }) => ({ words: name, count })),
        options: GROUPED,
      },
      'ko',
    ),
    true,
  ),
  'bulk-preview': message(
    renderPreview(bulkPreview(flags), article!.title, {
      language: 'ko',
      titles: new Map(loadBook(inPackage('rules')).book.packs.map(({ id, title }) => [id, title])),
      blocked: [{ channelId: flags[0]!.channelId, count: 3 }],
      spoiler: false,
      canHide: true,
    }),
    true,
  ),
  bulk: message(renderBulk(bulkView(article!.title), { language: 'ko' }).components),
  note: message(
    noteBody(
      [
        NOTE.head('카카오 기사 읽기 모임').ko,
        quoted('대리운전 싸게 모십니다 010-0000-0000', 200, false),
        NOTE.why('홍보·도배').ko,
        '규칙은 공지 채널에 있습니다.',
        NOTE.how(7).ko,
      ],
      'ko',
      first.guildId,
      12,
    ).components,
  ),
  appeal: message(renderAppeal(appealView(first, article), 'ko').components),
  report: message(card(reportedView(other, article))),
  campaign: message(renderCampaign(campaignView(), { language: 'ko' }).components),
  rule: message(rulePage(...drafted(), { language: 'ko', spoiler: false }).components, true),
  'own-rule': message(ownRulePage(...triedRule()).components, true),
  settings: message(mainPage(settledFacts(), 'ko').components, true),
};

const browser = await chromium.launch({ executablePath: found, args: ['--no-sandbox', '--allow-file-access-from-files'] });
const folder = mkdtempSync(join(tmpdir(), 'matgeul-cards-'));
try {
  const page = await browser.newPage({ viewport: { width: 640, height: 400 }, deviceScaleFactor: 1.5 });
  for (const [name, html] of Object.entries(PICTURES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    // From a file: a page without an address may not load the font.
    const file = join(folder, `${name}.html`);
    writeFileSync(file, `<!doctype html><meta charset="utf-8"><style>${CSS}</style><main>${html}</main>`);
    await page.goto(pathToFileURL(file).href, { waitUntil: 'networkidle' });
    const path = join(PACKAGE_ROOT, 'docs', `cards-${name}.png`);
    await page.locator('main').screenshot({ path });
    const { size } = statSync(path);
    console.log(`docs/cards-${name}.png  ${size} bytes`);
    if (size > MOST_BYTES) throw new Error(`${path} is larger than ${MOST_BYTES} bytes`);
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
