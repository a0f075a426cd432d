import type { Effect, Trouble } from '../../../moderation/index.js';
import type { Store } from '../../../store/index.js';

/** Days for which what was given up is still told. */
const TOLD_MS = 7 * 86_400_000;
/** The latest effects that are looked at: more of one kind say nothing new. */
const LOOKED_AT = 300;

/** Effects of one kind that fail for one reason. */
export interface Failing {
  readonly kind: Effect['kind'];
  readonly trouble: Trouble;
  readonly count: number;
  /** Whether some were given up: a moderator may try them again. */
  readonly givenUp: number;
}

/** What fails in a server, most first: what is tried again, and what was given up in the last week. */
export async function readFailing(
  store: Pick<Store, 'outbox'>,
  guildId: string,
  now: number,
): Promise<Failing[]> {
  const acts = await store.outbox.troubled(guildId, now - TOLD_MS, LOOKED_AT);
  const groups = new Map<string, Failing>();
  for (const { effect, state } of acts) {
    if (state.kind !== 'failing' && state.kind !== 'failed') continue;
    const { kind } = effect;
    // A notice that could not be posted is told by what it is about.
    if (kind === 'notice') continue;
    const { trouble } = state;
    const key = JSON.stringify([kind, trouble.reason, trouble.channelId, trouble.permission]);
    const before = groups.get(key) ?? { kind, trouble, count: 0, givenUp: 0 };
    const givenUp = before.givenUp + (state.kind === 'failed' ? 1 : 0);
    groups.set(key, { ...before, count: before.count + 1, givenUp });
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}
