import { decisionWords } from '../../wording/bot/cards.js';
import type { EffectContext } from './hands.js';

/** Discord's limit of an audit log reason, in characters. */
const MOST = 512;

/** What Discord's audit log says of an action: the case, what was decided, by whom and why; never the comment. */
export async function auditReason(
  guildId: string,
  caseNumber: number,
  { store }: Pick<EffectContext, 'store'>,
): Promise<string> {
  const [one, { language }] = await Promise.all([
    store.cases.get(guildId, caseNumber),
    store.servers.settings(guildId),
  ]);
  const head = { ko: `맞글 사례 #${caseNumber}`, en: `matgeul case #${caseNumber}` }[language];
  if (one === undefined) return head;
  const by =
    one.moderatorId === null
      ? ''
      : { ko: ` · 판정 ${one.moderatorId}`, en: ` · by ${one.moderatorId}` }[language];
  const why = one.why === null ? '' : ` · ${one.why.replace(/\s+/gu, ' ')}`;
  return `${head} · ${decisionWords(one.decision, language)}${by}${why}`.slice(0, MOST);
}
