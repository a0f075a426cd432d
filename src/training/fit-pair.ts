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
import { type Chosen, fitChoice } from './conditional-logit.js';
import { fitStage, FOLDS, type StagePairs } from './pair-stage.js';
import { pick, type Random, shuffle } from './random.js';

/** Samples of the conditional logit: more would change its weights by less than their error. */
const CHOICES = 4000;

/** Training data of the pair model: sites that the encoder has not seen, with titles only and with bodies. */
interface SingleSites {
  readonly title: readonly Site[];
  readonly body: readonly Site[];
}

/** Fits the pair model; sites have similar weight whatever their size. */
export function fitSingle(
  encoder: Encoder,
  background: Background,
  sites: SingleSites,
  random: Random,
  trees: Partial<BoostOptions> = {},
): PairModel {
  const title = sites.title.flatMap((site) => worldsOf(site, random));
  const body = sites.body.flatMap((site) => worldsOf(site, random));
  const choices = {
    title: fitChoice(choicesMade(encoder, background, title, BODY, CHOICES), BODY),
    body: fitChoice(choicesMade(encoder, background, body, CHANNELS.length, CHOICES), CHANNELS.length),
  };
  const byTitle = fitStage(pairsOf(encoder, background, choices, title, alike(title, sites.title)), trees);
  const byBody = fitStage(
    pairsOf(encoder, background, choices, body, alike(body, sites.body), byTitle),
    trees,
  );
  return { background, choices, title: byTitle, body: byBody };
}

/** Weights of scenarios such that each site counts by the square root of its number of pairs. */
function alike(worlds: readonly World[], sites: readonly Site[]): number[] {
  const sizes = sites.map((site) =>
    worlds.reduce((sum, world) => sum + (world.site === site ? world.placed.length : 0), 0),
  );
  const roots = sizes.reduce((sum, size) => sum + Math.sqrt(size), 0);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return worlds.map(({ site }) => {
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
  readonly strangers: (one: number, other: number) => boolean;
  /** Articles with equal keys, such as the id, are held out together. */
  readonly keys: readonly string[];
}

/** A comment under an article of its site: its own or a foreign one. */
interface Placed {
  readonly under: number;
  readonly comment: PreparedComment;
  readonly belongs: boolean;
}

/** A scenario: some known articles of a site, and the pairs judged beside them. */
interface World {
  readonly site: Site;
  readonly known: readonly PreparedArticle[];
  readonly placed: readonly Placed[];
}

/** Numbers of known articles in the scenarios, then shares of all articles. */
const KNOWN = [0, 0, 20, 50, 200] as const;
const SHARES = [0.5, 1, 1] as const;
const TRIES = 200;

/** Scenarios with few and with many known articles; the comments of the site are dealt out among them. */
function worldsOf(site: Site, random: Random): World[] {
  const all = site.articles.length;
  const sizes = [...KNOWN.filter((size) => size < all), ...SHARES.map((share) => Math.round(all * share))];
  const numbers = shuffle(
    site.articles.map((_, i) => i),
    random,
  );
  const placed = sizes.map((): Placed[] => []);
  let next = 0;
  site.comments.forEach((comments, own) => {
    for (const comment of comments) {
      const other = strangerTo(site, own, random);
      if (comment.wordCount === 0 || other === undefined) continue;
      placed[next++ % sizes.length]!.push(
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
    placed: placed[i]!,
  }));
}

/** Draws another article under which comments of `own` are foreign; undefined when none is found. */
export function strangerTo(site: Site, own: number, random: Random): number | undefined {
  for (let tries = 0; tries < TRIES; tries++) {
    const other = pick(random, site.articles.length);
    if (other !== own && site.comments[other]!.length > 0 && site.strangers(own, other)) return other;
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
function choicesMade(
  encoder: Encoder,
  background: Background,
  worlds: readonly World[],
  channels: number,
  most: number,
): Chosen[] {
  const found: Chosen[] = [];
  const reader = new FeatureReader(encoder, background);
  const ground = new PoolBackground(encoder, background);
  const total = worlds.reduce((sum, { placed }) => sum + placed.length / 2, 0);
  const every = Math.max(1, Math.ceil(total / most));
  for (const { site, known, placed } of worlds) {
    const pool = new Pool(ground, known);
    placed.forEach(({ under, comment, belongs }, place) => {
      if (!belongs || (place >> 1) % every !== 0) return;
      const article = site.articles[under]!;
      reader.readTitle(pool, article, comment, SILENT);
      if (channels > BODY) {
        reader.readBody(pool, article, comment, 0);
        reader.readBodies(pool, article, comment, SILENT);
      }
      const { rivals } = pool.standing(article);
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

const SILENT = new Float64Array(CHOICE_WEIGHTS);

/**
 * Features of all pairs: by title, or by title and body when the title stage is given. Scenarios are weighted by
 * `weights`.
 */
function pairsOf(
  encoder: Encoder,
  background: Background,
  choices: Choices,
  worlds: readonly World[],
  weights: readonly number[],
  title?: Stage,
): StagePairs {
  const features = title === undefined ? TITLE_FEATURES.length : BODY_FEATURES.length;
  const count = worlds.reduce((sum, { placed }) => sum + placed.length, 0);
  const pairs: StagePairs = {
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
  worlds.forEach(({ site, known, placed }, world) => {
    const pool = new Pool(ground, known);
    for (const { under, comment, belongs } of placed) {
      const article = site.articles[under]!;
      reader.readTitle(pool, article, comment, choices.title);
      if (title !== undefined) {
        reader.readBody(pool, article, comment, stageLogit(title, reader.title));
        reader.readBodies(pool, article, comment, choices.body);
      }
      pairs.rows.set(title === undefined ? reader.title : reader.body, at * features);
      pairs.labels[at] = belongs ? 1 : 0;
      pairs.words[at] = comment.wordCount;
      pairs.folds[at] = foldOf(site.keys[under]!);
      pairs.counts[at] = weights[world]!;
      at++;
    }
  });
  return pairs;
}
