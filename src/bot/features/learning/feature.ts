import type { ChatInputCommandInteraction, MessageComponentInteraction } from 'discord.js';
import type { Language } from '../../../fault.js';
import { summaryText } from '../../../moderation/index.js';
import { COMMAND, LEARNING } from '../../../wording/bot/learning.js';
import { command, subcommand } from '../../discord/command-builders.js';
import {
  button,
  COLORS,
  frame,
  line,
  panelMessage,
  type PanelMessage,
  row,
  text,
} from '../../discord/components.js';
import { customId } from '../../discord/custom-id.js';
import { safeLine } from '../../discord/safe-text.js';
import type { LearningStatus } from '../../learning/learning.js';
import type { Component, Feature, InteractionContext } from '../../gateway/feature.js';

/** Definition of `/learning status | reset`. */
const learningCommand = command({ name: 'learning', ...COMMAND.learning }, 'manager', [
  subcommand({ name: 'status', ...COMMAND.status }),
  subcommand({ name: 'reset', ...COMMAND.reset }),
]);

/** Maximum characters of a statement on a version, which quotes words of comments. */
const STATEMENT = 300;

/** The status page: what the server's classifier has learned, with buttons to retrain and reset. */
function statusPage(status: LearningStatus, notice: string | null, language: Language): PanelMessage {
  const [latest, ...older] = status.versions;
  const has = latest !== undefined;
  return panelMessage(
    frame([
      text(
        [
          LEARNING.title[language],
          ...(notice === null ? [] : [notice]),
          ...stateLines(status, language),
        ].join('\n'),
      ),
      ...(has ? [line(), text(versionText(latest, language))] : []),
      ...(older.length > 0
        ? [
            text(
              [`**${LEARNING.older[language]}**`, ...older.map((one) => `-# ${headOf(one, language)}`)].join(
                '\n',
              ),
            ),
          ]
        : []),
      row(
        button(customId('learning-train'), LEARNING.retrain[language], {
          style: 'primary',
          disabled: !status.learning || status.training,
        }),
        button(customId('learning-reset'), LEARNING.reset[language], { style: 'danger', disabled: !has }),
      ),
    ]),
  );
}

function stateLines({ learning, training, missing, versions }: LearningStatus, language: Language): string[] {
  if (!learning) return [LEARNING.off[language]];
  if (training) return [LEARNING.training[language]];
  if (versions.length > 0) return [];
  return [(missing > 0 ? LEARNING.missing(missing) : LEARNING.none)[language]];
}

type Version = LearningStatus['versions'][number];

function headOf({ version, trainedAt, decisions }: Version, language: Language): string {
  return LEARNING.version(version, Math.floor(trainedAt / 1000), decisions)[language];
}

function versionText(version: Version, language: Language): string {
  const summary = version.summary === null ? LEARNING.unreadable : summaryText(version.summary);
  const statements = summary[language].split('\n').map((statement) => safeLine(statement, STATEMENT));
  return [headOf(version, language), ...statements].join('\n');
}

type Interaction = ChatInputCommandInteraction<'cached'> | MessageComponentInteraction<'cached'>;

/** `/learning`: shows and resets the server's classifier, which `/settings` switches on and off. */
export const learningFeature: Feature = {
  commands: [
    {
      data: learningCommand,
      level: 'manager',
      first: 'private',
      run: (interaction, context) =>
        interaction.options.getSubcommand() === 'reset'
          ? askFirst(interaction, context)
          : show(interaction, context, null),
    },
  ],
  components: {
    'learning-reset': onClick(askFirst),
    'learning-cancel': onClick((interaction, context) => show(interaction, context, null)),
    'learning-forget': onClick(async (interaction, context) => {
      await context.learning.reset(interaction.guildId);
      await show(interaction, context, context.say(LEARNING.done));
    }),
    'learning-train': onClick(async (interaction, context) => {
      const { kind } = await context.learning.retrain(interaction.guildId);
      await show(interaction, context, context.say(LEARNING.outcome[kind]));
    }),
  },
};

function onClick(run: Component['run']): Component {
  return { level: 'manager', first: 'update', run };
}

async function show(
  interaction: Interaction,
  { learning, language }: InteractionContext,
  notice: string | null,
): Promise<void> {
  const status = await learning.status(interaction.guildId);
  await interaction.editReply(statusPage(status, notice, language));
}

/** Asks for confirmation before a reset. */
async function askFirst(interaction: Interaction, { say }: InteractionContext): Promise<void> {
  const buttons = row(
    button(customId('learning-forget'), say(LEARNING.yes), { style: 'danger' }),
    button(customId('learning-cancel'), say(LEARNING.no)),
  );
  await interaction.editReply(panelMessage(frame([text(say(LEARNING.ask)), buttons], COLORS.danger)));
}
