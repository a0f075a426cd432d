import type { KeyRow } from './stream.js';

/** The measures of `../shared/campaigns/score.py` that stand in docs/campaigns.md, of the same inputs. */
export interface Score {
  readonly found: number;
  readonly of: number;
  /** Mean F1 by campaign (B-cubed over its comments). */
  readonly f1: number;
  readonly pieces: number;
  readonly kinds: Readonly<
    Record<string, { readonly f1: number; readonly found: number; readonly of: number }>
  >;
  readonly hardNegativeClusters: number;
  readonly organicClusters: number;
  readonly organicPer100k: number;
  readonly missed: readonly string[];
}

export interface Alert {
  readonly campaign: string;
  readonly commentId: string;
  readonly members: readonly string[];
}

export interface AlertScore {
  readonly known: number;
  readonly postsMedian: number;
  readonly posts90: number;
  readonly alertsPerKnown: number;
  readonly falseMembers: number;
  readonly notPlanted: number;
  readonly spill: number;
  /** Members that had not been posted: must be 0. */
  readonly future: number;
  readonly late: Readonly<Record<string, number>>;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
const f1Of = (p: number, r: number): number => (p + r === 0 ? 0 : (2 * p * r) / (p + r));

function countBy<T>(items: Iterable<T>): Map<T, number> {
  const counts = new Map<T, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

function groupBy<T>(items: Iterable<readonly [string, T]>): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const [key, item] of items) groups.set(key, [...(groups.get(key) ?? []), item]);
  return groups;
}

/** @param predicted campaign of each comment that has one; `comments`: how many there are in all */
export function score(
  key: readonly KeyRow[],
  predicted: ReadonlyMap<string, string>,
  comments: number,
): Score {
  const planted = new Map(
    key.flatMap(({ id, campaign }) => (campaign === null ? [] : [[id, campaign] as const])),
  );
  const negatives = new Set(key.filter(({ negative }) => negative !== null).map(({ id }) => id));
  const truth = groupBy([...planted].map(([id, campaign]) => [campaign, id] as const));
  const clusters = new Map<string, string[]>();
  for (const [id, cluster] of predicted) {
    const ids = clusters.get(cluster);
    if (ids === undefined) clusters.set(cluster, [id]);
    else ids.push(id);
  }
  const per = [...truth].map(([campaign, ids]) => {
    const cell = countBy(ids.flatMap((id) => predicted.get(id) ?? []));
    const share = (cluster: string): number => cell.get(cluster)! / clusters.get(cluster)!.length;
    const own = ids.map((id) => predicted.get(id));
    const precision = mean(own.map((cluster) => (cluster === undefined ? 1 : share(cluster))));
    const recall = mean(own.map((cluster) => (cluster === undefined ? 1 : cell.get(cluster)!) / ids.length));
    const good = [...cell.keys()].filter((cluster) => share(cluster) >= 0.5);
    const cover = Math.max(0, ...good.map((cluster) => cell.get(cluster)!)) / ids.length;
    return { campaign, f1: f1Of(precision, recall), found: cover >= 0.5, pieces: good.length };
  });
  const kinds = groupBy(per.map((one) => [one.campaign.split('/')[0]!, one] as const));
  const organic = [...clusters.values()].filter(
    (ids) => ids.filter((id) => planted.has(id)).length * 2 < ids.length,
  );
  const hard = organic.filter((ids) => ids.filter((id) => negatives.has(id)).length * 2 >= ids.length);
  return {
    found: per.filter(({ found }) => found).length,
    of: per.length,
    f1: mean(per.map(({ f1 }) => f1)),
    pieces: mean(per.map(({ pieces }) => pieces)),
    kinds: Object.fromEntries(
      [...kinds].map(([kind, ones]) => [
        kind,
        {
          f1: mean(ones.map(({ f1 }) => f1)),
          found: ones.filter(({ found }) => found).length,
          of: ones.length,
        },
      ]),
    ),
    hardNegativeClusters: hard.length,
    organicClusters: organic.length,
    organicPer100k: (organic.length / (comments - planted.size)) * 1e5,
    missed: per.filter(({ found }) => !found).map(({ campaign }) => campaign),
  };
}

/** @param order place of each comment in the order of arrival */
export function scoreAlerts(
  key: readonly KeyRow[],
  alerts: readonly Alert[],
  order: ReadonlyMap<string, number>,
): AlertScore {
  const planted = new Map(key.map(({ id, campaign }) => [id, campaign]));
  const spills = new Set(key.filter(({ negative }) => negative === 'spill').map(({ id }) => id));
  const first = new Map<string, number>();
  let cards = 0;
  let wrong = 0;
  let members = 0;
  let notPlanted = 0;
  for (const alert of alerts) {
    const at = order.get(alert.commentId)!;
    const [campaign, most] = [...countBy(alert.members.map((id) => planted.get(id) ?? ''))]
      .filter(([name]) => name !== '')
      .sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
    if (most * 2 < alert.members.length) {
      notPlanted++;
      continue;
    }
    cards++;
    wrong += alert.members.length - most;
    members += alert.members.length;
    if (!first.has(campaign))
      first.set(campaign, key.filter((row) => row.campaign === campaign && order.get(row.id)! <= at).length);
  }
  const posts = [...first.values()].sort((a, b) => a - b);
  const middle = posts.length >> 1;
  return {
    known: first.size,
    postsMedian: posts.length % 2 === 1 ? posts[middle]! : mean(posts.slice(middle - 1, middle + 1)),
    posts90: posts[Math.floor(0.9 * (posts.length - 1))] ?? NaN,
    alertsPerKnown: cards / Math.max(1, first.size),
    falseMembers: wrong / Math.max(1, members),
    notPlanted,
    spill: alerts.filter(
      (alert) => alert.members.filter((id) => spills.has(id)).length * 2 >= alert.members.length,
    ).length,
    future: alerts.flatMap((alert) =>
      alert.members.filter((id) => order.get(id)! > order.get(alert.commentId)!),
    ).length,
    late: Object.fromEntries([...first].filter(([, count]) => count > 8)),
  };
}
