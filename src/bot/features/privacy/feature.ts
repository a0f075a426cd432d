import {
  type APIModalInteractionResponseCallbackData,
  ApplicationCommandOptionType,
  type ChatInputCommandInteraction,
  ComponentType,
  type MessageComponentInteraction,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js';
import { Fault, type Language } from '../../../fault.js';
import { campaignKeptMs, snowflake } from '../../../moderation/index.js';
import { COMMAND, FAULTS, PRIVACY } from '../../../wording/bot/privacy.js';
import { command, option, subcommand } from '../../discord/command-builders.js';
import { button, COLORS, frame, panelMessage, row, text } from '../../discord/components.js';
import { customId } from '../../discord/custom-id.js';
import { safeLine } from '../../discord/safe-text.js';
import type { Component, Feature, InteractionContext } from '../../gateway/feature.js';
import { keptDays } from '../../adaptation/adaptation.js';
import { deleteAll, deletePerson, jsonFile } from './data.js';

const user = option(ApplicationCommandOptionType.User, { name: 'user', ...COMMAND.user }, { required: true });

/** Subcommands for server managers; all others are open to everybody. */
const MANAGERS_ONLY: readonly string[] = ['export', 'delete', 'export-server', 'delete-server'];

/** Definition of `/privacy`. */
const privacyCommand = command({ name: 'privacy', ...COMMAND.privacy }, 'everyone', [
  subcommand({ name: 'about', ...COMMAND.about }),
  subcommand({ name: 'mine', ...COMMAND.mine }),
  subcommand({ name: 'delete-mine', ...COMMAND.deleteMine }),
  subcommand({ name: 'export', ...COMMAND.export }, [user]),
  subcommand({ name: 'delete', ...COMMAND.delete }, [user]),
  subcommand({ name: 'export-server', ...COMMAND.exportServer }),
  subcommand({ name: 'delete-server', ...COMMAND.deleteServer }),
]);

const DAY_MS = 86_400_000;
/** The id of the modal's only field. */
const NAME_FIELD = 'name';

/** The modal that requires typing the server's name before all its data is deleted. */
function deleteModal(serverName: string, language: Language): APIModalInteractionResponseCallbackData {
  const { modal } = PRIVACY;
  return {
    custom_id: customId('privacy-delete-server'),
    title: modal.title[language],
    components: [
      {
        type: ComponentType.Label,
        label: modal.label[language],
        description: modal.about[language],
        component: {
          type: ComponentType.TextInput,
          custom_id: NAME_FIELD,
          style: TextInputStyle.Short,
          placeholder: serverName.slice(0, 100),
          max_length: 100,
          required: true,
        },
      },
    ],
  };
}

/** Whether the typed text is the server's name, up to differences that the eye does not see. */
export function isName(typed: string, serverName: string): boolean {
  const bare = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, ' ').trim();
  return bare(typed) === bare(serverName) && bare(typed) !== '';
}

type Interaction = ChatInputCommandInteraction<'cached'>;
type Answer = Interaction | MessageComponentInteraction<'cached'> | ModalSubmitInteraction<'cached'>;

/** `/privacy`: members export and delete their own data; managers also that of others and of the whole server. */
export const privacyFeature: Feature = {
  commands: [
    {
      data: privacyCommand,
      level: ({ options }) => (MANAGERS_ONLY.includes(options.getSubcommand()) ? 'manager' : 'everyone'),
      first: ({ options }) => (options.getSubcommand() === 'delete-server' ? 'modal' : 'private'),
      run: (interaction, context) => SUBCOMMANDS[interaction.options.getSubcommand()]!(interaction, context),
    },
  ],
  components: {
    'privacy-delete-mine': onClick('everyone', (interaction, context) =>
      removed(interaction, context, interaction.user.id),
    ),
    'privacy-delete': onClick('manager', (interaction, context) =>
      removed(interaction, context, snowflake.parse(context.ids[0])),
    ),
    'privacy-cancel': onClick('everyone', async (interaction, { say }) => {
      await interaction.editReply(panelMessage(frame([text(say(PRIVACY.cancelled))], COLORS.quiet)));
    }),
  },
  modals: {
    'privacy-delete-server': {
      level: 'manager',
      first: 'private',
      async run(interaction, context) {
        const typed = interaction.fields.getTextInputValue(NAME_FIELD);
        if (!isName(typed, interaction.guild.name)) throw new Fault('privacy/wrong-name', FAULTS.wrongName);
        await tell(interaction, await deleteAll(context, interaction.guildId, context.language));
      },
    },
  },
};

