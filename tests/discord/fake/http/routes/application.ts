import type { APIUser } from 'discord-api-types/v10';
import { ApplicationFlags } from 'discord-api-types/v10';
import { flags } from '../../world/flags.js';
import { channelView } from '../../world/views.js';
import type { World } from '../../world/world.js';
import { fail } from '../errors.js';
import { type Call, ok, type Route } from '../route.js';

/** The application's flags, which tell discord.js and the developer which privileged intents it has. */
export function appFlags({ settings: { privileged } }: World): ApplicationFlags {
  let sum = 0;
  if (privileged.messageContent) sum |= ApplicationFlags.GatewayMessageContentLimited;
  if (privileged.guildMembers) sum |= ApplicationFlags.GatewayGuildMembersLimited;
  if (privileged.presences) sum |= ApplicationFlags.GatewayPresenceLimited;
  return flags(sum);
}

function application(world: World): object {
  return {
    id: world.appId,
    name: world.settings.name,
    icon: null,
    description: '',
    type: null,
    summary: '',
    verify_key: '0'.repeat(64),
    flags: appFlags(world),
    flags_new: String(appFlags(world)),
    bot: world.bot,
    bot_public: false,
    bot_require_code_grant: false,
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: world.developer,
    approximate_guild_count: world.guilds.size,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    team: null,
    eligible_oauth2_scopes: [],
  };
}

const me = (user: APIUser): object => ({
  ...user,
  mfa_enabled: true,
  locale: 'ko',
  verified: true,
  email: null,
});

const gateway = ({ world }: Call) =>
  ok({
    url: `${world.cdnBase.replace(/^http/, 'ws').replace(/\/cdn$/, '')}/gateway`,
    shards: world.settings.shards,
    session_start_limit: {
      total: 1000,
      remaining: 1000,
      reset_after: 0,
      max_concurrency: world.settings.maxConcurrency,
    },
  });

const openDirectChannel = ({ world, body }: Call) => {
  const { recipient_id: id = '' } = (body ?? {}) as { recipient_id?: string };
  const user = world.users.get(id);
  if (!user) throw fail.unknownUser();
  return ok(channelView(world.directChannel(user), [user]));
};

/** What the bot asks about itself. */
export const applicationRoutes: readonly Route[] = [
  { method: 'GET', path: '/gateway/bot', handle: gateway },
  { method: 'GET', path: '/users/@me', handle: ({ world }) => ok(me(world.bot)) },
  { method: 'POST', path: '/users/@me/channels', handle: openDirectChannel },
  { method: 'GET', path: '/applications/@me', handle: ({ world }) => ok(application(world)) },
  { method: 'GET', path: '/oauth2/applications/@me', handle: ({ world }) => ok(application(world)) },
  {
    method: 'GET',
    path: '/users/{user_id}',
    handle: ({ world, params }) => {
      const user = world.users.get(params.user_id ?? '');
      if (!user) throw fail.unknownUser();
      return ok(user);
    },
  },
];
