import type { Encoder } from '../relevance/encoder/encoder.js';
import { BODY, CHANNELS } from '../relevance/pair/pool-entry.js';
import { PoolBackground } from '../relevance/pair/pool-background.js';
import { Pool } from '../relevance/pair/pool.js';
import type { Background, PreparedArticle, PreparedComment } from '../relevance/pair/prepared.js';
import { CHOICE_WEIGHTS } from '../relevance/pair/choice.js';
import { BODY_FEATURES, type Choices, FeatureReader, TITLE_FEATURES } from '../relevance/pair/features.js';
import type { PairModel } from '../relevance/pair/scorer.js';
import { type Stage, stageLogit } from '../relevance/pair/stage.js';
import type { BoostOptions } from './boosting.js';
import { type ChoiceSample, fitChoice } from './conditional-logit.js';
import { fitStage, FOLDS, type StagePairs } from './pair-stage.js';
import { pick, type Random, shuffle } from './random.js';

/** Samples of the conditional logit: more would change its weights by less than their error. */
const CHOICES = 4000;

/** Training data of the pair model: sites that the encoder has not seen, with titles only and with bodies. */
interface PairSites {
  readonly title: readonly Site[];
  readonly body: readonly Site[];
}

/**
 * Fits the pair model; sites have similar weight whatever their size. Without any body to learn from, the body stage
 * repeats what the title says.
 */
export function fitPairModel(
  encoder: Encoder,
  background: Background,
  sites: PairSites,
  random: Random,
  trees: Partial<BoostOptions> = {},
): PairModel {
  const title = sites.title.flatMap((site) => scenariosOf(site, random));
  const bodySites = sites.body.some(({ articles }) => articles.length > 0) ? sites.body : sites.title;
  const body = bodySites.flatMap((site) => scenariosOf(site, random));
  const choices = {
    title: fitChoice(choiceSamples(encoder, background, title, BODY, CHOICES), BODY),
    body: fitChoice(choiceSamples(encoder, background, body, CHANNELS.length, CHOICES), CHANNELS.length),
  };
  const byTitle = fitStage(
    pairsOf(encoder, background, choices, title, siteWeights(title, sites.title)),
    trees,
  );
  // The body stage reads what the title says of articles that the title stage has not seen, as it will when it judges;
  // from a title stage that had seen them it would learn to trust the title too much.
  const byBody = fitStage(
    pairsOf(encoder, background, choices, body, siteWeights(body, bodySites), byTitle.unseen),
    trees,
  );
  return { background, choices, title: byTitle.stage, body: byBody.stage };
}

/** Weights of scenarios such that each site counts by the square root of its number of pairs. */
function siteWeights(scenarios: readonly Scenario[], sites: readonly Site[]): number[] {
  const sizes = sites.map((site) =>
    scenarios.reduce((sum, scenario) => sum + (scenario.site === site ? scenario.pairs.length : 0), 0),
  );
  const roots = sizes.reduce((sum, size) => sum + Math.sqrt(size), 0);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return scenarios.map(({ site }) => {
    const size = sizes[sites.indexOf(site)]!;
    return size === 0 ? 0 : (Math.sqrt(size) / roots) * (total / size);
  });
}

/** The articles of one archive with their comments, encoded. */
export interface Site {
  readonly articles: readonly PreparedArticle[];
  /** Comments of each article, a sample. */
  readonly comments: readonly (readonly PreparedComment[])[];
  /** Whether comments of article `one` are surely foreign under `other`: another section, or another time. */
  readonly foreign: (one: number, other: number) => boolean;
  /** Articles with equal keys, such as the id, are held out together. */
  readonly keys: readonly string[];
}

/** A comment under an article of its site: its own or a foreign one. */
interface LabelledPair {
  readonly under: number;
  readonly comment: PreparedComment;
  readonly belongs: boolean;
}

/** A scenario: some known articles of a site, and the pairs judged beside them. */
interface Scenario {
  readonly site: Site;
  readonly known: readonly PreparedArticle[];
  readonly pairs: readonly LabelledPair[];
}

/** Numbers of known articles in the scenarios, then shares of all articles. */
const KNOWN = [0, 0, 20, 50, 200] as const;
const SHARES = [0.5, 1, 1] as const;
const TRIES = 200;

