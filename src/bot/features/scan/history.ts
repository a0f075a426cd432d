/** What a scan needs to know of a message to go on and to stop. */
export interface Dated {
  readonly id: string;
  readonly createdTimestamp: number;
}

/** How far back a scan goes. */
export interface Reach {
  /** Messages at most. */
  readonly count: number;
  /** Nothing older than this (ms since 1970). */
  readonly since: number | null;
}

/** Discord's most per request. */
export const PAGE = 100;

/**
 * The history of a channel page by page, newest first, no further than asked. It asks for a page only when the one before
 * was taken, so that whoever reads slowly holds no more than one.
 *
 * @param fetch a page of at most `limit` messages older than `before`, in any order; fewer than `limit` means that it was
 *   the last
 */
export async function* history<Message extends Dated>(
  fetch: (before: string | undefined, limit: number) => Promise<readonly Message[]>,
  { count, since }: Reach,
): AsyncGenerator<Message[]> {
  let before: string | undefined;
  for (let left = count; left > 0;) {
    const limit = Math.min(PAGE, left);
    const page = [...(await fetch(before, limit))].sort(newestFirst);
    const inReach = since === null ? page : page.filter(({ createdTimestamp }) => createdTimestamp >= since);
    if (inReach.length > 0) yield inReach;
    if (page.length < limit || inReach.length < page.length) return;
    left -= page.length;
    before = page.at(-1)?.id;
  }
}

/** How much of a scan is done, 0 to 1: by count or by time, whichever is nearer to its end. */
export function shareDone(
  read: number,
  oldest: number | null,
  startedAt: number,
  { count, since }: Reach,
): number {
  const byCount = read / count;
  const byTime =
    since === null || oldest === null ? 0 : (startedAt - oldest) / Math.max(1, startedAt - since);
  return Math.min(1, Math.max(0, byCount, byTime));
}

function newestFirst(one: Dated, other: Dated): number {
  const [a, b] = [BigInt(one.id), BigInt(other.id)];
  if (a === b) return 0;
  return a > b ? -1 : 1;
}
