import type { Command } from 'commander';
import type { Context } from '../context.js';
import type { LocalizedText } from '../../fault.js';
import type { RulesOptions } from '../judging.js';
import type { RulesTestOptions } from './rules.js';

const HELP = {
  about: {
    ko: '규칙집을 보고, 검사하고, 글에 대어 봅니다',
    en: 'the rule packs: list, check, try on texts',
  },
  list: { ko: '쓰이는 규칙집을 보여 줍니다', en: 'lists the packs that serve' },
  check: {
    ko: '규칙집의 잘못을 한꺼번에 모두 알려 줍니다',
    en: 'tells everything wrong with rule packs at once',
  },
  test: { ko: '글에서 맞은 규칙을 모두 보여 줍니다', en: 'shows every rule that matches a text' },
  files: {
    ko: '규칙 파일이나 폴더(없으면 쓰이는 폴더)',
    en: 'rule files or folders (the serving folder when left out)',
  },
  texts: { ko: '대어 볼 글', en: 'the texts to try' },
  article: { ko: '이 쪽의 기사 아래 달린 글로 보고', en: 'as comments under the article of this page' },
  rules: { ko: '규칙집 폴더', en: 'folder of rule packs' },
  json: { ko: '결과를 JSON으로', en: 'print JSON' },
} satisfies Record<string, LocalizedText>;

/** `matgeul rules list | check | test`. */
export function addRules(program: Command, context: Context): void {
  const { say } = context;
  const rules = program.command('rules').description(say(HELP.about)).helpCommand(false);
  rules
    .command('list')
    .description(say(HELP.list))
    .option('--rules <DIR>', say(HELP.rules))
    .option('--json', say(HELP.json))
    .action(async (options: RulesOptions) => {
      const { listRules } = await import('./rules.js');
      listRules(options, context);
    });
  rules
    .command('check')
    .description(say(HELP.check))
    .argument('[FILES...]', say(HELP.files))
    .option('--rules <DIR>', say(HELP.rules))
    .option('--json', say(HELP.json))
    .action(async (files: string[], options: RulesOptions) => {
      const { checkRules } = await import('./rules.js');
      checkRules(files, options, context);
    });
  rules
    .command('test')
    .description(say(HELP.test))
    .argument('<TEXT...>', say(HELP.texts))
    .option('--article <PAGE>', say(HELP.article))
    .option('--rules <DIR>', say(HELP.rules))
    .option('--json', say(HELP.json))
    .action(async (texts: string[], options: RulesTestOptions) => {
      const { testRules } = await import('./rules.js');
      await testRules(texts, options, context);
    });
}
