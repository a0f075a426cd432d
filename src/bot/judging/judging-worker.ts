import { parentPort, workerData } from 'node:worker_threads';
import type { Article } from '../../article/index.js';
import { PackImage } from '../../assets/pack-image.js';
import { loadLexicon, loadModel } from '../../assets/shipped.js';
import { withTable } from '../../relevance/adapted.js';
import { compilePacks } from '../../rules/index.js';
import { compileOwnRules } from '../own-rules/own-book.js';
import {
  holdServer,
  type JudgingAnswer,
  type JudgingTask,
  type JudgingThreadData,
  type ServerRecipe,
} from './judging-task.js';
import {
  judgeComment,
  makeServerJudge,
  type Noted,
  type ServerJudge,
  type SharedMeans,
} from './server-judge.js';

// A thread that judges long comments for the bot until it is ended.

/** Articles that each judge keeps prepared, some 50 KB each: those that it compares with, and some more. */
const KEPT_ARTICLES = 128;

interface Held extends ServerJudge {
  /** The same objects that the judge knows: it caches by identity. */
  readonly articles: ReadonlyMap<string, Article>;
  readonly adapted: boolean;
}

const means = open(workerData as JudgingThreadData);
const held = new Map<number, Held>();

function open({ packs, lexicon: reads, model }: JudgingThreadData): SharedMeans {
  const lexicon = reads ? loadLexicon() : undefined;
  const relevance = model === null ? undefined : loadModel(model);
  // The bot has opened it: what it cannot open now it must not judge without.
  if (relevance instanceof Error) throw relevance;
  const book =
    packs instanceof Uint8Array ? new PackImage(packs).book(lexicon) : compilePacks(packs, lexicon);
  return { book, lexicon, relevance };
}

function made({ rulesOff, own, known, table }: ServerRecipe): Held {
  const { lexicon, relevance } = means;
  const adapted = relevance === undefined || table === undefined ? relevance : withTable(relevance, table);
  const server = { own: compileOwnRules({ rules: own, broken: [] }, lexicon), rulesOff, known };
  const judge = makeServerJudge({ ...means, relevance: adapted }, server, KEPT_ARTICLES);
  return { ...judge, articles: new Map(known.map((one) => [one.id, one])), adapted: table !== undefined };
}

function judged({ key, recipe, article, comment }: JudgingTask): Noted | null {
  if (recipe !== undefined) holdServer(held, key, made(recipe));
  const server = held.get(key)!;
  try {
    const under = typeof article === 'string' ? server.articles.get(article)! : article;
    return judgeComment(server, { ...comment, article: under });
  } catch {
    // A text that the judge fails on must not cost the others their thread; the bot tells of it.
    return null;
  }
}

const say = (answer: JudgingAnswer): void => parentPort?.postMessage(answer);
parentPort?.on('message', (task: JudgingTask) => {
  const began = performance.now();
  const noted = judged(task);
  say({ number: task.number, noted, ms: performance.now() - began });
});
say({ ready: true });
