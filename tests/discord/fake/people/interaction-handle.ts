import type {
  APIApplicationCommandOptionChoice,
  APIMessage,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';
import { InteractionResponseType } from 'discord-api-types/v10';
import type { InteractionRecord } from '../world/interaction-record.js';
import type { World } from '../world/world.js';
import { waitFor } from './wait-for.js';

/** The first answer to an interaction. */
export interface FirstAnswer {
  readonly type: InteractionResponseType;
  /** Milliseconds from the event to the answer. */
  readonly latencyMs: number;
  readonly ephemeral: boolean;
}

const PATIENCE_MS = 10_000;

/** A hold on an interaction somebody started: what the bot answered, and what that person sees. */
export class InteractionHandle {
  /** The first answer; rejects when none came in time, as a person then reads "The application did not respond". */
  readonly answered: Promise<FirstAnswer>;

  constructor(
    private readonly world: World,
    readonly record: InteractionRecord,
  ) {
    this.answered = this.#firstAnswer();
    // A test that never looks at it must not fail for it.
    this.answered.catch(() => undefined);
  }

  get id(): string {
    return this.record.id;
  }

  get token(): string {
    return this.record.token;
  }

  /** Whether the first answer only promised one. */
  get deferred(): boolean {
    const type = this.record.answer?.type;
    return (
      type === InteractionResponseType.DeferredChannelMessageWithSource ||
      type === InteractionResponseType.DeferredMessageUpdate
    );
  }

  /** Whether only the person themselves sees the answer. */
  get ephemeral(): boolean {
    return this.record.answer?.ephemeral ?? false;
  }

  /** The further messages, as they now stand; deleted ones are gone. */
  get followups(): APIMessage[] {
    return this.record.followupIds.flatMap((id) => this.world.findMessage(id) ?? []);
  }

  /** The message the person sees as the answer, once nothing says "thinking…" any more. */
  async reply({ timeout = PATIENCE_MS } = {}): Promise<APIMessage> {
    await this.answered;
    return waitFor(
      this.world,
      () => {
        const { originalId, loading } = this.record;
        return originalId === null || loading ? null : this.world.findMessage(originalId);
      },
      { timeout, what: 'the reply to an interaction' },
    );
  }

  /** The n-th further message, waiting for it. */
  async followup(n = 0, { timeout = PATIENCE_MS } = {}): Promise<APIMessage> {
    await this.answered;
    return waitFor(this.world, () => this.followups[n], { timeout, what: `further message ${n}` });
  }

  /** The modal the bot opened. */
  async modal(): Promise<APIModalInteractionResponseCallbackData> {
    const { type } = await this.answered;
    if (!this.record.modal)
      throw new Error(`the bot answered with ${InteractionResponseType[type]}, not with a modal`);
    return this.record.modal;
  }

  /** The choices the bot proposed. */
  async choices(): Promise<APIApplicationCommandOptionChoice[]> {
    const { type } = await this.answered;
    if (!this.record.choices)
      throw new Error(`the bot answered with ${InteractionResponseType[type]}, not with choices`);
    return this.record.choices;
  }

  async #firstAnswer(): Promise<FirstAnswer> {
    const { interactionDeadlineMs } = this.world.settings;
    const answer = await waitFor(this.world, () => this.record.answer, {
      timeout: interactionDeadlineMs + 200,
      what: 'an answer (the application did not respond)',
    });
    return { type: answer.type, latencyMs: answer.at - this.record.createdAt, ephemeral: answer.ephemeral };
  }
}
