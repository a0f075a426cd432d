import { PermissionFlagsBits, type PermissionsBitField } from 'discord.js';
import type { ServerSettings } from '../../moderation/index.js';

/** Who may do a thing: anybody, moderators, or those who run the server. */
export type Level = 'everyone' | 'moderator' | 'manager';

/** What is known of the person who asks, as Discord sent it with the interaction. */
export interface Asker {
  readonly isOwner: boolean;
  readonly permissions: Readonly<PermissionsBitField>;
  readonly roleIds: readonly string[];
}

/**
 * Managers: the owner, and who may administer or manage the server. Moderators: managers and the roles that the settings
 * name; while they name none, whoever may manage messages.
 */
export function isAllowed(
  level: Level,
  asker: Asker,
  settings: Pick<ServerSettings, 'moderatorRoleIds'>,
): boolean {
  if (level === 'everyone') return true;
  const { isOwner, permissions, roleIds } = asker;
  if (isOwner || permissions.any([PermissionFlagsBits.Administrator, PermissionFlagsBits.ManageGuild]))
    return true;
  if (level === 'manager') return false;
  const { moderatorRoleIds } = settings;
  if (moderatorRoleIds.length === 0) return permissions.has(PermissionFlagsBits.ManageMessages);
  return roleIds.some((role) => moderatorRoleIds.includes(role));
}
