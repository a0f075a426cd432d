import { stepsFor } from '../../src/batch/adapt/adapt.js';
import type { RelevanceModel } from '../../src/relevance/index.js';
import { adaptModel } from '../../src/training/adapt.js';
import type { PlantedDump } from './plant.js';

/** Seed of a batch's adaptations. */
const SEED = 1;

/**
 * The model after it has learned from a dump as `batch --adapt auto` does: by training, or at once.
 *
 * @returns undefined where the dump is too small
 */
export function adaptedTo(
  { articles, comments }: PlantedDump,
  model: RelevanceModel,
): RelevanceModel | undefined {
  const steps = stepsFor(comments.length, articles.length);
  if (steps === 'none') return undefined;
  const indexes = new Map(articles.map(({ id }, i) => [id, i]));
  const made = adaptModel(
    model,
    articles.map(({ title, body }) => ({ title, body: body ?? null })),
    comments.map(({ articleId, text }) => ({ article: indexes.get(articleId)!, text })),
    { seed: SEED, steps: steps === 'fitting' ? undefined : steps },
  );
  return made?.model;
}
