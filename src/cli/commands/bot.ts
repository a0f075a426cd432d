import type { Command } from 'commander';
import type { Context } from '../context.js';

const BOT_ABOUT = { ko: 'Discord 봇을 돌립니다', en: 'runs the Discord bot' };

/** `matgeul bot`. */
export function addBot(program: Command, context: Context): void {
  program
    .command('bot')
    .description(context.say(BOT_ABOUT))
    .action(async () => {
      // Loaded when asked for: discord.js is large.
      const { runBot } = await import('../bot/run.js');
      await runBot(context);
    });
}
