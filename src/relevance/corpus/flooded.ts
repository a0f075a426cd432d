/** Mean weight of its comments, each judged alone, from which an article may be flooded, and by how much it surely is. */
const FLOOD_FROM = 0.3;
const FLOOD_RANGE = 0.4;
/** What the comments judged alone then count beside the dump stage, and what each is suspected more. */
const MAX_SHRINKAGE = 0.8;
const ADDED_WEIGHT = 0.3;

/**
 * Weights of comments by the dump stage, led back to what each says alone where the article looks flooded: among mostly
 * foreign comments the context misleads, whatever it is trusted. Measured on nine simulated sites of 2025 news and of
 * entertainment, none of which the model had seen: AUC inside flooded articles .846 to .878 and .587 to .701, of all
 * other articles .936 to .933 and .896 to .896.
 *
 * @param weights nats, by the dump stage
 * @param alone nats, of the same comments judged alone
 * @param articles the article of each
 */
export function shrinkFlooded(
  weights: Float64Array,
  alone: Float64Array,
  articles: ArrayLike<number>,
): Float64Array {
  const sums = new Map<number, { sum: number; count: number }>();
  alone.forEach((weight, i) => {
    const { sum, count } = sums.get(articles[i]!) ?? { sum: 0, count: 0 };
    sums.set(articles[i]!, { sum: sum + weight, count: count + 1 });
  });
  return weights.map((weight, i) => {
    const { sum, count } = sums.get(articles[i]!)!;
    const flooded = MAX_SHRINKAGE * Math.min(1, Math.max(0, (sum / count - FLOOD_FROM) / FLOOD_RANGE));
    return (1 - flooded) * weight + flooded * (alone[i]! + ADDED_WEIGHT);
  });
}
