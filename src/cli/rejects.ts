import type { Reject } from '../dumps/reject.js';
import type { Context } from './context.js';
import { sanitizeForTerminal } from '../wording/sanitize.js';

/** Rejects that are told one by one. */
const REJECTS_TOLD = 5;

/** Tells the first rejects on standard error, one line each, then that there are more. */
export function tellFirstRejects(context: Context): (reject: Reject) => void {
  let told = 0;
  return ({ file, line, code, said }) => {
    if (told <= REJECTS_TOLD)
      context.note(
        told === REJECTS_TOLD
          ? context.say({ ko: '… 그 밖에도 있습니다', en: '… and more' })
          : sanitizeForTerminal(`${file}:${line}: ${said[context.language]} [${code}]`),
      );
    told++;
  };
}
