import { runStage } from '../relevance/corpus/stage.js';
import type { RelevanceModel } from '../relevance/model.js';
import { PairScorer } from '../relevance/pair/single.js';
import type { ArchiveArticle } from './archive.js';
import { readArchive, simulate, SITE } from './dump-simulate.js';
import { seededRandom } from './random.js';
import { type Site, strangerTo } from './single-pairs.js';

/** What a training reaches, on articles that its encoder has not seen. */
export type StageFigures = Readonly<
  Record<'pairs' | 'singleAuc' | 'singleError' | 'comments' | 'dumpAuc' | 'dumpError', number>
>;

/** Comments of an article that are asked about. */
const ASKED = 4;
/** Smaller sets are no site to simulate. */
const LEAST_SITE = 50;
const BINS = 10;

interface Told {
  readonly chance: number;
  readonly strange: boolean;
}

/**
 * Measures the stages on the articles they were fitted on, which the encoder has not seen: their few numbers fit these a
 * little better than others. `matgeul eval` measures a model on articles that no part of it has seen.
 */
export function measureStages(
  model: RelevanceModel,
  sites: readonly Site[],
  sets: readonly (readonly ArchiveArticle[])[],
  seed: number,
): StageFigures {
  const random = seededRandom(seed);
  const scorer = new PairScorer(model.encoder, model.pair);
  const pairs = sites.flatMap((site) => {
    const pool = scorer.openPool(site.articles);
    return site.comments.flatMap((comments, own) =>
      comments.slice(0, ASKED).flatMap((comment): Told[] => {
        const other = strangerTo(site, own, random);
        if (other === undefined) return [];
        return [own, other].map((under) => ({
          chance: 1 / (1 + Math.exp(-scorer.relevanceOf(pool, site.articles[under]!, comment).weight)),
          strange: under !== own,
        }));
      }),
    );
  });
  const comments = sets
    .filter((set) => set.length >= LEAST_SITE)
    .flatMap((set) => {
      const { dump, strange } = simulate(readArchive(scorer, set), SITE, random);
      const { foreign } = runStage(dump, model.corpus);
      return Array.from(strange, (key, i): Told => ({ chance: foreign[i]!, strange: key === 1 }));
    });
  return {
    pairs: pairs.length,
    singleAuc: areaUnder(pairs),
    singleError: calibrationError(pairs),
    comments: comments.length,
    dumpAuc: areaUnder(comments),
    dumpError: calibrationError(comments),
  };
}

/** Chance that a stranger is told a higher chance than a comment in its place; ties are broken by their order. */
function areaUnder(told: readonly Told[]): number {
  const ordered = [...told].sort((a, b) => a.chance - b.chance);
  const strangers = ordered.filter(({ strange }) => strange).length;
  const ranks = ordered.reduce((sum, { strange }, i) => sum + (strange ? i + 1 : 0), 0);
  return (ranks - (strangers * (strangers + 1)) / 2) / (strangers * (told.length - strangers));
}

/** Expected calibration error over ten bins of equal width. */
function calibrationError(told: readonly Told[]): number {
  const gaps = new Float64Array(BINS);
  for (const { chance, strange } of told)
    gaps[Math.min(BINS - 1, Math.floor(chance * BINS))]! += chance - (strange ? 1 : 0);
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / told.length;
}
