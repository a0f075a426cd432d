import { Context, groupComments } from '../relevance/corpus/context.js';
import { Evidence } from '../relevance/corpus/evidence.js';
import { FEATURES } from '../relevance/corpus/feature-names.js';
import { runPass } from '../relevance/corpus/pass.js';
import { Candidates } from '../relevance/corpus/pool.js';
import { type UncalibratedStage, runMixtures } from '../relevance/corpus/stage.js';
import { contextWeight } from '../relevance/corpus/trust.js';
import type { Rows } from './dump-model.js';
import { keepRow, type NativeRow } from './dump-posterior.js';
import { type Archive, type Simulation, simulate, type Simulated, SITE } from './dump-simulate.js';
import { pick, type Random } from './random.js';

/** Native comments for the conditional logits come from so many dumps. */
const DUMPS_FOR_CHOICES = 6;

/** Draws dumps of all kinds, from each archive by its size. */
export class Drawer {
  readonly #archives: readonly Archive[];
  readonly #random: Random;
  readonly #fixed: Simulation | undefined;

  constructor(archives: readonly Archive[], random: Random, fixed?: Simulation) {
    this.#fixed = fixed;
    this.#archives = archives;
    this.#random = random;
  }

  next(): Simulated {
    const random = this.#random;
    const total = this.#archives.reduce((sum, { rows }) => sum + Math.sqrt(rows.length), 0);
    let at = random() * total;
    const archive =
      this.#archives.find(({ rows }) => (at -= Math.sqrt(rows.length)) <= 0) ?? this.#archives[0]!;
    return simulate(archive, this.#fixed ?? vary(random), random);
  }

  /** Features of at least `count` comments, and their key, as the next look of a stage sees them. */
  rows(count: number, stage: UncalibratedStage): Rows {
    const parts: Float32Array[] = [];
    const strange: number[] = [];
    const flooded: number[] = [];
    const starts = [0];
    const folds: number[] = [];
    const width = FEATURES.length;
    while (strange.length < count) {
      const drawn = this.next();
      const { dump } = drawn;
      const pool = new Candidates(dump, stage.background);
      const groups = groupComments(dump.articleOf, dump.titles.count);
      const { features } = runPass(dump, pool, groups, stage.posteriors, runMixtures(dump, pool, groups, stage));
      parts.push(features);
      drawn.inside.forEach((article, place) => {
        const size = groups.starts[place + 1]! - groups.starts[place]!;
        if (size === 0) return;
        starts.push(starts.at(-1)! + size);
        folds.push(article % 2);
      });
      strange.push(...drawn.strange);
      flooded.push(...drawn.flooded);
    }
    const features = new Float32Array(strange.length * width);
    let at = 0;
    for (const part of parts) {
      features.set(part, at);
      at += part.length;
    }
    return {
      width,
      features,
      strange: Uint8Array.from(strange),
      flooded: Uint8Array.from(flooded),
      starts,
      folds,
    };
  }

  /** Native comments against all columns. */
  natives(count: number, stage: UncalibratedStage): NativeRow[] {
    const kept: NativeRow[] = [];
    while (kept.length < count) {
      const { dump, strange } = this.next();
      const share = Math.min(1, count / DUMPS_FOR_CHOICES / dump.comments.count);
      const pool = new Candidates(dump, stage.background);
      const groups = groupComments(dump.articleOf, dump.titles.count);
      const before = runMixtures(dump, pool, groups, stage);
      const context = new Context(dump, groups, before.foreign.map(contextWeight));
      new Evidence(dump, pool, context).forEach((row) => {
        const words = dump.comments.wordCounts[row.comment]!;
        if (strange[row.comment] === 1 || words === 0 || this.#random() > share) return;
        kept.push(keepRow(row, words));
      });
    }
    return kept;
  }
}

/** A site's dump mostly; small pools, few or uneven comments, articles without comments, and floods too. */
function vary(random: Random): Simulation {
  const kind = random();
  return {
    ...SITE,
    articles: random() < 0.7 ? 700 : Math.round(20 * 35 ** random()),
    comments: random() < 0.5 ? 12 : 4 + pick(random, 27),
    uneven: random() < 0.3,
    bare: kind < 0.1 ? 0.95 : kind < 0.2 ? 0.5 : 0,
    flooded: random() < 0.3 ? 0 : 0.3 * random(),
    flood: [0.4, 0.8],
    homeless: random() < 0.7 ? 0.5 : random(),
  };
}
