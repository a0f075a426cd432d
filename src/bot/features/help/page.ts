import type { APIComponentInContainer } from 'discord.js';
import type { Language } from '../../../fault.js';
import { type CommandNames, stepsOf, warningsOf } from '../guide/advice.js';
import type { ServerFacts } from '../guide/facts.js';
import { COLORS, frame, line, panelMessage, type PanelMessage, text } from '../../discord/components.js';
import { COMMANDS, HELP } from '../../../wording/bot/help.js';

/** Maximum number of warnings shown. */
const MOST_WARNINGS = 6;

export interface HelpView {
  readonly facts: ServerFacts;
  /** Flags waiting for a decision. */
  readonly open: number;
  /** Whether the reader is a moderator: only moderators see the state of the server. */
  readonly isModerator: boolean;
  readonly name: CommandNames;
}

/** The help page: what the bot does, the next steps in this server, and the commands. */
export function helpPage({ facts, open, isModerator, name }: HelpView, language: Language): PanelMessage {
  const warnings = warningsOf(facts);
  const parts: APIComponentInContainer[] = [
    text(HELP.what[language]),
    ...(isModerator ? [line(), text(nextWords(facts, open, name, language))] : []),
    ...(isModerator && warnings.length > 0
      ? [
          text(
            [
              HELP.wrong[language],
              ...warnings.slice(0, MOST_WARNINGS).map((said) => `⚠️ ${said[language]}`),
            ].join('\n'),
          ),
        ]
      : []),
    line(),
    text(commandsWords(name, isModerator, language)),
  ];
  return panelMessage(frame(parts, isModerator && warnings.length > 0 ? COLORS.warn : COLORS.plain));
}

function nextWords(facts: ServerFacts, open: number, name: CommandNames, language: Language): string {
  const steps = stepsOf(facts, name);
  const waiting = HELP.waiting(open, name('queue'))[language];
  if (steps.every(({ done }) => done)) return `${HELP.allDone[language]}\n${waiting}`;
  const lines = steps.map((step) => `${step.done ? '✅' : '⬜'} ${step.text[language]}`);
  return [HELP.next[language], ...lines, ...(open > 0 ? [waiting] : [])].join('\n');
}

function commandsWords(name: CommandNames, isModerator: boolean, language: Language): string {
  const groups = isModerator ? (['moderators', 'managers', 'everyone'] as const) : (['everyone'] as const);
  return [
    HELP.commands[language],
    ...groups.flatMap((group) => [
      `**${HELP[group][language]}**`,
      ...COMMANDS.filter((one) => one.for === group).map((one) => `${name(one.name)} ${one.about[language]}`),
    ]),
    HELP.menus[language],
    ...(isModerator ? [HELP.permissions[language]] : []),
  ].join('\n');
}
