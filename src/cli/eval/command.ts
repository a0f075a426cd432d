import { InvalidArgumentError, type Command } from 'commander';
import type { Context } from '../context.js';
import type { EvalOptions } from './eval.js';
import { gather } from '../options.js';

const HELP = {
  about: {
    ko: '표지가 있거나 짝지어진 댓글로 판정기를 잽니다',
    en: 'measures the judge on labelled or paired comments',
  },
  pairs: {
    ko: '잴 파일(짝, 또는 기사와 댓글 줄들); -는 표준 입력',
    en: 'pairs, or rows of articles and comments; - for standard input',
  },
  articles: {
    ko: '기사 파일 ({"id","title","body"} 줄들; 여러 번 쓸 수 있음)',
    en: 'file of articles (rows {"id","title","body"}; repeatable)',
  },
  json: { ko: '결과를 JSON 하나로', en: 'print one JSON object' },
  plot: { ko: '그림을 쓸 곳(.svg 또는 .png)', en: 'write a plot here (.svg or .png)' },
  seed: { ko: '뽑기의 씨앗', en: 'seed of all draws' },
  planted: {
    ko: '표지가 없을 때 사이트 덤프에 심을 댓글의 몫',
    en: 'share of planted comments in the site dump, where there are no labels',
  },
  sample: { ko: '하나씩 판정할 댓글 수의 끝', en: 'most comments that are judged one by one' },
  rules: { ko: '규칙집 폴더', en: 'folder of rule packs' },
  model: {
    ko: '관련성 모델 파일(기본: 함께 오는 것)',
    en: 'file of the relevance model (the shipped one by default)',
  },
  encoding: { ko: '글자 부호(없으면 스스로 알아냄)', en: 'encoding (found out by itself when left out)' },
};

/** `matgeul eval PAIRS…`. */
export function addEval(program: Command, context: Context): void {
  const { say } = context;
  program
    .command('eval')
    .description(say(HELP.about))
    .argument('<PAIRS...>', say(HELP.pairs))
    .option('--articles <FILE>', say(HELP.articles), gather)
    .option('--json', say(HELP.json))
    .option('--plot <FILE>', say(HELP.plot))
    .option('--seed <N>', say(HELP.seed), numberFrom(0, 2 ** 31, true), 1)
    .option('--planted <SHARE>', say(HELP.planted), numberFrom(0.001, 0.5, false), 0.05)
    .option('--sample <N>', say(HELP.sample), numberFrom(1, 10_000_000, true), 20_000)
    .option('--rules <DIR>', say(HELP.rules))
    .option('--encoding <NAME>', say(HELP.encoding))
    .action(async (pairs: string[], options: EvalOptions) => {
      const { evaluate } = await import('./eval.js');
      await evaluate(pairs, options, context);
    });
}

function numberFrom(least: number, most: number, whole: boolean): (text: string) => number {
  return (text) => {
    const value = /^\d*\.?\d+$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most && (!whole || Number.isInteger(value))) return value;
    throw new InvalidArgumentError('');
  };
}
