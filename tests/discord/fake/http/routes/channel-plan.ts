import type { APIGuildForumTag, APIOverwrite, ChannelType } from 'discord-api-types/v10';
import type { ChannelPlan } from '../../world/channels.js';
import { FormErrors } from '../form-errors.js';

/** A channel's request, as far as it is looked at. */
export interface WireChannel {
  name?: string | null;
  type?: ChannelType;
  topic?: string | null;
  parent_id?: string | null;
  permission_overwrites?:
    (Omit<APIOverwrite, 'allow' | 'deny'> & { allow?: string | null; deny?: string | null })[] | null;
  rate_limit_per_user?: number | null;
  available_tags?: APIGuildForumTag[] | null;
}

/** Checks a channel's request and says what is to be made of it. */
export function planFrom(wire: WireChannel): ChannelPlan {
  const faults = new FormErrors();
  faults.text(['name'], wire.name ?? undefined, 100, wire.name === undefined ? 0 : 1);
  faults.text(['topic'], wire.topic, 4096);
  faults.throwIfAny();
  return {
    ...(wire.name && { name: wire.name }),
    ...(wire.topic !== undefined && { topic: wire.topic }),
    ...(wire.parent_id !== undefined && { parentId: wire.parent_id }),
    ...(typeof wire.rate_limit_per_user === 'number' && { slowmode: wire.rate_limit_per_user }),
    ...(wire.available_tags && { tags: wire.available_tags }),
    ...(wire.permission_overwrites && {
      overwrites: wire.permission_overwrites.map((each) => ({
        ...each,
        allow: each.allow ?? '0',
        deny: each.deny ?? '0',
      })),
    }),
  };
}
