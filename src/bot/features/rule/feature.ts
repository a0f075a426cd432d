import {
  ApplicationCommandOptionType,
  type ChatInputCommandInteraction,
  type MessageComponentInteraction,
} from 'discord.js';
import { Fault } from '../../../fault.js';
import { COMMAND, RULE, RULE_OPTION } from '../../../wording/bot/rule.js';
import { isManager } from '../../gateway/access.js';
import { command, option, subcommand } from '../../discord/command-builders.js';
import { frame, panelMessage, text } from '../../discord/components.js';
import { safeLine } from '../../discord/safe-text.js';
import type { Feature, InteractionContext } from '../../gateway/feature.js';
import { openNewRule } from '../own-rules/feature.js';
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

/** Definition of `/rule list | test | on | off | new`. */
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
  subcommand({ name: 'new', ...COMMAND.new }),
]);

type RuleInteraction = ChatInputCommandInteraction<'cached'> | MessageComponentInteraction<'cached'>;

/** `/rule`: lists and tests the rule packs and switches them on and off per server. */
export const ruleFeature: Feature = {
  commands: [
    {
      data: ruleCommand,
      level: ({ options }) =>
        ['on', 'off', 'new'].includes(options.getSubcommand()) ? 'manager' : 'moderator',
      first: ({ options }) => (options.getSubcommand() === 'new' ? 'modal' : 'private'),
      async run(interaction, context) {
        const subcommand = interaction.options.getSubcommand();
        if (subcommand === 'new') await openNewRule(interaction, context);
        else if (subcommand === 'list') await showList(interaction, context, 0);
        else if (subcommand === 'test') await showTest(interaction, context);
        else await switchByName(interaction, context, subcommand === 'on' ? 'on' : 'off');
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
      run: (interaction, context) => showList(interaction, context, Number(context.ids[0])),
    },
    'rule-pack': {
      level: 'moderator',
      first: 'update',
      run: (interaction, context) => showPack(interaction, context, valuesOf(interaction)[0] ?? ''),
    },
    'rule-switch': {
      level: 'manager',
      first: 'update',
      async run(interaction, context) {
        const [id = '', to] = context.ids;
        const { id: name } = findSwitch(context.judges.book, id);
        const rulesOff = await readOff(interaction, context);
        // Idempotent: a second click changes nothing.
        const others = rulesOff.filter((one) => one !== name);
        await keep(interaction, context, to === 'on' ? others : [...others, name]);
        await showPack(interaction, context, id);
      },
    },
    'rule-rules': {
      level: 'manager',
      first: 'update',
      async run(interaction, context) {
        const [id = ''] = context.ids;
        const { pack } = findSwitch(context.judges.book, id);
        const shown = shownRules(pack).map((rule) => rule.id);
        const rulesOff = await readOff(interaction, context);
        await keep(interaction, context, withRulesOn(rulesOff, pack, shown, new Set(valuesOf(interaction))));
        await showPack(interaction, context, id);
      },
    },
  },
};

async function showList(
  interaction: RuleInteraction,
  context: InteractionContext,
  page: number,
): Promise<void> {
  const { judges, language } = context;
  const { own, settings } = await judges.server(interaction.guildId);
  await interaction.editReply(
    listPage(judges.book, settings.rulesOff, page, { ownRules: own.titles.size, language }),
  );
}

async function showPack(
  interaction: RuleInteraction,
  context: InteractionContext,
  id: string,
): Promise<void> {
  const { judges, language } = context;
  const { pack } = findSwitch(judges.book, id);
  const rulesOff = await readOff(interaction, context);
  const maySwitch = isManager(interaction);
  await interaction.editReply(
    packPage(pack, rulesOff, { page: pageOf(judges.book, pack.id), maySwitch, language }),
  );
}

async function showTest(
  interaction: ChatInputCommandInteraction<'cached'>,
  context: InteractionContext,
): Promise<void> {
  const { judges, language } = context;
  const rulesOff = await readOff(interaction, context);
  const article = await articleHere(context, interaction).catch((error: unknown) => {
    if (error instanceof Fault && error.code === 'check/nothing-bound') return null;
    throw error;
  });
  const tested = interaction.options.getString('text', true);
  const { own } = await judges.server(interaction.guildId);
  await interaction.editReply(
    testPage({ book: judges.book, own, rulesOff, text: tested, article }, language),
  );
}

async function switchByName(
  interaction: ChatInputCommandInteraction<'cached'>,
  context: InteractionContext,
  to: 'on' | 'off',
): Promise<void> {
  const { judges, say, language } = context;
  const found = findSwitch(judges.book, interaction.options.getString('rule', true));
  const rulesOff = await readOff(interaction, context);
  const changed = to === 'on' ? switchedOn(rulesOff, found) : switchedOff(rulesOff, found);
  await keep(interaction, context, changed);
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

function valuesOf(interaction: MessageComponentInteraction<'cached'>): readonly string[] {
  return interaction.isStringSelectMenu() ? interaction.values : [];
}
