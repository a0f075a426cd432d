import type { LocalizedText } from '../../../fault.js';
import type { Permission, Reach, ServerFacts } from './facts.js';
import { troubleWords } from '../../../wording/bot/cards.js';
import { ACT_NAMES, GUIDE_WARNINGS as WARNINGS, PERMISSIONS, STEPS } from '../../../wording/bot/guide.js';

/** One of the three steps of setting up a server. */
export interface Step {
  readonly done: boolean;
  readonly text: LocalizedText;
}

/** Formats a command in advice: as a clickable mention if its id is known. */
export type CommandNames = (name: string) => string;

/** Formats commands as plain text, without ids. */
export const plainName: CommandNames = (name) => `\`/${name}\``;

/** The set-up steps with their state. */
export function stepsOf({ settings, boundChannels, decided, log }: ServerFacts, name: CommandNames): Step[] {
  const bound = boundChannels.some(({ boundChannel }) => boundChannel.articleId !== null);
  return [
    {
      done: settings.logChannelId !== null && log?.kind !== 'gone',
      text: STEPS.logChannel(name('settings')),
    },
    {
      done: bound || boundChannels.length > 0,
      text: STEPS.article(name('article set')),
    },
    {
      done: decided,
      text: STEPS.decision(name('queue')),
    },
  ];
}

/** Warnings about everything that keeps the bot from working, most severe first. */
export function warningsOf(facts: ServerFacts): LocalizedText[] {
  const { settings, canRead } = facts;
  return [
    ...(canRead ? [] : [WARNINGS.noContent]),
    ...channelWarnings(facts),
    ...failingWarnings(facts),
    ...permissionWarnings(facts),
    ...actWarnings(facts),
    ...(settings.mode === 'off' &&
    facts.boundChannels.every(({ mode }) => mode === 'off') &&
    facts.boundChannels.length > 0
      ? [WARNINGS.modeOff]
      : []),
  ];
}

function channelWarnings({ settings, log, hidden, boundChannels }: ServerFacts): LocalizedText[] {
  if (settings.logChannelId === null) return boundChannels.length === 0 ? [] : [WARNINGS.noLogChannel];
  return [
    ...reachWarnings(log, settings.logChannelId, WARNINGS.logChannel),
    ...reachWarnings(hidden, settings.hiddenChannelId ?? '', WARNINGS.hiddenChannel),
  ];
}

function reachWarnings(reach: Reach | null, channelId: string, name: LocalizedText): LocalizedText[] {
  if (reach === null || reach.kind === 'ok') return [];
  if (reach.kind === 'gone') return [WARNINGS.channelGone(name)];
  return [WARNINGS.channelLacks(name, channelId, permissionNames(reach.missing))];
}

const MOST_PLACES = 3;

function permissionWarnings({ boundChannels }: ServerFacts): LocalizedText[] {
  const lacking = boundChannels.filter(({ missing }) => missing.length > 0);
  const warnings: LocalizedText[] = lacking
    .slice(0, MOST_PLACES)
    .map(({ boundChannel, missing }) => WARNINGS.lacks(boundChannel.channelId, permissionNames(missing)));
  const more = lacking.length - warnings.length;
  if (more > 0) warnings.push(WARNINGS.moreLack(more));
  return warnings;
}

const MOST_FAILING = 4;

/** What the bot was to do and cannot, by kind and reason. */
function failingWarnings({ failing }: ServerFacts): LocalizedText[] {
  const warnings = failing.slice(0, MOST_FAILING).map(({ kind, trouble, count, givenUp }) => {
    const { reason, channelId, permission } = trouble;
    const lack = reason === 'permission' && permission !== undefined ? PERMISSIONS[permission] : null;
    return WARNINGS.failing(ACT_NAMES[kind], {
      count,
      givenUp,
      why: { ko: troubleWords(reason, lack, 'ko'), en: troubleWords(reason, lack, 'en') },
      channelId: channelId ?? null,
    });
  });
  const more = failing.length - warnings.length;
  if (more > 0) warnings.push(WARNINGS.moreFail(more));
  return warnings;
}

function actWarnings({ settings, boundChannels, mayTimeOut, gates }: ServerFacts): LocalizedText[] {
  const acts = settings.mode === 'act' || boundChannels.some(({ mode }) => mode === 'act');
  if (!acts) return [];
  const open = gates.filter(({ gate }) => gate.open).length;
  return [
    ...(settings.action === 'timeout' && !mayTimeOut ? [WARNINGS.cannotTimeOut] : []),
    ...(open === 0 ? [WARNINGS.noneProven] : []),
  ];
}

function permissionNames(missing: readonly Permission[]): LocalizedText {
  return {
    ko: missing.map((one) => PERMISSIONS[one].ko).join(', '),
    en: missing.map((one) => PERMISSIONS[one].en).join(', '),
  };
}
