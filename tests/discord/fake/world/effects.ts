import type {
  APIApplicationCommandOptionChoice,
  APIChannel,
  APIMessage,
  APIModalInteractionResponseCallbackData,
  InteractionResponseType,
} from 'discord-api-types/v10';

/** What happened, by its kind. `by` is the id of the person, bot or webhook that did it. */
export interface EffectFields {
  'message-created': { by: string; channelId: string; message: APIMessage; ephemeral: boolean };
  'message-edited': {
    by: string;
    channelId: string;
    message: APIMessage;
    before: APIMessage;
    ephemeral: boolean;
  };
  'message-deleted': {
    by: string;
    channelId: string;
    messageId: string;
    message: APIMessage;
    reason: string | null;
    bulk: boolean;
    ephemeral: boolean;
  };
  'member-timed-out': {
    by: string;
    guildId: string;
    userId: string;
    until: string | null;
    reason: string | null;
  };
  'member-updated': { by: string; guildId: string; userId: string; reason: string | null };
  'member-removed': { by: string; guildId: string; userId: string; reason: string | null };
  'reaction-added': { by: string; channelId: string; messageId: string; emoji: string };
  'reaction-removed': { by: string; channelId: string; messageId: string; emoji: string };
  'channel-created': { by: string; channel: APIChannel; reason: string | null };
  'channel-updated': { by: string; channel: APIChannel; reason: string | null };
  'channel-deleted': { by: string; channel: APIChannel; reason: string | null };
  'thread-joined': { by: string; channelId: string };
  'commands-registered': { by: string; guildId: string | null; names: string[] };
  'interaction-answered': {
    by: string;
    interactionId: string;
    answer: InteractionResponseType;
    /** Milliseconds from the interaction's event to its first answer. */
    latencyMs: number;
    ephemeral: boolean;
    message: APIMessage | null;
    modal: APIModalInteractionResponseCallbackData | null;
    choices: APIApplicationCommandOptionChoice[] | null;
  };
}

/** The kinds of effect. */
export type EffectKind = keyof EffectFields;

/** One effect of a kind: its order, its moment, and what it was. */
export type EffectOf<K extends EffectKind> = { kind: K; seq: number; at: number } & EffectFields[K];

/** Any effect. */
export type Effect = { [K in EffectKind]: EffectOf<K> }[EffectKind];

/** Everything that happened, in order, and who wants to hear of more. */
export class EffectLog {
  readonly all: Effect[] = [];
  readonly #listeners = new Set<(effect: Effect) => void>();

  /** Writes down one effect and tells the listeners. */
  record<K extends EffectKind>(kind: K, fields: EffectFields[K]): void {
    const effect = { kind, seq: this.all.length, at: Date.now(), ...fields } as unknown as Effect;
    this.all.push(effect);
    for (const listener of this.#listeners) listener(effect);
  }

  /** Calls back after every effect, until the returned function is called. */
  listen(listener: (effect: Effect) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The effects of one kind. */
  of<K extends EffectKind>(kind: K): EffectOf<K>[] {
    return this.all.filter((effect) => effect.kind === kind) as unknown as EffectOf<K>[];
  }
}
