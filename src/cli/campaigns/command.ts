import type { Command } from 'commander';
import { CAMPAIGNS_HELP } from '../../wording/cli/campaigns.js';
import { SHARED_OPTIONS } from '../../wording/cli/usage.js';
import type { Context } from '../context.js';
import type { CampaignsOptions, EditOptions, RuleOptions, ShowOptions } from './campaigns.js';

/**
 * Defines `matgeul campaigns DUMP…` and `campaigns show | merge | split | rule FILE`. Options that a subcommand shares with
 * `campaigns` are parsed there: a subcommand takes all of them together.
 */
export function addCampaigns(program: Command, context: Context): void {
  const { say } = context;
  const campaigns = program
    .command('campaigns')
    .description(say(CAMPAIGNS_HELP.about))
    .argument('<DUMP...>', say(CAMPAIGNS_HELP.dump))
    .option('--articles <FILE>', say(CAMPAIGNS_HELP.articles))
    .option('--since <TIME>', say(CAMPAIGNS_HELP.since))
    .option('--emerging', say(CAMPAIGNS_HELP.emerging))
    .option('--out <FILE>', say(CAMPAIGNS_HELP.out))
    .option('--encoding <NAME>', say(SHARED_OPTIONS.encoding))
    .option('--columns <MAP>', say(CAMPAIGNS_HELP.columns))
    .option('--rules <DIR>', say(SHARED_OPTIONS.rules))
    .option('--model <FILE>', say(SHARED_OPTIONS.model))
    .option('--json', say(SHARED_OPTIONS.json))
    .helpCommand(false)
    .action(async (dumps: string[], options: CampaignsOptions) => {
      const { listCampaigns } = await import('./campaigns.js');
      await listCampaigns(dumps, options, context);
    });
  campaigns
    .command('show')
    .description(say(CAMPAIGNS_HELP.show))
    .argument('<FILE>', say(CAMPAIGNS_HELP.file))
    .argument('<ID>', say(CAMPAIGNS_HELP.id))
    .action(async (file: string, id: string, _: object, own: Command) => {
      const { showCampaign } = await import('./campaigns.js');
      showCampaign(file, id, own.optsWithGlobals<ShowOptions>(), context);
    });
  campaigns
    .command('merge')
    .description(say(CAMPAIGNS_HELP.merge))
    .argument('<FILE>', say(CAMPAIGNS_HELP.file))
    .argument('<ID...>', say(CAMPAIGNS_HELP.ids))
    .option('--out <FILE>', say(CAMPAIGNS_HELP.editedOut))
    .action(async (file: string, ids: string[], _: object, own: Command) => {
      const { mergeCampaigns } = await import('./campaigns.js');
      await mergeCampaigns(file, ids, own.optsWithGlobals<EditOptions>(), context);
    });
  campaigns
    .command('split')
    .description(say(CAMPAIGNS_HELP.split))
    .argument('<FILE>', say(CAMPAIGNS_HELP.file))
    .argument('<ID>', say(CAMPAIGNS_HELP.id))
    .argument('<POST...>', say(CAMPAIGNS_HELP.posts))
    .option('--out <FILE>', say(CAMPAIGNS_HELP.editedOut))
    .action(async (file: string, id: string, posts: string[], _: object, own: Command) => {
      const { splitCampaign } = await import('./campaigns.js');
      await splitCampaign(file, id, posts, own.optsWithGlobals<EditOptions>(), context);
    });
  campaigns
    .command('rule')
    .description(say(CAMPAIGNS_HELP.rule))
    .argument('<FILE>', say(CAMPAIGNS_HELP.file))
    .argument('<ID>', say(CAMPAIGNS_HELP.id))
    .requiredOption('--against <DUMP...>', say(CAMPAIGNS_HELP.against))
    .option('--out <FILE>', say(CAMPAIGNS_HELP.ruleOut))
    .action(async (file: string, id: string, _: object, own: Command) => {
      const { draftCampaignRule } = await import('./rule.js');
      await draftCampaignRule(file, id, own.optsWithGlobals<RuleOptions>(), context);
    });
}
