/** Several suspects of one article that point to the same other article. */
export interface Alert {
  readonly article: number;
  readonly home: number;
  readonly count: number;
}

/** A judged comment; no `home` when none fits better than its own article. */
export interface Suspect {
  readonly article: number;
  readonly home: number | undefined;
  readonly probability: number;
}

/** So many suspects with one home are no chance. */
const MIN_SUSPECTS = 3;

/**
 * One alert for each article and home with at least three suspects (probability from `level` on), most suspects first;
 * at equal counts in the order of the articles, then of the homes.
 */
export function alertsOf(suspects: readonly Suspect[], level: number): Alert[] {
  const found = new Map<string, Alert>();
  for (const { article, home, probability } of suspects) {
    if (home === undefined || probability < level) continue;
    const key = `${article} ${home}`;
    found.set(key, { article, home, count: (found.get(key)?.count ?? 0) + 1 });
  }
  return [...found.values()]
    .filter(({ count }) => count >= MIN_SUSPECTS)
    .sort((a, b) => b.count - a.count || a.article - b.article || a.home - b.home);
}
