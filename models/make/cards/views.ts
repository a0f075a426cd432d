import { readFileSync } from 'node:fs';
import { readPage } from '../../../src/article/index.js';
import type { CardView } from '../../../src/bot/card/view.js';
import type { ServerFacts } from '../../../src/bot/features/guide/facts.js';
import { Fault } from '../../../src/fault.js';
import { createJudge, type Judging } from '../../../src/judge/index.js';
import { compilePacks, joinBooks } from '../../../src/rules/index.js';
import { Backtest } from '../../../src/campaign/backtest.js';
import type { RulePage } from '../../../src/bot/features/own-rules/page.js';
import {
  evidenceKeyOf,
  type Bulk,
  type Decision,
  type Flag,
  accuracyGateOf,
  gateLine,
  packOfForm,
  REPORTED,
  type RuleForm,
  serverSettingsSchema,
} from '../../../src/moderation/index.js';
import { loadBook } from '../../../src/assets/packs.js';
import { loadModel } from '../../../src/assets/shipped.js';
import { inPackage } from '../../../src/assets/package-root.js';
import { CampaignTracker } from '../../../src/campaign/index.js';
import { RuleDrafter } from '../../../src/campaign/rule-draft.js';
import { namedPack, tryPack } from '../../../src/campaign/rule-trial.js';
import { nameOf } from '../../../src/bot/campaigns/card.js';
import type { DraftedRule } from '../../../src/bot/features/campaigns/rule-order.js';
import { REASONS } from '../../../src/wording/bot/appeals.js';
import { RULE_PAGE } from '../../../src/wording/bot/campaigns.js';
import { type CampaignView, mostDifferent } from '../../../src/bot/campaigns/view.js';
import type { BulkView } from '../../../src/bot/bulk/card.js';
import type { BulkPreview, CampaignMember, OwnRule } from '../../../src/store/index.js';
import type { AppealView } from '../../../src/bot/feedback/appeal-card.js';
import type { Names } from './to-html.js';

/** Ids of the pictures and what Discord's client shows for them; nobody real. */
const IDS = { guild: '1000', thread: '1001', log: '1002', hidden: '1003', role: '1004', mod: '1005', webhook: '1006' };
export const NAMES: Names = {
  [IDS.thread]: '카카오-장애-기사',
  [IDS.log]: '맞글-로그',
  [IDS.hidden]: '숨긴-댓글',
  [IDS.role]: '댓글운영',
  [IDS.mod]: '운영자',
};

const PAGE = ['fixtures', 'pages', 'kakao-outage.txt'] as const;
const AT = Date.UTC(2025, 10, 24, 5, 5);
const DEFAULTS = serverSettingsSchema.parse({});

/** Flags of the bundled page as the shipped judge makes them: what a server sees that binds this article. */
export function judgedFlags(): { flags: Flag[]; article: CardView['article'] } {
  const relevance = loadModel();
  if (relevance instanceof Fault) throw relevance;
  const judging = createJudge({ ...loadBook(inPackage('rules')), relevance });
  const { article, comments } = readPage(readFileSync(inPackage(...PAGE)));
  const flags = comments.flatMap((comment, i): Flag[] => {
    const result = judging.comment(article, comment);
    if (!result.flag) return [];
    const author = { id: IDS.webhook, name: `독자${i + 1}`, webhook: true };
    return [
      {
        id: `flag${i}`,
        guildId: IDS.guild,
        channelId: IDS.thread,
        messageId: `${2000 + i}`,
        revision: 0,
        articleId: article.id,
        state: 'open',
        closedWhy: null,
        shadow: false,
        evidenceKey: evidenceKeyOf(result),
        score: result.score,
        authorHash: '',
        content: { text: comment.text, author, parent: null, result, attachments: [] },
        card: null,
        claim: null,
        caseNumber: null,
        lastCase: null,
        createdAt: AT,
        updatedAt: AT,
      },
    ];
  });
  return { flags, article: { ...article, url: 'https://news.example/kakao-outage' } };
}