/** Scenarios with few and with many known articles; the comments of the site are dealt out among them. */
function scenariosOf(site: Site, random: Random): Scenario[] {
  const all = site.articles.length;
  const sizes = [...KNOWN.filter((size) => size < all), ...SHARES.map((share) => Math.round(all * share))];
  const numbers = shuffle(
    site.articles.map((_, i) => i),
    random,
  );
  const pairs = sizes.map((): LabelledPair[] => []);
  let next = 0;
  site.comments.forEach((comments, own) => {
    for (const comment of comments) {
      const other = drawForeignArticle(site, own, random);
      if (comment.wordCount === 0 || other === undefined) continue;
      pairs[next++ % sizes.length]!.push(
        { under: own, comment, belongs: true },
        { under: other, comment, belongs: false },
      );
    }
  });
  return sizes.map((size, i) => ({
    site,
    known: shuffle(numbers, random)
      .slice(0, size)
      .map((number) => site.articles[number]!),
    pairs: pairs[i]!,
  }));
}

/** Draws another article under which comments of `own` are foreign; undefined when none is found. */
export function drawForeignArticle(site: Site, own: number, random: Random): number | undefined {
  for (let tries = 0; tries < TRIES; tries++) {
    const other = pick(random, site.articles.length);
    if (other !== own && site.comments[other]!.length > 0 && site.foreign(own, other)) return other;
  }
  return undefined;
}

/** Cross-validation fold of an article. */
function foldOf(key: string): number {
  let hash = 7;
  for (const letter of key) hash = (hash * 31 + letter.charCodeAt(0)) % 9973;
  return hash % FOLDS;
}

/** Samples for the conditional logit from the true pairs; at most `most`, evenly over the scenarios. */
function choiceSamples(
  encoder: Encoder,
  background: Background,
  scenarios: readonly Scenario[],
  channels: number,
  most: number,
): ChoiceSample[] {
  const found: ChoiceSample[] = [];
  const reader = new FeatureReader(encoder, background);
  const ground = new PoolBackground(encoder, background);
  const total = scenarios.reduce((sum, { pairs }) => sum + pairs.length / 2, 0);
  const every = Math.max(1, Math.ceil(total / most));
  for (const { site, known, pairs } of scenarios) {
    const pool = new Pool(ground, known);
    pairs.forEach(({ under, comment, belongs }, index) => {
      if (!belongs || (index >> 1) % every !== 0) return;
      const article = site.articles[under]!;
      reader.readTitle(pool, article, comment, NO_WEIGHTS);
      if (channels > BODY) {
        reader.readBody(pool, article, comment, 0);
        reader.readBodies(pool, article, comment, NO_WEIGHTS);
      }
      const { rivals } = pool.relationsOf(article);
      const others = [...rivals.keys()].filter(
        (i) => rivals[i]! > 0.5 && (channels <= BODY || pool.articles[i]!.body !== null),
      );
      found.push({
        own: reader.deviations.slice(0, channels),
        words: comment.wordCount,
        rivals: Float32Array.from(
          others.flatMap((i) =>
            Array.from(
              { length: channels },
              (_, k) => (pool.deviations[k]![i]! - pool.means[k]!) / pool.spreads[k]!,
            ),
          ),
        ),
      });
    });
  }
  return found;
}

const NO_WEIGHTS = new Float64Array(CHOICE_WEIGHTS);

/**
 * Features of all pairs: by title, or by title and body when the title stages are given, for each fold the one that has
 * not seen it. Scenarios are weighted by `weights`.
 */
function pairsOf(
  encoder: Encoder,
  background: Background,
  choices: Choices,
  scenarios: readonly Scenario[],
  weights: readonly number[],
  title?: readonly Stage[],
): StagePairs {
  const features = title === undefined ? TITLE_FEATURES.length : BODY_FEATURES.length;
  const count = scenarios.reduce((sum, { pairs }) => sum + pairs.length, 0);
  const samples: StagePairs = {
    rows: new Float32Array(count * features),
    features,
    labels: new Uint8Array(count),
    words: new Int32Array(count),
    folds: new Uint8Array(count),
    counts: new Float32Array(count),
  };
  const reader = new FeatureReader(encoder, background);
  const ground = new PoolBackground(encoder, background);
  let at = 0;
  scenarios.forEach(({ site, known, pairs }, scenario) => {
    const pool = new Pool(ground, known);
    for (const { under, comment, belongs } of pairs) {
      const article = site.articles[under]!;
      const fold = foldOf(site.keys[under]!);
      reader.readTitle(pool, article, comment, choices.title);
      if (title !== undefined) {
        reader.readBody(pool, article, comment, stageLogit(title[fold]!, reader.title));
        reader.readBodies(pool, article, comment, choices.body);
      }
      samples.rows.set(title === undefined ? reader.title : reader.body, at * features);
      samples.labels[at] = belongs ? 1 : 0;
      samples.words[at] = comment.wordCount;
      samples.folds[at] = fold;
      samples.counts[at] = weights[scenario]!;
      at++;
    }
  });
  return samples;
}
