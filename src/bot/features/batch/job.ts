import { join } from 'node:path';
import type { ChatInputCommandInteraction } from 'discord.js';
import { TEXT_FORMATS, type TextFormat } from '../../../batch/choices.js';
import { Fault, formatFault, type Language, type LocalizedText } from '../../../fault.js';
import { readerFile } from '../../../assets/shipped.js';
import { modelFile, namedReader } from '../../model-files.js';
import { campaignsFound } from '../../../wording/campaigns.js';
import { countsLine, foreignShareLine, readingLine } from '../../../wording/verdicts.js';
import { safeLine } from '../../discord/safe-text.js';
import { customId, newId } from '../../discord/custom-id.js';
import type { InteractionContext } from '../../gateway/feature.js';
import { button, row, text } from '../../discord/components.js';
import { deskOf, type BatchDesk, type Job } from './desk.js';
import { type BatchOutcome, FAULTS, OUTPUTS } from './order.js';
import { download, inTempFolder } from './files.js';
import { Outlet, parcelsOf, type Render } from './outlet.js';
import { judgeInThread, type Stage } from './thread.js';
import { BATCH, OUTCOME, STATE } from '../../../wording/bot/batch.js';

/** The progress of a batch. */
export type State =
  | { readonly kind: 'waiting'; readonly position: number }
  | { readonly kind: 'reading' }
  | { readonly kind: 'judging'; readonly comments: number; readonly share: number; readonly msLeft: number }
  | { readonly kind: 'writing'; readonly comments: number };

type Interaction = ChatInputCommandInteraction<'cached'>;

/** Interval of progress updates in ms; the outlet shows them at most every three seconds. */
const TICK = 1000;

/**
 * Judges the attached dump when the server's turn comes. Resolves after the moderator got the results or an error reply.
 *
 * @throws any error other than a Fault, after it was reported to the moderator
 */
export async function runJob(interaction: Interaction, context: InteractionContext): Promise<void> {
  const job: Job = { guildId: interaction.guildId, id: newId(), stop: new AbortController() };
  const outlet = new Outlet(interaction, context);
  const shutDown = (): void => {
    job.stop.abort(FAULTS.shutdown());
  };
  context.stopping.addEventListener('abort', shutDown, { once: true });
  const desk = deskOf(context.client);
  const onPosition = (position: number): void => {
    outlet.progress(stateRender(job, { kind: 'waiting', position }));
  };
  try {
    await desk.run(job, onPosition, () =>
      inTempFolder((folder) => judge({ interaction, context, job, outlet, desk, folder })),
    );
  } catch (error) {
    await outlet.end(failedRender(error));
    if (!(error instanceof Fault)) throw error;
  } finally {
    context.stopping.removeEventListener('abort', shutDown);
  }
}

interface Turn {
  readonly interaction: Interaction;
  readonly context: InteractionContext;
  readonly job: Job;
  readonly outlet: Outlet;
  readonly desk: BatchDesk;
  readonly folder: string;
}

async function judge({ interaction, context, job, outlet, desk, folder }: Turn): Promise<void> {
  const started = context.now();
  const { options, guildId } = interaction;
  let look = (): State => ({ kind: 'reading' });
  const show = (): void => {
    outlet.progress(stateRender(job, look()));
  };
  let stageAt = started;
  const onStage = (stage: Stage): void => {
    const at = context.now();
    // The previous stage was judging.
    if (stage.kind === 'writing') desk.learn(stage.comments, at - stageAt);
    stageAt = at;
    look = stateOf(stage, desk, context.now);
  };
  const ticking = setInterval(show, TICK);
  show();
  try {
    const format = formatOf(options.getString('format'));
    const given = options.getAttachment('articles');
    const [dump, articles, settings, { own }] = await Promise.all([
      download(context, options.getAttachment('file', true), join(folder, 'file')),
      given === null ? null : download(context, given, join(folder, 'given')),
      context.store.servers.settings(guildId),
      context.judges.server(guildId),
    ]);
    job.stop.signal.throwIfAborted();
    const outcome = await judgeInThread(
      {
        dump,
        articles,
        format,
        folder,
        language: context.language,
        packs: [...context.judges.book.packs, ...own.live.map(({ pack }) => pack)],
        rulesOff: settings.rulesOff,
        model: modelFile(),
        reader: context.config.reader ? (readerFile(namedReader()) ?? null) : null,
      },
      { stop: job.stop.signal, onStage },
    );
    clearInterval(ticking);
    const seconds = (context.now() - started) / 1000;
    const paths = [OUTPUTS.results[format], OUTPUTS.report, OUTPUTS.rejects].map((name) =>
      join(folder, name),
    );
    const { files, tooLarge } = await parcelsOf(paths, outlet.uploadLimit);
    await outlet.end(doneRender(outcome, seconds, tooLarge), files);
  } finally {
    clearInterval(ticking);
  }
}