/** A flag as its card sees it, decided or open. */
export function viewOf(flag: Flag, article: CardView['article'], decision?: Decision, number = 12): CardView {
  const record = gateLine(accuracyGateOf({ right: 41, wrong: 2 }, DEFAULTS.gate)).ko;
  const messageUrl = `https://discord.com/channels/${flag.guildId}/${flag.channelId}/${flag.messageId}`;
  const reasons = REASONS.map(({ ko }) => ko);
  if (decision === undefined)
    return { flag, article, home: null, record, decided: null, act: null, messageUrl, campaign: null, reasons };
  const decided = {
    guildId: flag.guildId,
    number,
    flagId: flag.id,
    decision,
    moderatorId: IDS.mod,
    at: AT,
    why: decision === 'keep' || decision === 'dismiss' ? null : REASONS[0]!.ko,
    shown: flag.content,
    evidenceKey: flag.evidenceKey,
    undoes: null,
    undoneBy: null,
  };
  return {
    flag: { ...flag, state: 'decided', caseNumber: number, lastCase: number },
    article,
    home: null,
    record,
    decided,
    act: null,
    messageUrl,
    campaign: null,
    reasons,
  };
}

/** A decided flag whose comment the bot may not delete. */
export function failingView(flag: Flag, article: CardView['article']): CardView {
  const view = viewOf(flag, article, 'delete');
  const trouble = { reason: 'permission', permission: 'ManageMessages', channelId: IDS.thread } as const;
  const effect = { kind: 'delete', flagId: flag.id, caseNumber: view.decided!.number } as const;
  return { ...view, act: { key: '', partitionKey: '', effect, state: { kind: 'failing', trouble } } };
}

/** A server that is all set up. */
export function settledFacts(): ServerFacts {
  const settings = {
    ...DEFAULTS,
    logChannelId: IDS.log,
    hiddenChannelId: IDS.hidden,
    moderatorRoleIds: [IDS.role],
    learning: true,
  };
  const boundChannel = {
    guildId: IDS.guild,
    channelId: IDS.thread,
    articleId: 'a',
    mode: null,
    cursor: null,
    boundAt: AT,
  };
  return {
    settings,
    boundChannels: [{ boundChannel, mode: settings.mode, missing: [] }],
    log: { kind: 'ok' },
    hidden: { kind: 'ok' },
    mayTimeOut: true,
    decided: true,
    canRead: true,
    asks: null,
    gates: [],
    failing: [],
  };
}

/** Flags that are about to be decided at once, of which some are the bundled page's. */
export function bulkPreview(flags: readonly Flag[]): BulkPreview {
  return {
    bulk: bulkOf({ shown: 104 }),
    open: 100,
    decided: 3,
    closed: 1,
    fresh: 6,
    evidence: [
      { value: 'shareholder-campaign', count: 81 },
      { value: 'relevance', count: 14 },
      { value: 'advert-offers', count: 5 },
    ],
    channels: [{ value: IDS.thread, count: 100 }],
    examples: flags.slice(1, 4),
  };
}

function bulkOf(given: Partial<Bulk>): Bulk {
  return {
    guildId: IDS.guild,
    id: 'a1b2c3d4e5f6g7h8',
    state: 'proposed',
    selection: {},
    decision: null,
    moderatorId: IDS.mod,
    previewedAt: AT,
    decidedAt: null,
    undoneBy: null,
    undoneAt: null,
    shown: 103,
    beyond: 0,
    decided: 0,
    undone: 0,
    card: null,
    ...given,
  };
}

/** What came of deciding them: three comments stand in a channel where the bot may not delete. */
export function bulkView(selection: string): BulkView {
  const trouble = { reason: 'permission', permission: 'ManageMessages', channelId: IDS.thread } as const;
  return {
    selection,
    bulk: bulkOf({ state: 'decided', decision: 'delete', decidedAt: AT, decided: 100 }),
    progress: {
      acts: 100,
      done: 97,
      moot: 0,
      waiting: 0,
      failing: 3,
      failed: 0,
      troubles: [{ trouble, count: 3 }],
      anew: 0,
    },
  };
}

