import type { BatchCounts } from '../../batch/batch-run.js';
import type { Reject } from '../../dumps/reject.js';
import { countsLine } from '../../wording/verdicts.js';
import { sanitizeForTerminal } from '../../wording/sanitize.js';
import type { Context } from '../context.js';

/** Rejects that are told one by one when no file takes them. */
const REJECTS_TOLD = 5;

/** Tells the first rejects, unless a file takes them. */
export function tellRejects(toFile: boolean, context: Context): (reject: Reject) => void {
  let told = 0;
  return ({ file, line, code, said }) => {
    if (toFile || told > REJECTS_TOLD) return;
    const line1 = `${file}:${line}: ${said[context.language]} [${code}]`;
    const more = context.say({ ko: '… 나머지는 --rejects FILE로', en: '… the rest: --rejects FILE' });
    context.note(sanitizeForTerminal(told === REJECTS_TOLD ? more : line1));
    told++;
  };
}

/** Alerts that are told one by one. */
const ALERTS_TOLD = 5;

/** Articles under which several comments fit the same other one. */
export function tellAlerts({ alerts }: BatchCounts, { say, note }: Context): void {
  for (const { article, home, count } of alerts.slice(0, ALERTS_TOLD)) {
    const said = {
      ko: `「${article.title}」 아래 댓글 ${count}개가 「${home.title}」에 더 맞습니다`,
      en: `${count} comments under “${article.title}” fit “${home.title}” better`,
    };
    note(sanitizeForTerminal(say(said)));
  }
  const more = alerts.length - ALERTS_TOLD;
  if (more > 0) note(say({ ko: `… 그런 기사 ${more}곳 더`, en: `… and ${more} more such articles` }));
}

/** What came in and went out. */
export function tellCounts(counts: BatchCounts, { language, note }: Context): void {
  const n = (number: number) => number.toLocaleString('en-US');
  const { read, results, rejects, articles } = counts;
  note(
    {
      ko: `읽음 ${n(read)} = 결과 ${n(results)} + 거절 ${n(rejects)} · 기사 ${n(articles)}`,
      en: `read ${n(read)} = results ${n(results)} + rejects ${n(rejects)} · articles ${n(articles)}`,
    }[language],
  );
  note(countsLine(counts.verdicts, language));
}