/** The state to show during a stage. Judging is one call, so its progress is estimated from earlier batches. */
function stateOf(stage: Stage, desk: BatchDesk, now: () => number): () => State {
  const { comments } = stage;
  const since = now();
  if (stage.kind === 'writing') {
    return () => ({ kind: 'writing', comments });
  }
  const expected = Math.max(1, desk.expectedMs(comments));
  return () => {
    const passed = now() - since;
    return {
      kind: 'judging',
      comments,
      share: Math.min(0.97, passed / expected),
      msLeft: Math.max(0, expected - passed),
    };
  };
}

function stateRender(job: Job, state: State): Render {
  return (language) => [
    text(`### ${BATCH.title[language]}\n${stateWords(state)[language]}`),
    row(button(customId('batch-stop', job.id), BATCH.stop[language])),
  ];
}

const STEPS = 14;

/** The progress of a batch in words. */
export function stateWords(state: State): LocalizedText {
  switch (state.kind) {
    case 'waiting':
      return STATE.waiting(state.position);
    case 'reading':
      return STATE.reading;
    case 'judging': {
      const full = Math.floor(state.share * STEPS);
      const bar = `\`${'▰'.repeat(full)}${'▱'.repeat(STEPS - full)}\``;
      return STATE.judging(state.comments, bar, state.share, state.msLeft);
    }
    case 'writing':
      return STATE.writing(state.comments);
  }
}

/** Code points of an article's title in an alert. */
const TITLE = 60;

/** The counts of the run, and the articles whose comments fit another one better. */
function outcomeWords(outcome: BatchOutcome, seconds: number, language: Language): string {
  const { rejects, verdicts, reading, foreignShare, campaigns, alerts, allAlerts } = outcome;
  const more = allAlerts - alerts.length;
  const lines: LocalizedText[] = [
    { ko: countsLine(verdicts, 'ko'), en: countsLine(verdicts, 'en') },
    ...(foreignShare === null ? [] : [foreignShareLine(foreignShare)]),
    ...(reading.read > 0 ? [readingLine(reading)] : []),
    ...(campaigns === null || campaigns.campaigns === 0
      ? []
      : [
          campaignsFound(campaigns.campaigns, campaigns.posts),
          ...campaigns.largest.map(({ name, counts }) =>
            OUTCOME.campaign(safeLine(name, TITLE), counts.posts, counts.articles),
          ),
        ]),
    OUTCOME.totals(outcome, seconds),
    ...(rejects > 0 ? [OUTCOME.rejects(rejects)] : []),
    ...alerts.map(({ article, home, count }) =>
      OUTCOME.alert(safeLine(article, TITLE), safeLine(home, TITLE), count),
    ),
    ...(more > 0 ? [OUTCOME.moreAlerts(more)] : []),
  ];
  return lines.map((line) => line[language]).join('\n');
}

function doneRender(outcome: BatchOutcome, seconds: number, tooLarge: readonly string[]): Render {
  return (language) => [
    text(
      [
        `### ✅ ${BATCH.done[language]}`,
        outcomeWords(outcome, seconds, language),
        ...(tooLarge.length > 0 ? [BATCH.tooLarge(tooLarge.join(', '))[language]] : []),
        BATCH.files[language],
      ].join('\n'),
    ),
  ];
}

function failedRender(error: unknown): Render {
  return (language) => {
    const why = error instanceof Fault ? formatFault(error, language) : BATCH.unexpected[language];
    return [text(`### ${BATCH.failed[language]}\n⚠️ ${why}`)];
  };
}

function formatOf(given: string | null): TextFormat {
  return TEXT_FORMATS.find((format) => format === given) ?? 'jsonl';
}
