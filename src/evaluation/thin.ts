/** Points a curve is given with: more cannot be seen. */
const MOST_POINTS = 200;

/** A curve with at most MOST_POINTS points, evenly spaced along its way (|dx| + |dy|); the first and the last stay. */
export function thin(points: readonly [number, number][]): [number, number][] {
  if (points.length <= MOST_POINTS) return [...points];
  const way = (i: number): number =>
    Math.abs(points[i]![0] - points[i - 1]![0]) + Math.abs(points[i]![1] - points[i - 1]![1]);
  let length = 0;
  for (let i = 1; i < points.length; i++) length += way(i);
  const step = length / (MOST_POINTS - 2);
  const kept = [points[0]!];
  let gone = 0;
  for (let i = 1; i < points.length - 1; i++) {
    gone += way(i);
    if (gone < step * kept.length) continue;
    kept.push(points[i]!);
  }
  return [...kept.slice(0, MOST_POINTS - 1), points.at(-1)!];
}
