import { PackImage } from '../../assets/pack-image.js';
import { readPackFiles } from '../../assets/shipped.js';
import { backtest, type BacktestOutcome } from '../../batch/backtest/backtest.js';
import { ALL_CORES } from '../../batch/executors/threads.js';
import type { ReaderOrder } from '../../batch/choices.js';
import type { BacktestCounts, BacktestExample, LabelCounts } from '../../campaign/backtest.js';
import { inputFaults } from '../../dumps/paths.js';
import { Fault, Faults } from '../../fault.js';
import { type Proportion, proportionOf } from '../../moderation/index.js';
import { checkPacks, type Pack } from '../../rules/index.js';
import { BATCH_NOTES } from '../../wording/cli/batch.js';
import { BACKTEST_COLUMNS, BACKTEST_FAULTS, BACKTEST_NOTES, BACKTEST_OUTPUT } from '../../wording/cli/backtest.js';
import { clip } from '../../wording/clip.js';
import { figure } from '../../wording/numbers.js';
import { percent } from '../../wording/verdicts.js';
import { sanitizeForTerminal } from '../../wording/sanitize.js';
import { batchProgress } from '../batch/progress.js';
import { readingOf, type ReadingOptions } from '../campaigns/campaigns.js';
import { layOut, type Row } from '../columns.js';
import type { Context } from '../context.js';
import { EXIT } from '../exit.js';
import { judgeSetup } from '../judging.js';
import { listFirstRejects } from '../rejects.js';
import { readDecided } from './decided.js';

/** Options of `matgeul rules backtest`. */
export interface BacktestOptions extends ReadingOptions {
  readonly against: readonly string[];
  readonly decided?: string;
  readonly reader: ReaderOrder;
  readonly single?: boolean;
  readonly workers?: number;
  readonly json?: boolean;
}

/** Comments, and packs beside the tried one, that are printed. */
const EXAMPLES = 10;
const MISTAKES = 5;
const PACKS = 10;
/** Characters of a printed comment. */
const QUOTED = 300;

/**
 * Tries a pack on dumps and prints what it changes; sets the exit code 3 when rows were rejected.
 *
 * @throws Fault, Faults when the call or the pack is wrong, or an input cannot be read
 */
export async function backtestPack(file: string, options: BacktestOptions, context: Context): Promise<void> {
  const { note, print, say } = context;
  const pack = packOf(file);
  const faults = inputFaults(options.decided === undefined ? [] : [options.decided]);
  if (faults.length > 0) throw new Faults(faults);
  const reading = readingOf(options.against, options, context);
  const onReject = listFirstRejects(context, BATCH_NOTES.moreRejects);
  const setup = await judgeSetup(options, context);
  const { packs } = new PackImage(setup.image).book();
  if (packs.some(({ id }) => id === pack.id)) note(say(BACKTEST_NOTES.replaces(pack.id)));
  const decided = options.decided === undefined ? undefined : await readDecided(options.decided, onReject);
  const progress = batchProgress(context, undefined);
  const outcome = await backtest({
    ...reading,
    onReject,
    onProgress: progress.show,
    pack,
    setup,
    single: options.single ?? false,
    reader: options.reader,
    threads: options.workers ?? ALL_CORES,
    labelOf: decided?.labelOf,
  }).finally(progress.end);
  if (decided !== undefined) note(say(BACKTEST_NOTES.decisions(decided.used(), decided.decisions)));
  const rejects = outcome.rejects + (decided?.rejects ?? 0);
  if (rejects > 0) note(say(BACKTEST_NOTES.rejects(rejects)));
  print(
    options.json === true
      ? JSON.stringify(rowOf(pack, { ...outcome, rejects }))
      : linesOf(pack, outcome, context).join('\n'),
  );
  process.exitCode = rejects > 0 ? EXIT.rejects : outcome.counts.comments > 0 ? EXIT.done : EXIT.usage;
}

/** The one pack of a file. @throws Fault, Faults when it cannot be read, has faults, or is not one */
function packOf(file: string): Pack {
  const files = readPackFiles([file]);
  const checked = checkPacks(files);
  if ('faults' in checked) throw new Faults(checked.faults);
  const [pack] = checked.packs;
  if (pack === undefined || checked.packs.length > 1)
    throw new Fault('usage/one-pack', BACKTEST_FAULTS.onePack(checked.packs.length), { file });
  return pack;
}

/** Precision by what was labelled. */
const PRECISIONS = ['hits', 'newly', 'before', 'after'] as const;

function precisionOf(counts: LabelCounts): Proportion | null {
  return proportionOf({ right: counts['off-topic'], wrong: counts['on-topic'] });
}

function rowOf(pack: Pack, { counts, articles, rejects }: BacktestOutcome): object {
  const { labelled, examples, mistakes, ...rest } = counts;
  const precision = Object.fromEntries(PRECISIONS.map((part) => [part, precisionOf(labelled[part])]));
  return { pack: pack.id, articles, rejects, ...rest, labelled, precision, examples, mistakes };
}