const SUBCOMMANDS: Readonly<
  Record<string, (interaction: Interaction, context: InteractionContext) => Promise<void>>
> = {
  async about(interaction, { store, asker, campaigns: looks, say }) {
    const settings = await store.servers.settings(interaction.guildId);
    const { retentionDays, adaptation, asking, campaigns } = settings;
    const asked =
      asker === undefined || !asking
        ? null
        : { host: safeLine(asker.host, 80), model: safeLine(asker.model, 60) };
    await tell(
      interaction,
      say(
        PRIVACY.about(
          retentionDays,
          adaptation ? keptDays(settings) : null,
          asked,
          campaigns && looks !== undefined ? campaignKeptMs(settings) / DAY_MS : null,
        ),
      ),
    );
  },
  mine: (interaction, context) =>
    exportPerson(interaction, context, interaction.user.id, context.say(PRIVACY.mine)),
  'delete-mine': (interaction, context) => askFirst(interaction, context, null),
  export(interaction, context) {
    const { id } = interaction.options.getUser('user', true);
    return exportPerson(interaction, context, id, context.say(PRIVACY.of(id)));
  },
  delete: (interaction, context) =>
    askFirst(interaction, context, interaction.options.getUser('user', true).id),
  async 'export-server'(interaction, context) {
    const data = await context.store.privacy.exportServer(interaction.guildId);
    await give(interaction, context, {
      data,
      whose: context.say(PRIVACY.server),
      name: `matgeul-server-${interaction.guildId}`,
    });
  },
  async 'delete-server'(interaction, { language }) {
    await interaction.showModal(deleteModal(interaction.guild.name, language));
  },
};

function onClick(level: Component['level'], run: Component['run']): Component {
  return { level, first: 'update', run };
}

async function exportPerson(
  interaction: Interaction,
  context: InteractionContext,
  userId: string,
  whose: string,
): Promise<void> {
  const data = await context.store.privacy.exportAuthor(interaction.guildId, userId);
  await give(interaction, context, { data, whose, name: `matgeul-${userId}` });
}

async function give(
  interaction: Interaction,
  { say }: InteractionContext,
  {
    data,
    whose,
    name,
  }: { readonly data: Record<string, unknown>; readonly whose: string; readonly name: string },
): Promise<void> {
  const file = await jsonFile(data, name, interaction.attachmentSizeLimit);
  const count = (key: string): number => (Array.isArray(data[key]) ? data[key].length : 0);
  await interaction.editReply({
    content: say(PRIVACY.exported(whose, count('messages'), count('flags'), count('cases'))),
    files: [file],
    allowedMentions: { parse: [] },
  });
}

/** Asks for confirmation before deleting. */
async function askFirst(
  interaction: Interaction,
  { say }: InteractionContext,
  userId: string | null,
): Promise<void> {
  const yes = userId === null ? customId('privacy-delete-mine') : customId('privacy-delete', userId);
  const buttons = row(
    button(yes, say(PRIVACY.yes), { style: 'danger' }),
    button(customId('privacy-cancel'), say(PRIVACY.no)),
  );
  await interaction.editReply(panelMessage(frame([text(say(PRIVACY.ask(userId))), buttons], COLORS.danger)));
}

async function removed(interaction: Answer, context: InteractionContext, userId: string): Promise<void> {
  await tell(interaction, await deletePerson(context, interaction.guildId, userId, context.language));
}

async function tell(interaction: Answer, content: string): Promise<void> {
  await interaction.editReply(panelMessage(frame([text(content)])));
}
