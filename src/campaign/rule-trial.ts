import type { Article, Comment } from '../article/index.js';
import type { Language } from '../fault.js';
import type { Lexicon } from '../hangul/index.js';
import { createJudge, type Judging } from '../judge/index.js';
import type { RelevanceModel } from '../relevance/index.js';
import { compilePacks, type Pack, type RuleBook } from '../rules/index.js';
import { RULE_DRAFT } from '../wording/campaigns.js';
import { clip } from '../wording/clip.js';
import { draftPack, type RuleDraft } from './rule-draft.js';

// A drafted rule pack is tried before it is offered: what it matches among stored comments, and which flags that makes.

/** Comments outside of the campaign that are quoted. */
const EXAMPLES = 5;
/** Characters of a pack's title. */
const TITLE = 60;

/** A comment that a pack is tried on. */
export interface TrialComment {
  /** Null: its article is gone, and nobody can judge it. */
  readonly article: Article | null;
  readonly comment: Comment;
  /** Whether it is part of the campaign. */
  readonly inside: boolean;
}

/** What a drafted pack does to comments. */
export interface RuleTrial {
  /** Comments that it matches, in the campaign and outside, of so many. */
  readonly inside: number;
  readonly outside: number;
  readonly posts: number;
  readonly others: number;
  /** Comments that would be flagged with the pack and are not without. */
  readonly flagged: { readonly inside: number; readonly outside: number };
  /** Comments outside that it matches, five at most; those first that would be flagged. */
  readonly examples: readonly { readonly text: string; readonly flagged: boolean }[];
}

/** What judges beside the pack. */
export interface TrialMeans {
  readonly packs: readonly Pack[];
  readonly lexicon?: Lexicon | undefined;
  readonly relevance?: RelevanceModel | undefined;
  /** Packs (`pack`) and rules (`pack/rule`) that are switched off. */
  readonly off?: ReadonlySet<string>;
}

/**
 * Tries a pack on comments, each judged alone with the pack and without it. Packs of the same name are left out. Pure, and
 * long: 20,000 comments take some seconds.
 */
export function tryPack(
  pack: Pack,
  comments: Iterable<TrialComment>,
  { packs, lexicon, relevance, off = new Set() }: TrialMeans,
): RuleTrial {
  const own = compilePacks([pack], lexicon);
  const all = compilePacks([...packs.filter(({ id }) => id !== pack.id), pack], lexicon).without(off);
  const judgeBy = (book: RuleBook): Judging => createJudge({ book, lexicon, relevance });
  const [before, after] = [judgeBy(all.without(new Set([pack.id]))), judgeBy(all)];
  const counts = { inside: 0, outside: 0, posts: 0, others: 0 };
  const flagged = { inside: 0, outside: 0 };
  const examples: { readonly text: string; readonly flagged: boolean }[] = [];
  for (const { article, comment, inside } of comments) {
    counts[inside ? 'posts' : 'others']++;
    if (own.match(comment.text).length === 0) continue;
    const side = inside ? 'inside' : 'outside';
    counts[side]++;
    const isNew =
      article !== null && !before.comment(article, comment).flag && after.comment(article, comment).flag;
    if (isNew) flagged[side]++;
    if (!inside && (isNew || examples.length < EXAMPLES))
      examples.push({ text: comment.text, flagged: isNew });
    if (examples.length > 2 * EXAMPLES) examples.splice(0, Infinity, ...foremost(examples));
  }
  return { ...counts, flagged, examples: foremost(examples) };
}

function foremost<E extends { readonly flagged: boolean }>(examples: readonly E[]): E[] {
  return [...examples].sort((a, b) => Number(b.flagged) - Number(a.flagged)).slice(0, EXAMPLES);
}

/** What a draft is named and counted by. */
export interface DraftedCampaign {
  readonly id: string;
  readonly phrases: readonly string[];
  readonly counts: { readonly posts: number };
}

/** The name of a campaign in the title of its pack. */
function draftName({ id, phrases }: Pick<DraftedCampaign, 'id' | 'phrases'>): string {
  return clip(phrases[0] ?? id, TITLE);
}

/** A draft as a pack with the campaign's name. */
export function namedPack(draft: RuleDraft, campaign: Pick<DraftedCampaign, 'id' | 'phrases'>): Pack {
  return draftPack(draft, RULE_DRAFT.title(draftName(campaign)));
}

/** What a trial found, a sentence a line. */
export function trialLines(trial: RuleTrial, language: Language): string[] {
  const { inside, outside, posts, others, flagged, examples } = trial;
  const head = RULE_DRAFT.trial[language];
  return [
    `${head}: ${RULE_DRAFT.inside(inside, posts)[language]}`,
    `${head}: ${RULE_DRAFT.outside(outside, others)[language]}`,
    `${head}: ${RULE_DRAFT.flagged(flagged.inside, flagged.outside)[language]}`,
    ...examples.map(({ text }) => `${RULE_DRAFT.example[language]}: ${clip(text, 80)}`),
  ];
}

/** The pack as YAML, which `matgeul rules check` takes: with the evidence for each word and the outcome of the trial in comments. */
export function packSource(
  campaign: DraftedCampaign,
  { draft, pack, trial }: { readonly draft: RuleDraft; readonly pack: Pack; readonly trial: RuleTrial },
  language: Language,
): string {
  const quoted = (text: string): string => JSON.stringify(text);
  const termNote = (inside: number, outside: number): string =>
    `# ${RULE_DRAFT.term(inside, draft.posts, outside, draft.others)[language]}`;
  const ways = draft.allWays ? [`    ways: all # ${RULE_DRAFT.ways(draft.gained)[language]}`] : [];
  const head = RULE_DRAFT.head(draftName(campaign), campaign.id, campaign.counts.posts)[language];
  const lines = [
    `# ${head}`,
    ...trialLines(trial, language).map((line) => `# ${clip(line, 120)}`),
    `id: ${pack.id}`,
    `title: { ko: ${quoted(pack.title.ko)}, en: ${quoted(pack.title.en)} }`,
    'role: foreign',
    'kind: campaign',
    'rules:',
  ];
  for (const rule of pack.rules) {
    lines.push(`  - id: ${rule.id}`, `    weight: ${rule.weight}`, ...ways);
    if (rule.id === 'words') {
      lines.push('    any:');
      for (const { words, inside, outside } of draft.terms)
        lines.push(`      - ${quoted(words[0]!)} ${termNote(inside, outside)}`);
      if (draft.unless.length > 0) lines.push('    unless:');
      for (const { word, outside } of draft.unless)
        lines.push(`      - ${quoted(word)} # ${RULE_DRAFT.unless(outside)[language]}`);
      continue;
    }
    const pair = draft.pairs[Number(rule.id.split('-')[1]) - 1]!;
    lines.push(`    all: [${pair.words.map(quoted).join(', ')}] ${termNote(pair.inside, pair.outside)}`);
  }
  return `${lines.join('\n')}\n`;
}
