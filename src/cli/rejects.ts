import type { Reject } from '../dumps/reject.js';
import type { LocalizedText } from '../fault.js';
import { sanitizeForTerminal } from '../wording/sanitize.js';
import type { Context } from './context.js';

/** Rejects that are listed; a broken dump may have millions. */
const LISTED = 5;

/** Lists the first rejects on standard error, one line each, and then prints `more` once. */
export function listFirstRejects(context: Context, more: LocalizedText): (reject: Reject) => void {
  let seen = 0;
  return ({ file, line, code, said }) => {
    if (seen < LISTED)
      context.note(sanitizeForTerminal(`${file}:${line}: ${said[context.language]} [${code}]`));
    else if (seen === LISTED) context.note(context.say(more));
    seen++;
  };
}
