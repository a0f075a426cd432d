import {
  ApplicationCommandOptionType,
  type ChatInputCommandInteraction,
  type MessageComponentInteraction,
} from 'discord.js';
import { Fault } from '../../../fault.js';
import { COMMAND, RULE, RULE_OPTION } from '../../../wording/bot/rule.js';
import { isAllowed } from '../../gateway/access.js';
import { command, option, subcommand } from '../../discord/command-builders.js';
import { frame, panelMessage, text } from '../../discord/components.js';
import { safeLine } from '../../discord/safe-text.js';
import type { Feature, InteractionContext } from '../../gateway/feature.js';
import { articleHere } from '../check/article.js';
import {
  bestChoices,
  findSwitch,
  offeredSwitches,
  switchedOff,
  switchedOn,
  withRulesOn,
} from './switches.js';
import { listPage, packPage, pageOf, shownRules } from './pack-pages.js';
import { testPage } from './test-page.js';

const which = (about: { ko: string; en: string }) =>
  option(
    ApplicationCommandOptionType.String,
    { name: 'rule', ...COMMAND.which, about },
    { required: true, autocomplete: true, max_length: 100 },
  );

/** `/rule list | test | on | off`. */
const ruleCommand = command({ name: 'rule', ...COMMAND.rule }, 'moderator', [
  subcommand({ name: 'list', ...COMMAND.list }),
  subcommand({ name: 'test', ...COMMAND.test }, [
    option(
      ApplicationCommandOptionType.String,
      { name: 'text', ...COMMAND.text },
      { required: true, max_length: 1000 },
    ),
  ]),
  subcommand({ name: 'on', ...COMMAND.on }, [which(RULE_OPTION.on)]),
  subcommand({ name: 'off', ...COMMAND.off }, [which(RULE_OPTION.off)]),
]);

type RuleInteraction = ChatInputCommandInteraction<'cached'> | MessageComponentInteraction<'cached'>;

/** `/rule`: what the rule packs are and do, and which of them are on in a server. */
export const ruleFeature: Feature = {
  commands: [
    {
      data: ruleCommand,
      level: ({ options }) => (['on', 'off'].includes(options.getSubcommand()) ? 'manager' : 'moderator'),
      first: 'private',
      async run(interaction, asked) {
        const subcommand = interaction.options.getSubcommand();
        if (subcommand === 'list') await showList(interaction, asked, 0);
        else if (subcommand === 'test') await showTest(interaction, asked);
        else await switchByName(interaction, asked, subcommand === 'on' ? 'on' : 'off');
      },
      async complete(interaction, { store, judges, language }) {
        const settings = await store.servers.settings(interaction.guildId);
        const to = interaction.options.getSubcommand() === 'on' ? 'on' : 'off';
        const offered = offeredSwitches(judges.book, settings, to, language);
        await interaction.respond(bestChoices(offered, interaction.options.getFocused()));
      },
    },
  ],
  components: {
    'rule-list': {
      level: 'moderator',
      first: 'update',
      run: (interaction, asked) => showList(interaction, asked, Number(asked.ids[0])),
    },
    'rule-pack': {
      level: 'moderator',
      first: 'update',
      run: (interaction, asked) => showPack(interaction, asked, valuesOf(interaction)[0] ?? ''),
    },
    'rule-switch': {
      level: 'manager',
      first: 'update',
      async run(interaction, asked) {
        const [id = '', to] = asked.ids;
        const { id: name } = findSwitch(asked.judges.book, id);
        const rulesOff = await readOff(interaction, asked);
        // A second click on a button that was clicked already changes nothing.
        const others = rulesOff.filter((one) => one !== name);
        await keep(interaction, asked, to === 'on' ? others : [...others, name]);
        await showPack(interaction, asked, id);
      },
    },
    'rule-rules': {
      level: 'manager',
      first: 'update',
      async run(interaction, asked) {
        const [id = ''] = asked.ids;
        const { pack } = findSwitch(asked.judges.book, id);
        const shown = shownRules(pack).map((rule) => rule.id);
        const rulesOff = await readOff(interaction, asked);
        await keep(interaction, asked, withRulesOn(rulesOff, pack, shown, new Set(valuesOf(interaction))));
        await showPack(interaction, asked, id);
      },
    },
  },
};

async function showList(
  interaction: RuleInteraction,
  asked: InteractionContext,
  page: number,
): Promise<void> {
  const rulesOff = await readOff(interaction, asked);
  await interaction.editReply(listPage(asked.judges.book, rulesOff, page, asked.language));
}

async function showPack(interaction: RuleInteraction, asked: InteractionContext, id: string): Promise<void> {
  const { judges, language } = asked;
  const { pack } = findSwitch(judges.book, id);
  const rulesOff = await readOff(interaction, asked);
  const maySwitch = isManager(interaction);
  await interaction.editReply(
    packPage(pack, rulesOff, { page: pageOf(judges.book, pack.id), maySwitch, language }),
  );
}

async function showTest(
  interaction: ChatInputCommandInteraction<'cached'>,
  asked: InteractionContext,
): Promise<void> {
  const { judges, language } = asked;
  const rulesOff = await readOff(interaction, asked);
  const article = await articleHere(asked, interaction).catch((error: unknown) => {
    if (error instanceof Fault && error.code === 'check/nothing-bound') return null;
    throw error;
  });
  const tested = interaction.options.getString('text', true);
  await interaction.editReply(testPage({ book: judges.book, rulesOff, text: tested, article }, language));
}

async function switchByName(
  interaction: ChatInputCommandInteraction<'cached'>,
  asked: InteractionContext,
  to: 'on' | 'off',
): Promise<void> {
  const { judges, say, language } = asked;
  const found = findSwitch(judges.book, interaction.options.getString('rule', true));
  const rulesOff = await readOff(interaction, asked);
  const changed = to === 'on' ? switchedOn(rulesOff, found) : switchedOff(rulesOff, found);
  await keep(interaction, asked, changed);
  const { pack, rule } = found;
  const title = safeLine(pack.title[language], 80);
  const name = rule === null ? title : `${title} › ${safeLine(rule.id, 80)}`;
  const stillOff = rule === null ? changed.filter((one) => one.startsWith(`${pack.id}/`)).length : 0;
  const lines = [say(RULE.switched(name, to === 'on'))];
  if (to === 'on' && stillOff > 0) lines.push(say(RULE.stillOff(stillOff)));
  await interaction.editReply(panelMessage(frame([text(lines.join('\n'))])));
}

async function readOff(
  { guildId }: RuleInteraction,
  { store }: InteractionContext,
): Promise<readonly string[]> {
  return (await store.servers.settings(guildId)).rulesOff;
}

async function keep(
  { guildId }: RuleInteraction,
  { store, judges }: InteractionContext,
  rulesOff: readonly string[],
): Promise<void> {
  await store.servers.change(guildId, { rulesOff: [...rulesOff] });
  judges.forget(guildId);
}

function isManager({ guild, user, memberPermissions }: RuleInteraction): boolean {
  const asker = { isOwner: guild.ownerId === user.id, permissions: memberPermissions, roleIds: [] };
  return isAllowed('manager', asker, { moderatorRoleIds: [] });
}

function valuesOf(interaction: MessageComponentInteraction<'cached'>): readonly string[] {
  return interaction.isStringSelectMenu() ? interaction.values : [];
}
