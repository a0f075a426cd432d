import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Context } from '../context.js';
import type { TrainOptions } from './train.js';
import { gather } from '../options.js';

const HELP = {
  about: {
    ko: '가진 기사와 댓글로 관련성 모델을 배웁니다',
    en: "trains the relevance model on one's own archive",
  },
  pairs: {
    ko: '배울 파일(짝, 또는 기사와 댓글 줄들); -는 표준 입력',
    en: 'pairs, or rows of articles and comments; - for standard input',
  },
  out: { ko: '모델을 쓸 곳', en: 'file of the model' },
  seed: { ko: '뽑기의 씨앗', en: 'seed of all draws' },
  articles: {
    ko: '기사 파일 ({"id","title","body"} 줄들; 여러 번 쓸 수 있음)',
    en: 'file of articles (rows {"id","title","body"}; repeatable)',
  },
  rejects: { ko: '읽지 못한 줄을 쓸 곳', en: 'write the rows that could not be read here' },
  encoding: { ko: '글자 부호(없으면 스스로 알아냄)', en: 'encoding (found out by itself when left out)' },
};

/** `matgeul train PAIRS… --out FILE`. */
export function addTrain(program: Command, context: Context): void {
  const { say } = context;
  program
    .command('train')
    .description(say(HELP.about))
    .argument('<PAIRS...>', say(HELP.pairs))
    .requiredOption('--out <FILE>', say(HELP.out))
    .option('--seed <N>', say(HELP.seed), wholeNumber(0, 2 ** 32 - 1), 1)
    .option('--articles <FILE>', say(HELP.articles), gather)
    .option('--rejects <FILE>', say(HELP.rejects))
    .option('--encoding <NAME>', say(HELP.encoding))
    // For tests: a model that has learned little, in seconds.
    .addOption(new Option('--steps <N>').hideHelp().argParser(wholeNumber(1, 1_000_000)))
    .action(async (pairs: string[], options: TrainOptions) => {
      const { train } = await import('./train.js');
      await train(pairs, options, context);
    });
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError('');
  };
}
