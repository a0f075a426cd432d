import type { Encoder } from '../relevance/encoder/encoder.js';
import { CHANNELS, BODY } from '../relevance/pair/pool/pool-scale.js';
import { type Background } from '../relevance/pair/single-background.js';
import type { PairModel } from '../relevance/pair/single.js';
import type { BoostOptions } from './boost.js';
import type { Random } from './random.js';
import { fitChoice } from './single-choice.js';
import { choicesMade, pairsOf, type Site, type World, worldsOf } from './single-pairs.js';
import { fitStage } from './single-stage.js';

/** Choices the conditional logit is fitted on: more move its weights by less than their error. */
const CHOICES = 4000;

/** What single comments are fitted on: sites that the encoder has not seen, known by titles only and with bodies. */
export interface SingleSites {
  readonly title: readonly Site[];
  readonly body: readonly Site[];
}

/** Fits the model of single comments; sites count alike. */
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

/** Weights of worlds so that each site counts by the root of its pairs. */
export function alike(worlds: readonly World[], sites: readonly Site[]): number[] {
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
