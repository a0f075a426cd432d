import { readFileSync } from 'node:fs';
import { readPage } from '../../../src/article/index.js';
import type { CardView } from '../../../src/bot/card/view.js';
import type { ServerFacts } from '../../../src/bot/features/guide/facts.js';
import { Fault } from '../../../src/fault.js';
import { createJudge } from '../../../src/judge/index.js';
import {
  evidenceKeyOf,
  type Decision,
  type Flag,
  accuracyGateOf,
  gateLine,
  serverSettingsSchema,
} from '../../../src/moderation/index.js';
import { loadBook, loadModel } from '../../../src/assets/shipped.js';
import { inPackage } from '../../../src/assets/package-root.js';
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
  if (decision === undefined) return { flag, article, home: null, record, decided: null, messageUrl, campaign: null };
  const decided = {
    guildId: flag.guildId,
    number,
    flagId: flag.id,
    decision,
    moderatorId: IDS.mod,
    at: AT,
    why: null,
    shown: flag.content,
    evidenceKey: flag.evidenceKey,
    undoes: null,
    undoneBy: null,
  };
  return { flag: { ...flag, state: 'decided', caseNumber: number }, article, home: null, record, decided, messageUrl, campaign: null };
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
  };
}
