import { parentPort, workerData } from 'node:worker_threads';
import type { Article } from '../../../article/index.js';
import { loadLexicon, loadModel } from '../../../assets/shipped.js';
import { RuleDrafter } from '../../../campaign/rule-draft.js';
import { namedPack, packSource, type TrialComment, tryPack } from '../../../campaign/rule-trial.js';
import { Fault } from '../../../fault.js';
import { wordOf } from '../../apart.js';
import { type RuleOrder, type RuleOutcome, type RulePost, valuesOf } from './rule-order.js';

// Drafts one rule, tries it on the posts of its server, posts the outcome and ends.

function work(order: RuleOrder): RuleOutcome {
  const { campaign, packs, rulesOff, language } = order;
  const posts = [...valuesOf<RulePost>(order.posts)];
  const members = posts.flatMap(({ text, phrase }) => (phrase === null ? [] : [{ text, phrase }]));
  const lexicon = loadLexicon();
  const drafter = new RuleDrafter(campaign.id, members, lexicon);
  for (const { text, phrase } of posts) drafter.see(text, phrase !== null);
  const draft = drafter.draft();
  if (draft === null) return { draft, posts: members.length, others: posts.length - members.length };
  const pack = namedPack(draft, campaign);
  const relevance = order.model === null ? undefined : loadModel(order.model);
  const trial = tryPack(pack, commentsOf(posts, order), {
    packs,
    lexicon,
    // As the bot itself: where the model cannot be read, rules judge alone.
    relevance: relevance instanceof Fault ? undefined : relevance,
    off: new Set(rulesOff),
  });
  // The file may outlive the retention of comments: it quotes none.
  const quoted = { draft, pack, trial: { ...trial, examples: [] } };
  return { draft, pack, trial, source: packSource(campaign, quoted, language) };
}

function* commentsOf(posts: readonly RulePost[], { articles }: RuleOrder): Generator<TrialComment> {
  const known = new Map<string, Article>();
  for (const article of valuesOf<Article>(articles)) known.set(article.id, article);
  for (const [i, { text, articleId, phrase }] of posts.entries())
    yield {
      article: known.get(articleId) ?? null,
      comment: { id: String(i), articleId, text },
      inside: phrase !== null,
    };
}

parentPort?.postMessage(wordOf(() => work(workerData as RuleOrder)));
