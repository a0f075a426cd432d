import type { Command } from 'commander';
import type { Context } from '../context.js';
import type { DemoOptions, JudgeOptions } from './judge.js';
import { gather } from '../options.js';

const HELP = {
  about: {
    ko: '한 쪽(기사와 댓글)의 댓글이 그 기사에 관한 글인지 판정합니다',
    en: 'judges the comments of one page: are they about its article?',
  },
  page: {
    ko: '쪽 파일(글 복사본, HTML, JSON); -는 표준 입력',
    en: 'the page (text dump, HTML, JSON); - for standard input',
  },
  comment: {
    ko: '쪽의 댓글 대신 판정할 글 (여러 번 쓸 수 있음)',
    en: 'judge this text instead of the comments of the page (repeatable)',
  },
  known: {
    ko: '아는 다른 기사들(쪽 파일 또는 JSON Lines)',
    en: 'other known articles (pages, or JSON Lines of articles)',
  },
  rules: { ko: '규칙집 폴더', en: 'folder of rule packs' },
  model: {
    ko: '관련성 모델 파일(기본: 함께 오는 것)',
    en: 'file of the relevance model (the shipped one by default)',
  },
  encoding: { ko: '글자 부호(없으면 스스로 알아냄)', en: 'encoding (found out by itself when left out)' },
  json: { ko: '결과를 JSON 배열로', en: 'print the results as a JSON array' },
};

/** `matgeul judge PAGE`. */
export function addJudge(program: Command, context: Context): void {
  program
    .command('judge')
    .description(context.say(HELP.about))
    .argument('<PAGE>', context.say(HELP.page))
    .option('--comment <TEXT>', context.say(HELP.comment), gather)
    .option('--known <FILE...>', context.say(HELP.known))
    .option('--rules <DIR>', context.say(HELP.rules))
    .option('--model <FILE>', context.say(HELP.model))
    .option('--encoding <NAME>', context.say(HELP.encoding))
    .option('--json', context.say(HELP.json))
    .action(async (page: string, options: JudgeOptions) => {
      // Loaded when called, so that --help and other commands start at once.
      const { judgePage } = await import('./judge.js');
      await judgePage(page, options, context);
    });
}

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
      const { runDemo } = await import('./judge.js');
      await runDemo(options, context);
    });
}