function linesOf(pack: Pack, { counts, articles }: BacktestOutcome, context: Context): string[] {
  const { colors, language, say } = context;
  const out = BACKTEST_OUTPUT;
  return [
    colors.bold(say(out.head(pack.id, sanitizeForTerminal(pack.title[language]), pack.rules.length))),
    say(out.read(counts.comments, articles)),
    say(out.hits(counts.hits, counts.comments)),
    `  ${say(out.anyway(counts.anyway))}`,
    ...(counts.own > 0 ? [`  ${say(out.own(counts.own))}`] : []),
    colors.bold(say(out.newly(counts.newly, counts.comments))),
    ...(counts.dropped > 0 ? [say(out.dropped(counts.dropped))] : []),
    say(out.reviewed(counts.reviewed)),
    say(out.flags(counts.before, counts.after)),
    '',
    ...precisionLines(counts, context),
    ...ruleLines(counts, context),
    ...overlapLines(counts, context),
    ...exampleLines(counts, context),
  ];
}

function precisionLines({ labelled }: BacktestCounts, context: Context): string[] {
  const { colors, say } = context;
  const { all } = labelled;
  if (all['off-topic'] + all['on-topic'] + all.unclear === 0) return [colors.dim(say(BACKTEST_OUTPUT.noLabels))];
  const names = {
    hits: BACKTEST_COLUMNS.rowHits,
    newly: BACKTEST_COLUMNS.rowNewly,
    before: BACKTEST_COLUMNS.rowBefore,
    after: BACKTEST_COLUMNS.rowAfter,
  };
  const rows = PRECISIONS.map((part): Row => {
    const figures = precisionOf(labelled[part]);
    const cells =
      figures === null ? ['–', '–'] : [intervalOf(figures), `${figure(figures.right)} / ${figure(figures.decided)}`];
    return { name: say(names[part]), cells };
  });
  return [
    say(BACKTEST_OUTPUT.labels(all['off-topic'], all['on-topic'], all.unclear)),
    ...layOut([say(BACKTEST_COLUMNS.precision), say(BACKTEST_COLUMNS.decided)], rows, context),
    colors.dim(say(BACKTEST_OUTPUT.interval)),
  ];
}

/** A share with its interval in percent: `94.3% (81.4–98.4)`. */
function intervalOf({ share, low, high }: Proportion): string {
  const [of, from, to] = [share, low, high].map((part) => (part * 100).toFixed(1));
  return `${of!}% (${from!}–${to!})`;
}

function ruleLines({ rules }: BacktestCounts, context: Context): string[] {
  const { colors, say } = context;
  const rows = Object.entries(rules).map(
    ([id, { hits, newly }]): Row => ({ name: id, cells: [figure(hits), figure(newly)] }),
  );
  if (rows.length === 0) return [];
  const heads = [BACKTEST_COLUMNS.found, BACKTEST_COLUMNS.newly].map(say);
  return ['', colors.bold(say(BACKTEST_COLUMNS.rules)), ...layOut(heads, rows, context)];
}

function overlapLines({ overlap }: BacktestCounts, context: Context): string[] {
  const { colors, say } = context;
  const rows = Object.entries(overlap)
    .slice(0, PACKS)
    .map(([id, { hits, flagged }]): Row => ({ name: id, cells: [figure(hits), figure(flagged)] }));
  if (rows.length === 0) return [];
  const heads = [BACKTEST_COLUMNS.found, BACKTEST_COLUMNS.anyway].map(say);
  return ['', colors.bold(say(BACKTEST_COLUMNS.overlap)), ...layOut(heads, rows, context)];
}

function exampleLines({ examples, mistakes, newly, labelled }: BacktestCounts, context: Context): string[] {
  const { colors, say } = context;
  const wrong = labelled.newly['on-topic'] + labelled.newly.unclear;
  const shown = examples.slice(0, EXAMPLES);
  const bad = mistakes.slice(0, MISTAKES);
  const list = (ones: readonly BacktestExample[]): string[] => ones.flatMap((one) => quoteLines(one, context));
  return [
    ...(shown.length === 0 ? [] : ['', colors.bold(say(BACKTEST_OUTPUT.examples(shown.length, newly))), ...list(shown)]),
    ...(bad.length === 0 ? [] : ['', colors.bold(say(BACKTEST_OUTPUT.mistakes(bad.length, wrong))), ...list(bad)]),
  ];
}

function quoteLines({ text, title, spans, before, after }: BacktestExample, context: Context): string[] {
  const { colors, colored, say } = context;
  let quoted = '';
  let at = 0;
  for (const [start, end] of spans) {
    if (start < at || end > QUOTED) continue;
    const part = sanitizeForTerminal(text.slice(start, end));
    quoted += sanitizeForTerminal(text.slice(at, start)) + (colored ? colors.red(part) : `【${part}】`);
    at = end;
  }
  quoted += sanitizeForTerminal(clip(text.slice(at), Math.max(0, QUOTED - at)));
  const about = [
    say(BACKTEST_OUTPUT.score(percent(before), percent(after))),
    say(BACKTEST_OUTPUT.under(sanitizeForTerminal(clip(title, 80)))),
  ];
  return [`  ${quoted.replace(/\s+/gu, ' ')}`, colors.dim(`    ${about.join(' · ')}`)];
}