const NOTHING_UNDONE = { waiting: 0, failing: 0, failed: 0, trouble: null };
const GROUNDS = ['남부 지방 장맛비… 하천 산책로 통제', '프로야구 개막전 매진', '도서관 야간 개방 늘린다', '지하철 새 노선 시운전'];
const STARTS = ['여러분', '제발', '기자님', '한 번만', '오늘도', '국민 여러분'];
const CALLS = [
  '청운목재 소액주주 오만 명이 거래정지로 피눈물을 흘립니다',
  '청.운.목.재 소액주주 오만 명이 거래 정지로 피눈물을 흘립니다',
  '청운 목재 소~액~주~주 오만 명이 거래정지로 피눈물을 흘립니다',
  '청운목재 소액주주 5만 명이 거래정지로 피눈물을 흘리고 있습니다',
];
const ENDS = ['널리 알려 주세요', '기사 좀 써 주세요', '도와주십시오'];

const callAt = (i: number): string =>
  `${STARTS[i % STARTS.length]} ${CALLS[i % CALLS.length]} ${ENDS[i % ENDS.length]}`;

/** A rule of a server's own, tried on that campaign beside the comments of the bundled page. */
export function triedRule(): [OwnRule, RulePage] {
  const { book: shipped, lexicon } = loadBook(inPackage('rules'));
  // As `drafted` below: the shipped pack on halted shares knows this campaign already.
  const off = shipped.packs.filter(({ kind }) => kind !== 'campaign').map(({ id }) => id);
  const book = shipped.without(new Set(off));
  const { article, comments } = readPage(readFileSync(inPackage(...PAGE)));
  const form: RuleForm = {
    name: '청운목재 되풀이',
    words: '청운목재\n소액주주 + 피눈물',
    unless: '청운목재소',
    about: '청운목재',
    ways: 'ordinary',
    weight: 'strong',
  };
  const id = 'a1b2c3d4e5f6g7h8';
  const made = packOfForm(id, form);
  if ('faults' in made) throw made.faults[0]!.fault;
  const { pack } = made;
  const [without, withRule] = [book, joinBooks([book, compilePacks([pack], lexicon)])].map((one) =>
    createJudge({ book: one, lexicon }),
  ) as [Judging, Judging];
  const tally = new Backtest(pack.id);
  const placed = { ...article, id: 'a' };
  const texts = [...Array.from({ length: 24 }, (_, i) => callAt(i)), '청운목재 사장님 힘내세요', ...comments.map(({ text }) => text)];
  texts.forEach((text, i) => {
    const comment = { id: String(i), articleId: placed.id, text };
    const [before, after] = [without.comment(placed, comment), withRule.comment(placed, comment)];
    const label = !text.includes('청운') ? undefined : i < 9 ? ('off-topic' as const) : i === 24 ? ('on-topic' as const) : undefined;
    tally.add({ article: placed, comment, before, after, label });
  });
  const counts = tally.counts();
  const rule: OwnRule = {
    guildId: IDS.guild,
    id,
    state: 'shadow',
    version: 2,
    form,
    pending: null,
    createdAt: AT,
    changedAt: AT,
  };
  const packTitles = new Map(shipped.packs.map((one) => [one.id, one.title]));
  const trial = { comments: texts.length, matched: counts.hits, unjudged: 0, counts: { ...counts, examples: counts.examples.slice(0, 3) } };
  return [
    rule,
    { manages: true, language: 'ko', counts: { hits: 14, flagged: 11, newly: 3 }, packTitles, trial },
  ];
}

/** The rule that the bot drafts from that campaign, tried beside the comments of the bundled page. */
export function drafted(): [string, DraftedRule] {
  const { packs } = loadBook(inPackage('rules')).book;
  const { article, comments } = readPage(readFileSync(inPackage(...PAGE)));
  const { record } = campaignView();
  const texts = Array.from({ length: 36 }, (_, i) => callAt(i));
  const drafter = new RuleDrafter(
    record.id,
    texts.map((text) => ({ text, phrase: '' })),
  );
  for (const text of texts) drafter.see(text, true);
  for (const { text } of comments) drafter.see(text, false);
  const draft = drafter.draft()!;
  const { phrases } = record.summary;
  const pack = namedPack(draft, { id: record.id, phrases });
  const placed = { ...article, id: 'a' };
  const trial = tryPack(
    pack,
    [
      ...texts.map((text) => ({ text, inside: true })),
      ...comments.map(({ text }) => ({ text, inside: false })),
    ].map(({ text, inside }, i) => ({
      article: placed,
      comment: { id: String(i), articleId: placed.id, text },
      inside,
    })),
    { packs: packs.filter(({ kind }) => kind === 'campaign') },
  );
  const head = [
    `## 🧩 ${RULE_PAGE.title.ko} · ${nameOf(record, 'ko')}`,
    `-# ${RULE_PAGE.nothingOn.ko}`,
  ].join('\n');
  return [head, { draft, pack, trial, source: '' }];
}

