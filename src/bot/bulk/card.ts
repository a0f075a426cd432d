import { type APIMessageTopLevelComponent, ButtonBuilder, ButtonStyle, MessageFlags } from 'discord.js';
import type { Language } from '../../fault.js';
import type { Bulk } from '../../moderation/index.js';
import type { BulkProgress, Store } from '../../store/index.js';
import {
  anewWords,
  BUTTONS,
  byWords,
  cardTitle,
  keptWords,
  leftWords,
  mootWords,
  progressWords,
} from '../../wording/bot/bulk.js';
import { ALL } from './choice.js';
import { whyWords } from '../card/why.js';
import { buttonRows, COLORS, fitTexts, frame, line, text } from '../discord/components.js';
import { customId } from '../discord/custom-id.js';

/** Data of the card of a bulk. */
export interface BulkView {
  readonly bulk: Bulk;
  readonly progress: BulkProgress;
  /** What it took, in words. */
  readonly selection: string;
}

export interface BulkCardOptions {
  readonly language: Language;
  /** Whether it is shown in private: its buttons then change this message. */
  readonly page?: boolean;
}

const REASONS = 3;

/** The card of flags that were decided together: what was decided, and how much of it Discord has confirmed. */
export function renderBulk(
  view: BulkView,
  options: BulkCardOptions,
): { flags: MessageFlags.IsComponentsV2; components: APIMessageTopLevelComponent[] } {
  const { language } = options;
  const { bulk, selection } = view;
  const parts = [
    text(`${cardTitle(bulk.decided)[language]}\n-# ${selection}`),
    line(),
    text(stateOf(view, language)),
  ];
  const rows = buttonRows(buttonsOf(view, options)).map((one) => one.toJSON());
  return {
    flags: MessageFlags.IsComponentsV2,
    components: fitTexts([frame(parts, colorOf(view)), ...rows]),
  };
}

/** What was decided and undone, by whom, and how far it is done. */
function stateOf({ bulk, progress }: BulkView, language: Language): string {
  const when = (at: number | null): string => `<t:${Math.floor((at ?? 0) / 1000)}:f>`;
  const { decision, undoneBy } = bulk;
  const left = bulk.shown - bulk.decided;
  const kept = bulk.state === 'undone' ? bulk.decided - bulk.undone : 0;
  return [
    `**${progressLine(bulk, progress, language)}**`,
    decision === null
      ? ''
      : `-# ${byWords('decided', `<@${bulk.moderatorId}>`, when(bulk.decidedAt))[language]}`,
    undoneBy === null ? '' : `-# ${byWords('undone', `<@${undoneBy}>`, when(bulk.undoneAt))[language]}`,
    left > 0 ? `-# ${leftWords(left)[language]}` : '',
    kept > 0 ? `-# ${keptWords(kept)[language]}` : '',
    progress.moot > 0 ? `-# ${mootWords(progress.moot)[language]}` : '',
    bulk.state === 'decided' && progress.anew > 0 ? `-# ${anewWords(progress.anew)[language]}` : '',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** As `삭제함 97 / 100, 실패 3: 권한 없음`. */
function progressLine(bulk: Bulk, progress: BulkProgress, language: Language): string {
  const { done, acts, moot, waiting, failing, failed, troubles } = progress;
  const reasons = troubles
    .slice(0, REASONS)
    .map(({ trouble, count }) =>
      troubles.length === 1 ? whyWords(trouble, language) : `${whyWords(trouble, language)} ${count}`,
    );
  const why = reasons.join(', ');
  return progressWords(
    bulk.state === 'undone' ? 'undo' : (bulk.decision ?? 'dismiss'),
    { done: bulk.state === 'undone' ? done + moot : done, all: acts, waiting, failing, failed, why },
    language,
  );
}

function colorOf({ bulk, progress }: BulkView): number {
  if (progress.failing + progress.failed > 0) return COLORS.warn;
  if (bulk.state === 'undone') return COLORS.plain;
  return bulk.decision === 'keep' ? COLORS.good : COLORS.quiet;
}

function buttonsOf(
  { bulk, progress }: BulkView,
  { language, page = false }: BulkCardOptions,
): ButtonBuilder[] {
  const where = page ? ['page'] : [];
  const plain = (action: string, label: string): ButtonBuilder =>
    new ButtonBuilder()
      .setCustomId(customId(action, bulk.id, ...where))
      .setLabel(label)
      .setStyle(ButtonStyle.Secondary);
  return [
    ...(progress.failing + progress.failed > 0
      ? [plain('bulk-retry', BUTTONS.retry[language]).setStyle(ButtonStyle.Primary)]
      : []),
    plain('bulk-undo', BUTTONS.undo[language]).setDisabled(bulk.state !== 'decided'),
    ...(page
      ? [
          plain('bulk-show', BUTTONS.refresh[language]),
          new ButtonBuilder()
            .setCustomId(customId('queue-next', ALL))
            .setLabel(BUTTONS.queue[language])
            .setStyle(ButtonStyle.Secondary),
        ]
      : []),
  ];
}

/** Reads the card of a bulk from the store. */
export async function loadBulkView(
  store: Pick<Store, 'bulks'>,
  bulk: Bulk,
  selection: string,
): Promise<BulkView> {
  return { bulk, selection, progress: await store.bulks.progress(bulk.guildId, bulk.id) };
}
