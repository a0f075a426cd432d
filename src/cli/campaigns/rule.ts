import { basename } from 'node:path';
import { readComments } from '../../batch/campaigns/list.js';
import { postKey } from '../../batch/campaigns/tracked.js';
import { openSetup } from '../../batch/judge-setup.js';
import { findListed } from '../../campaign/listing.js';
import { RuleDrafter } from '../../campaign/rule-draft.js';
import { namedPack, packSource, trialLines, tryPack } from '../../campaign/rule-trial.js';
import { Fault } from '../../fault.js';
import { checkPack } from '../../rules/index.js';
import { CAMPAIGNS_CALLS } from '../../wording/cli/campaigns.js';
import type { Context } from '../context.js';
import { EXIT } from '../exit.js';
import { judgeSetup } from '../judging.js';
import { writeWhole } from '../output.js';
import { loadList, readingOf, type RuleOptions } from './campaigns.js';

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
  const opened = await openSetup(await judgeSetup({ ...options, reader: 'off' }, context));
  const means = { ...opened, packs: opened.packs.book().packs };
  const posts = new Set(campaign.members.map((one) => postKey(one.articleId, one.commentId)));
  const made = await readComments(reading, (comments, rejects) => {
    const drafter = new RuleDrafter(campaign.id, campaign.members, means.lexicon);
    for (const { text } of campaign.members) drafter.see(text, true);
    for (const { article, comment } of comments())
      if (!posts.has(postKey(article.id, comment.id))) drafter.see(comment.text, false);
    const draft = drafter.draft();
    if (draft === null) throw new Fault('usage/no-terms', CAMPAIGNS_CALLS.noTerms, { file });
    const pack = { ...namedPack(draft, campaign), ...idOf(options.out) };
    const tried = function* () {
      for (const { article, comment } of comments())
        yield { article, comment, inside: posts.has(postKey(article.id, comment.id)) };
    };
    return { draft, pack, trial: tryPack(pack, tried(), means), rejects };
  });
  const source = packSource(campaign, made, context.language);
  const checked = checkPack(source, options.out ?? `${made.pack.id}.yaml`);
  if ('faults' in checked) throw checked.faults[0]!;
  if (options.out === undefined) context.print(source.trimEnd());
  else await writeWhole(options.out, [source]);
  for (const line of trialLines(made.trial, context.language)) context.note(line);
  process.exitCode = made.rejects > 0 ? EXIT.rejects : EXIT.done;
}

/** A pack is named as its file is. */
function idOf(out: string | undefined): { readonly id?: string } {
  return out === undefined ? {} : { id: basename(out).replace(/\.ya?ml$/iu, '') };
}
