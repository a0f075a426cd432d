import type { Command } from 'commander';
import type { Context } from '../context.js';

const ABOUT = { ko: 'Discord 봇을 돌립니다', en: 'runs the Discord bot' };

/** `matgeul bot`. */
export function addBot(program: Command, context: Context): void {
  program
    .command('bot')
    .description(context.say(ABOUT))
    .action(async () => {
      // Loaded when asked for: discord.js is large.
      const { runBot } = await import('../run-bot.js');
      await runBot(context);
    });
}
