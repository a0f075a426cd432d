import { Command, Option, type CommanderError } from 'commander';
import { LANGUAGES, type LocalizedText } from '../fault.js';
import { addBatch, addWorker } from './batch/command.js';
import { addBot, addCommands, addKeys } from './bot/command.js';
import { addDemo, addJudge } from './judge/command.js';
import { addEval } from './eval/command.js';
import { addRules } from './rules/command.js';
import { addTrain } from './train/command.js';
import type { Context } from './context.js';
import { packageVersion } from '../assets/package-root.js';

const HELP = {
  about: {
    ko: '맞글: 한국어 뉴스 댓글이 그 기사에 관한 글인지 판정합니다',
    en: 'matgeul: decides whether a Korean news comment is about the article it stands under',
  },
  lang: {
    ko: '화면의 말(기본: MATGEUL_LANG, 없으면 ko)',
    en: 'language of messages (default: MATGEUL_LANG, else ko)',
  },
  help: { ko: '도움말', en: 'display help' },
  version: { ko: '판 번호', en: 'version' },
} satisfies Record<string, LocalizedText>;

/** Commander's own headings. */
const TITLES: Record<string, string> = {
  'Usage:': '사용법:',
  'Arguments:': '인자:',
  'Options:': '옵션:',
  'Global Options:': '공통 옵션:',
  'Commands:': '명령:',
};

/** The command line: every command registers itself; wrong calls throw commander's errors instead of ending the process. */
export function buildProgram(context: Context): Command {
  const { say, language } = context;
  const program = new Command('matgeul')
    .description(say(HELP.about))
    .version(packageVersion(), '-V, --version', say(HELP.version))
    .helpOption('-h, --help', say(HELP.help))
    .helpCommand(false)
    .addOption(new Option('--lang <LANG>', say(HELP.lang)).choices(LANGUAGES))
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (title) => (language === 'ko' ? (TITLES[title] ?? title) : title),
    })
    // Errors are told by main, in one line and in the language of the run.
    .configureOutput({ outputError: () => undefined })
    .exitOverride((error: CommanderError) => {
      throw error;
    });
  addDemo(program, context);
  addJudge(program, context);
  addBatch(program, context);
  addWorker(program, context);
  addRules(program, context);
  addEval(program, context);
  addTrain(program, context);
  addBot(program, context);
  addCommands(program, context);
  addKeys(program, context);
  return program;
}
