import { readFileSync } from 'node:fs';
import { fileFault } from '../../assets/file-fault.js';
import { type Reading, searchCampaigns } from '../../batch/campaigns/list.js';
import {
  type CampaignList,
  campaignListSchema,
  findListed,
  mergeListed,
  splitListed,
} from '../../campaign/listing.js';
import { namedEncoding } from '../../dumps/encoding.js';
import { shownName } from '../../dumps/input.js';
import { expandInputs, inputFaults, outputFaults } from '../../dumps/paths.js';
import { parseColumns } from '../../dumps/table/columns.js';
import { Fault, Faults } from '../../fault.js';
import { instantOf } from '../../report/gather/hours.js';
import { BATCH_NOTES } from '../../wording/cli/batch.js';
import { CAMPAIGNS_CALLS, CAMPAIGNS_OUTPUT } from '../../wording/cli/campaigns.js';
import { clip } from '../../wording/clip.js';
import type { Context } from '../context.js';
import { EXIT } from '../exit.js';
import { judgeSetup } from '../judging.js';
import { writeWhole } from '../output.js';
import { listFirstRejects } from '../rejects.js';
import { campaignPage, campaignsTable } from './table.js';

/** Options that say how dumps are read and their members judged. */
export interface ReadingOptions {
  readonly articles?: string;
  readonly encoding?: string;
  readonly columns?: string;
  readonly rules?: string;
  readonly model?: string;
}

/** Options of `matgeul campaigns`. */
export interface CampaignsOptions extends ReadingOptions {
  readonly since?: string;
  readonly emerging?: boolean;
  readonly out?: string;
  readonly json?: boolean;
}

/** Options of `campaigns show`. */
export interface ShowOptions {
  readonly json?: boolean;
}

/** Options of `campaigns merge` and `split`. */
export interface EditOptions {
  readonly out?: string;
}

/** Options of `campaigns rule`. */
export interface RuleOptions extends ReadingOptions {
  readonly against: readonly string[];
  readonly out?: string;
}

/**
 * Lists the campaigns of dumps; sets the exit code 3 when rows were rejected.
 *
 * @throws Fault, Faults when the call is wrong or an input cannot be read
 */
export async function listCampaigns(
  given: readonly string[],
  options: CampaignsOptions,
  context: Context,
): Promise<void> {
  const { note, print, say } = context;
  const since = options.since === undefined ? null : sinceOf(options.since);
  const { list: all, rejects } = await searchDumps(given, options, context, options.emerging ?? false);
  const campaigns = all.campaigns.filter(
    ({ last }) => since === null || last === null || Date.parse(last) >= since,
  );
  const shown = new Set(campaigns.flatMap(({ members }) => members.map(({ articleId }) => articleId)));
  const articles = all.articles.filter(({ id }) => shown.has(id));
  const list: CampaignList = { ...all, articles, campaigns };
  if (options.out !== undefined) {
    await saveList(options.out, list);
    note(say(CAMPAIGNS_OUTPUT.saved(options.out)));
  }
  if (options.json === true) print(JSON.stringify(list));
  else for (const line of campaignsTable(campaigns, context)) print(line);
  const posts = campaigns.reduce((sum, { counts }) => sum + counts.posts, 0);
  note(say(CAMPAIGNS_OUTPUT.total(campaigns.length, posts, list.comments)));
  process.exitCode = rejects > 0 ? EXIT.rejects : EXIT.done;
}

/** Looks through dumps as the call names them. */
async function searchDumps(
  given: readonly string[],
  options: CampaignsOptions,
  context: Context,
  emerging: boolean,
): Promise<{ readonly list: CampaignList; readonly rejects: number }> {
  const reading = readingOf(given, options, context);
  const campaigns = { setup: await judgeSetup({ ...options, reader: 'off' }, context) };
  const { list, rejects } = await searchCampaigns({ ...reading, campaigns, emerging });
  return { list: { ...list, sources: reading.dumps.map(shownName), history: [] }, rejects };
}

/** The dumps of a call. @throws Faults when one is missing, or the output would replace it */
export function readingOf(
  given: readonly string[],
  options: ReadingOptions & { readonly out?: string },
  context: Context,
): Reading {
  const dumps = expandInputs(given);
  const inputs = [...dumps, ...(options.articles === undefined ? [] : [options.articles])];
  const outputs = options.out === undefined ? [] : [options.out];
  const faults = [...inputFaults(inputs), ...outputFaults(outputs, inputs)];
  if (faults.length > 0) throw new Faults(faults);
  if (options.encoding !== undefined) namedEncoding(options.encoding);
  process.exitCode = EXIT.fault;
  return {
    dumps,
    articles: options.articles,
    reading: {
      encoding: options.encoding,
      columns: options.columns === undefined ? undefined : parseColumns(options.columns),
    },
    onReject: listFirstRejects(context, BATCH_NOTES.moreRejects),
  };
}

/** Prints one campaign of a file. @throws Fault when the file is none or has no such campaign */
export function showCampaign(file: string, id: string, { json }: ShowOptions, context: Context): void {
  const list = loadList(file);
  const campaign = findListed(list, id);
  if (json === true) context.print(JSON.stringify(campaign));
  else for (const line of campaignPage(campaign, list, context)) context.print(line);
}

/** Merges campaigns of a file. @throws Fault when the file is none or has no such campaigns */
export async function mergeCampaigns(
  file: string,
  ids: readonly string[],
  { out = file }: EditOptions,
  { note, print, say }: Context,
): Promise<void> {
  const { list, id } = mergeListed(loadList(file), ids, new Date().toISOString());
  await saveList(out, list);
  note(say(CAMPAIGNS_OUTPUT.merged(ids.join(', '), id)));
  print(id);
}

/** Takes posts out of a campaign of a file. @throws Fault when the file is none or has no such campaign or posts */
export async function splitCampaign(
  file: string,
  from: string,
  posts: readonly string[],
  { out = file }: EditOptions,
  { note, print, say }: Context,
): Promise<void> {
  const { list, id } = splitListed(loadList(file), from, posts, new Date().toISOString());
  await saveList(out, list);
  note(say(CAMPAIGNS_OUTPUT.split(posts.length, from, id)));
  print(id);
}

/** Reads a campaigns file. @throws Fault when it cannot be read or is none */
export function loadList(file: string): CampaignList {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw fileFault(error, file);
  }
  try {
    return campaignListSchema.parse(JSON.parse(text));
  } catch {
    throw new Fault('file/no-campaigns', CAMPAIGNS_CALLS.notAList, { file });
  }
}

function saveList(file: string, list: CampaignList): Promise<void> {
  return writeWhole(file, [`${JSON.stringify(list, null, 1)}\n`]);
}

/** @throws Fault `usage/since` */
function sinceOf(given: string): number {
  const since = instantOf(given);
  if (since === null) throw new Fault('usage/since', CAMPAIGNS_CALLS.since(clip(given)));
  return since;
}
