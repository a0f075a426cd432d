import type { Route } from '../route.js';
import { applicationRoutes } from './application.js';
import { channelRoutes } from './channels.js';
import { commandRoutes } from './commands.js';
import { guildRoutes } from './guilds.js';
import { interactionRoutes } from './interactions.js';
import { messageRoutes } from './messages.js';
import { reactionRoutes } from './reactions.js';
import { threadRoutes } from './threads.js';
import { webhookRoutes } from './webhooks.js';

/** Every operation the fake knows. */
export const routes: readonly Route[] = [
  ...applicationRoutes,
  ...commandRoutes,
  ...guildRoutes,
  ...channelRoutes,
  ...messageRoutes,
  ...reactionRoutes,
  ...threadRoutes,
  ...interactionRoutes,
  ...webhookRoutes,
];
