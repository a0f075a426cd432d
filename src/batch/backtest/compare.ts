import type { Article } from '../../article/article.js';
import { loadReader } from '../../assets/shipped.js';
import { Backtest, type BacktestCounts } from '../../campaign/backtest.js';
import { Fault } from '../../fault.js';
import { createJudge, type Judging, sharedScorer, type Verdict } from '../../judge/index.js';
import type { PairReader, Reading } from '../../relevance/index.js';
import { compilePacks, type Pack } from '../../rules/index.js';
import { type Chunk, type ChunkOrder, type KnownTitle, searchOf } from '../executors/chunk.js';
import { type JudgeSetup, KEPT_ARTICLES, openSetup } from '../judge-setup.js';

/** From what any thread makes the same two judges. */
export interface BacktestSetup {
  readonly setup: JudgeSetup;
  readonly pack: Pack;
  readonly order: Pick<ChunkOrder, 'single' | 'reads'>;
}

/** A chunk with the labels of its comments, by their index. */
export interface LabelledChunk extends Chunk {
  readonly labels: ReadonlyMap<number, Verdict>;
}

/**
 * Creates the function that judges chunks with a pack and without it. Packs of the same id in the setup are left out. Both
 * judges share one model: each comment is scored, and read by the second reader, once.
 *
 * @param titles titles of all articles of the dump; undefined when each chunk holds all articles
 * @throws Fault or Faults when packs, model or second reader cannot be used
 */
export async function chunkComparer(
  { setup, pack, order }: BacktestSetup,
  titles: Iterable<KnownTitle> | undefined,
): Promise<(chunk: LabelledChunk) => BacktestCounts> {
  const { packs, lexicon, relevance } = await openSetup(setup);
  const others = packs.book().packs.filter(({ id }) => id !== pack.id);
  const second = relevance === undefined || setup.reader === null ? undefined : loadReader(setup.reader);
  if (second instanceof Fault) throw second;
  const reader = second === undefined ? undefined : new RememberingReader(second);
  const scorer = relevance === undefined ? undefined : sharedScorer(relevance);
  const judgeBy = (own: readonly Pack[]): Judging =>
    createJudge({
      book: compilePacks(own, lexicon),
      lexicon,
      relevance,
      scorer,
      reader,
      kept: KEPT_ARTICLES,
    });
  const [without, withPack] = [judgeBy(others), judgeBy([...others, pack])];
  const elsewhere = searchOf(relevance?.encoder, titles, order.single);
  return ({ articles, comments, labels }) => {
    reader?.forget();
    const byId = new Map(articles.map((article) => [article.id, article]));
    const articleOf = (id: string): Article => byId.get(id)!;
    const bare = comments.map(({ comment }) => comment);
    const reads = { reads: order.reads ?? 'none' };
    const whole = order.single
      ? undefined
      : [without, withPack].map((judging) => judging.dump(articles, bare, elsewhere, reads));
    const tally = new Backtest(pack.id);
    bare.forEach((comment, i) => {
      const article = articleOf(comment.articleId);
      const [before, after] =
        whole?.map((results) => results[i]!) ??
        [without, withPack].map((judging) => judging.comment(article, comment, [], reads));
      tally.add({ article, comment, before: before!, after: after!, label: labels.get(i) });
    });
    return tally.counts();
  };
}

/** Readings of a chunk, remembered: the two judges ask for the same. */
class RememberingReader {
  readonly #reader: PairReader;
  readonly #readings = new Map<string, Reading>();

  constructor(reader: PairReader) {
    this.#reader = reader;
  }

  read(article: Article, text: string, homes: readonly Article[]): Reading {
    const key = JSON.stringify([article.id, text, ...homes.map(({ id }) => id)]);
    const there = this.#readings.get(key) ?? this.#reader.read(article, text, homes);
    this.#readings.set(key, there);
    return there;
  }

  forget(): void {
    this.#readings.clear();
  }
}
