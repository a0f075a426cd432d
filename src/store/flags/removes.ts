import type { Decision } from '../../moderation/index.js';

/** Whether the bot itself deletes the message after this decision: hiding is a copy and a deletion. */
export function removesMessage(decision: Decision): boolean {
  return decision === 'delete' || decision === 'hide';
}
