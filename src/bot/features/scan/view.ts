import {
  ActionRowBuilder,
  type APIMessageTopLevelComponent,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  TextDisplayBuilder,
} from 'discord.js';
import type { Language, LocalizedText } from '../../../fault.js';
import { customId } from '../../discord/custom-id.js';
import { BUTTONS, countsWords, ENDED, SCAN, scanning } from '../../../wording/bot/scan.js';
import type { Counts, Ending } from './scan.js';

/** Steps of the progress bar. */
const STEPS = 14;

/** A scan under way: how far it is, what it found, and a button to stop it. */
export function renderProgress(
  channelId: string,
  counts: Counts,
  share: number,
  language: Language,
): APIMessageTopLevelComponent[] {
  const stop = new ButtonBuilder()
    .setCustomId(customId('scan-stop', channelId))
    .setLabel(BUTTONS.stop[language])
    .setStyle(ButtonStyle.Secondary);
  return [
    renderText(
      [
        scanning(channelId)[language],
        `\`${bar(share)}\` ${Math.floor(share * 100)}%`,
        countsWords(counts)[language],
        `-# ${SCAN.progressNote[language]}`,
      ].join('\n'),
    ),
    new ActionRowBuilder<ButtonBuilder>().addComponents(stop).toJSON(),
  ];
}

/** What came of a scan, and how to go on. */
export function renderEnded(
  channelId: string,
  ending: Ending,
  counts: Counts,
  language: Language,
): APIMessageTopLevelComponent[] {
  const next = ending.kind === 'done' || ending.kind === 'channel-gone' ? [] : [SCAN.again];
  if (counts.flagged > 0) next.push(SCAN.queue);
  return [
    renderText(
      [
        headOf(ending, channelId)[language],
        countsWords(counts)[language],
        ...next.map((said) => `-# ${said[language]}`),
      ].join('\n'),
    ),
  ];
}

function headOf(ending: Ending, channelId: string): LocalizedText {
  switch (ending.kind) {
    case 'done':
      return ENDED.done(channelId);
    case 'stopped':
      return ENDED.stopped(channelId, ending.by);
    case 'shutdown':
      return ENDED.shutdown(channelId);
    case 'no-access':
      return ENDED.noAccess(channelId);
    case 'channel-gone':
      return ENDED.channelGone;
    case 'unbound':
      return ENDED.unbound(channelId);
    case 'failed':
      return ENDED.failed(channelId, ending.text ?? ENDED.unexpected);
  }
}

/** A text in a frame. */
export function renderText(content: string): APIMessageTopLevelComponent {
  return new ContainerBuilder()
    .addTextDisplayComponents(new TextDisplayBuilder().setContent(content))
    .toJSON();
}

function bar(share: number): string {
  const full = Math.floor(share * STEPS);
  return '▰'.repeat(full) + '▱'.repeat(STEPS - full);
}
