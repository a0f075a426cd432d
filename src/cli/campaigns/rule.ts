import { basename } from 'node:path';
import { loadLexicon, loadPacks } from '../../assets/shipped.js';
import { judgeOf } from '../../batch/judge-setup.js';
import { readComments, type ReadComments } from '../../batch/campaigns/list.js';
import { postKey } from '../../batch/campaigns/tracked.js';
import { findListed, type ListedCampaign } from '../../campaign/listing.js';
import { draftPack, RuleDrafter, type RuleDraft } from '../../campaign/rule-draft.js';
import { Fault } from '../../fault.js';
import { checkPack, compilePacks, type Pack } from '../../rules/index.js';
import { CAMPAIGNS_CALLS, RULE_DRAFT } from '../../wording/cli/campaigns.js';
import { clip } from '../../wording/clip.js';
import type { Context } from '../context.js';
import { EXIT } from '../exit.js';
import { judgeSetup } from '../judging.js';
import { writeWhole } from '../output.js';
import { loadList, readingOf, type RuleOptions } from './campaigns.js';

/** Comments outside of the campaign that are quoted. */
const EXAMPLES = 5;
/** Characters of a pack's title. */
const TITLE = 60;

/** What a drafted pack does to the comments of dumps. */
interface Trial {
  readonly inside: number;
  readonly outside: number;
  readonly posts: number;
  readonly others: number;
  /** Comments that would be flagged with the pack and are not without. */
  readonly flagged: { readonly inside: number; readonly outside: number };
  readonly examples: readonly string[];
}

/**
 * Drafts a rule pack from a campaign of a file, tries it on dumps, and prints or writes it; what the trial found goes to
 * standard error, and into the pack as comments. Sets the exit code 3 when rows of the dumps were rejected.
 *
 * @throws Fault, Faults when the call is wrong, an input cannot be read, or no words are the campaign's own
 */
export async function draftCampaignRule(
  file: string,
  id: string,
  options: RuleOptions,
  context: Context,
): Promise<void> {
  const campaign = findListed(loadList(file), id);
  const reading = readingOf(options.against, options, context);
  const setup = judgeSetup({ ...options, reader: 'off' }, context);
  const posts = new Set(campaign.members.map((one) => postKey(one.articleId, one.commentId)));
  const made = await readComments(reading, (comments, rejects) => {
    const drafter = new RuleDrafter(campaign.id, campaign.members, loadLexicon());
    for (const { text } of campaign.members) drafter.see(text, true);
    for (const { article, comment } of comments())
      if (!posts.has(postKey(article.id, comment.id))) drafter.see(comment.text, false);
    const draft = drafter.draft();
    if (draft === null) throw new Fault('usage/no-terms', CAMPAIGNS_CALLS.noTerms, { file });
    const name = clip(campaign.phrases[0] ?? campaign.id, TITLE);
    const pack = { ...draftPack(draft, RULE_DRAFT.title(name)), ...idOf(options.out) };
    const packs = setup.packs ?? loadPacks(setup.rules);
    const trial = tried(pack, comments, posts, {
      before: judgeOf({ ...setup, packs, reader: null }).judging,
      after: judgeOf({ ...setup, packs: [...packs, pack], reader: null }).judging,
    });
    return { draft, pack, trial, rejects };
  });
  const source = packSource(campaign, made, context);
  const checked = checkPack(source, options.out ?? `${made.pack.id}.yaml`);
  if ('faults' in checked) throw checked.faults[0]!;
  if (options.out === undefined) context.print(source.trimEnd());
  else await writeWhole(options.out, [source]);
  for (const line of trialLines(made.trial, context)) context.note(line);
  process.exitCode = made.rejects > 0 ? EXIT.rejects : EXIT.done;
}

/** A pack is named as its file is. */
function idOf(out: string | undefined): { readonly id?: string } {
  return out === undefined ? {} : { id: basename(out).replace(/\.ya?ml$/iu, '') };
}

type Judge = Pick<ReturnType<typeof judgeOf>['judging'], 'comment'>;

/** Tries a pack on comments: what it matches, and which flags that makes, each comment judged alone. */
function tried(
  pack: Pack,
  comments: ReadComments,
  posts: ReadonlySet<string>,
  { before, after }: { readonly before: Judge; readonly after: Judge },
): Trial {
  const book = compilePacks([pack], loadLexicon());
  const counts = { inside: 0, outside: 0, posts: 0, others: 0 };
  const flagged = { inside: 0, outside: 0 };
  const examples: string[] = [];
  for (const { article, comment } of comments()) {
    const inside = posts.has(postKey(article.id, comment.id));
    counts[inside ? 'posts' : 'others']++;
    if (book.match(comment.text).length === 0) continue;
    const side = inside ? 'inside' : 'outside';
    counts[side]++;
    if (!inside && examples.length < EXAMPLES) examples.push(comment.text);
    const isNew = !before.comment(article, comment).flag && after.comment(article, comment).flag;
    if (isNew) flagged[side]++;
  }
  return { ...counts, flagged, examples };
}

function trialLines(trial: Trial, { say }: Context): string[] {
  const { inside, outside, posts, others, flagged, examples } = trial;
  return [
    `${say(RULE_DRAFT.trial)}: ${say(RULE_DRAFT.inside(inside, posts))}`,
    `${say(RULE_DRAFT.trial)}: ${say(RULE_DRAFT.outside(outside, others))}`,
    `${say(RULE_DRAFT.trial)}: ${say(RULE_DRAFT.flagged(flagged.inside, flagged.outside))}`,
    ...examples.map((text) => `${say(RULE_DRAFT.example)}: ${clip(text, 80)}`),
  ];
}

/** The pack as YAML, with the evidence for each word and the outcome of the trial in comments. */
function packSource(
  { id, phrases, counts }: ListedCampaign,
  { draft, pack, trial }: { readonly draft: RuleDraft; readonly pack: Pack; readonly trial: Trial },
  context: Context,
): string {
  const { say } = context;
  const quoted = (text: string): string => JSON.stringify(text);
  const termNote = (inside: number, outside: number): string =>
    `# ${say(RULE_DRAFT.term(inside, draft.posts, outside, draft.others))}`;
  const ways = draft.allWays ? [`    ways: all # ${say(RULE_DRAFT.ways(draft.gained))}`] : [];
  const lines = [
    `# ${say(RULE_DRAFT.head(clip(phrases[0] ?? id, TITLE), id, counts.posts))}`,
    ...trialLines(trial, context).map((line) => `# ${clip(line, 120)}`),
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
        lines.push(`      - ${quoted(word)} # ${say(RULE_DRAFT.unless(outside))}`);
      continue;
    }
    const pair = draft.pairs[Number(rule.id.split('-')[1]) - 1]!;
    lines.push(`    all: [${pair.words.map(quoted).join(', ')}] ${termNote(pair.inside, pair.outside)}`);
  }
  return `${lines.join('\n')}\n`;
}
