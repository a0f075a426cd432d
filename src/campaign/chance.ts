/** P(K ≥ k) of a Poisson variable. */
export function tail(k: number, mean: number): number {
  if (k <= 0) return 1;
  let term = Math.exp(-mean);
  let below = 0;
  for (let i = 0; i < k; i++) {
    below += term;
    term *= mean / (i + 1);
  }
  if (below < 0.999999) return 1 - below;
  // Far in the tail the difference is lost: the series itself.
  let sum = 0;
  for (let i = k; term > sum * 1e-9; i++) {
    sum += term;
    term *= mean / (i + 1);
  }
  return sum;
}

/** Mean of the three greatest. */
export function meanOf(likes: readonly number[]): number {
  const best = [...likes].sort((a, b) => b - a).slice(0, 3);
  return best.length === 0 ? 0 : best.reduce((sum, like) => sum + like, 0) / best.length;
}

/** Mean; 0 for none. */
export const meanOfAll = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
