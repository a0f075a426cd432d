import type { Command } from 'commander';
import type { Context } from '../context.js';
import type { DemoOptions } from '../run-demo.js';

const DEMO_HELP = {
  about: {
    ko: '함께 든 본보기 쪽을 판정해 표를 찍고 HTML 보고서를 씁니다',
    en: 'judges the bundled page, prints the table and writes the HTML report',
  },
  report: { ko: '보고서를 쓸 곳', en: 'where the report goes' },
};

/** `matgeul demo`. */
export function addDemo(program: Command, context: Context): void {
  program
    .command('demo')
    .description(context.say(DEMO_HELP.about))
    .option('--report <FILE>', context.say(DEMO_HELP.report), 'matgeul-demo.html')
    .action(async (options: DemoOptions) => {
      const { runDemo } = await import('../run-demo.js');
      await runDemo(options, context);
    });
}
