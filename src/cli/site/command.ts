import type { Command } from 'commander';
import { SITE_HELP } from '../../wording/cli/site.js';
import { SHARED_OPTIONS } from '../../wording/cli/usage.js';
import type { Context } from '../context.js';
import type { NewSiteOptions, RotateSiteOptions, WebhookOptions } from './site.js';

/** Defines `matgeul site new | list | rotate | webhook | revoke`. */
export function addSite(program: Command, context: Context): void {
  const { say } = context;
  const site = program.command('site').description(say(SITE_HELP.about)).helpCommand(false);
  site
    .command('new')
    .description(say(SITE_HELP.new))
    .requiredOption('--server <ID>', say(SITE_HELP.server))
    .requiredOption('--name <NAME>', say(SITE_HELP.name))
    .option('--json', say(SHARED_OPTIONS.json))
    .action(async (options: NewSiteOptions) => {
      const { newSite } = await import('./site.js');
      await newSite(options, context);
    });
  site
    .command('list')
    .description(say(SITE_HELP.list))
    .option('--json', say(SHARED_OPTIONS.json))
    .action(async (options: { readonly json?: true }) => {
      const { listSites } = await import('./site.js');
      await listSites(options, context);
    });
  site
    .command('rotate')
    .argument('<SITE>')
    .description(say(SITE_HELP.rotate))
    .option('--hours <N>', say(SITE_HELP.hours))
    .option('--json', say(SHARED_OPTIONS.json))
    .action(async (id: string, options: RotateSiteOptions) => {
      const { rotateSite } = await import('./site.js');
      await rotateSite(id, options, context);
    });
  site
    .command('webhook')
    .argument('<SITE>')
    .description(say(SITE_HELP.webhook))
    .option('--url <URL>', say(SITE_HELP.url))
    .option('--off', say(SITE_HELP.off))
    .option('--events <LIST>', say(SITE_HELP.events))
    .option('--json', say(SHARED_OPTIONS.json))
    .action(async (id: string, options: WebhookOptions) => {
      const { setWebhook } = await import('./site.js');
      await setWebhook(id, options, context);
    });
  site
    .command('revoke')
    .argument('<SITE>')
    .description(say(SITE_HELP.revoke))
    .action(async (id: string) => {
      const { revokeSite } = await import('./site.js');
      await revokeSite(id, context);
    });
}