/** A campaign as the bot's own tracker finds it in made-up comments. */
export function campaignView(): CampaignView {
  const tracker = new CampaignTracker();
  for (const [i, title] of GROUNDS.entries()) tracker.article({ id: `a${i}`, title, body: null, at: null });
  const posts = Array.from({ length: 36 }, (_, i) => ({
    id: `${3000 + i}`,
    text: callAt(i),
    article: `a${(i * 7) % GROUNDS.length}`,
    author: `독자${i % 29}`,
    // Slow at first, then all at once.
    at: AT + Math.round(3_600_000 * Math.log1p(i)),
    channel: IDS.thread,
  }));
  for (const post of posts) tracker.place(post, 0.95);
  const campaign = tracker.campaigns()[0]!;
  const members = campaign.members.map((member): CampaignMember => {
    const post = posts.find(({ id }) => id === member.post)!;
    return {
      guildId: IDS.guild,
      messageId: post.id,
      channelId: post.channel,
      articleId: post.article,
      authorHash: post.author,
      postedAt: post.at,
      seq: 0,
      text: post.text,
      score: 0.95,
      weight: null,
      campaignId: campaign.id,
      core: member.core,
      state: 'here',
      gone: false,
      evidence: { ...member, span: member.span === null ? null : [...member.span] },
      author: null,
    };
  });
  const { name, phrases, kind, hourly, counts, foreign, shape } = campaign;
  const counted = GROUNDS.map((title, i) => ({
    article: { id: `a${i}`, title, body: null },
    count: members.filter(({ articleId }) => articleId === `a${i}`).length,
  }));
  return {
    record: {
      guildId: IDS.guild,
      id: campaign.id,
      state: campaign.state,
      first: campaign.first!,
      last: campaign.last!,
      declared: campaign.declared,
      strength: 0,
      summary: { name, phrases: [...phrases], kind, hourly, counts, foreign, shape },
      decided: null,
      mergedInto: null,
      splitFrom: null,
      carded: true,
      card: null,
      reviewed: { right: 0, wrong: 0 },
      version: 0,
    },
    times: members.map(({ postedAt }) => postedAt),
    standing: {
      here: members.filter(({ core }) => core).length,
      queued: 0,
      removed: 0,
      restored: 0,
      fringe: members.filter(({ core }) => !core).length,
    },
    progress: { deleted: 0, deleting: NOTHING_UNDONE, restoring: NOTHING_UNDONE },
    examples: mostDifferent(members, 3),
    articles: counted,
    articleCount: counted.length,
    gate: null,
    into: null,
    history: [],
    merged: false,
  };
}

/** A message that members reported in two channels. */
export function reportedView(flag: Flag, article: CardView['article']): CardView {
  const view = viewOf(flag, article);
  const text = '중고 노트북 싸게 팔아요. 관심 있으면 쪽지 주세요';
  const result = { ...flag.content!.result, score: 0.31, reasons: [], home: null };
  return {
    ...view,
    record: '',
    flag: { ...flag, reported: true, evidenceKey: REPORTED, score: 0.31, content: { ...flag.content!, text, result } },
    reports: {
      reports: 3,
      messages: 2,
      channels: 2,
      reporters: [
        { right: 9, wrong: 3 },
        { right: 1, wrong: 0 },
        { right: 0, wrong: 0 },
      ],
    },
  };
}

/** An appeal against a deletion. */
export function appealView(flag: Flag, article: CardView['article']): AppealView {
  const against = { ...viewOf(flag, article, 'delete').decided!, why: '홍보·도배' };
  return {
    appeal: {
      guildId: flag.guildId,
      caseNumber: against.number,
      flagId: flag.id,
      authorHash: '',
      authorId: null,
      text: '장애 때문에 제 가게도 결제가 안 됐다는 이야기였어요. 기사와 관련 있다고 생각합니다.',
      at: AT,
      state: 'open',
      moderatorId: null,
      answer: null,
      settledAt: null,
      told: null,
      card: null,
    },
    against,
    history: [against],
  };
}
