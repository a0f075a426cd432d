import { setTimeout as sleep } from 'node:timers/promises';
import type { APIMessage } from 'discord-api-types/v10';
import type { FakeDiscord } from '../../tests/discord/fake/index.js';
import { OFF_TOPIC, ON_TOPIC, type Server } from './world.js';

/** Simulates readers who post, edit and delete, and moderators who press buttons; a seed decides when. */
export class Load {
  readonly texts = new Map<string, string>();
  readonly deletedAt = new Map<string, number>();
  posted = 0;
  clicks = 0;
  edits = 0;
  #stopped = false;
  readonly #fake: FakeDiscord;
  readonly #servers: readonly Server[];
  readonly #random: () => number;
  readonly #alive: APIMessage[] = [];

  constructor(fake: FakeDiscord, servers: readonly Server[], random: () => number) {
    this.#fake = fake;
    this.#servers = servers;
    this.#random = random;
  }

  stop(): void {
    this.#stopped = true;
  }

  async run(): Promise<void> {
    while (!this.#stopped) {
      this.#once();
      await sleep(40 + this.#random() * 160);
    }
  }

  #once(): void {
    const draw = this.#random();
    const server = this.#pick(this.#servers)!;
    if (draw < 0.45) this.#post(server);
    else if (draw < 0.55)
      this.#change((message) => {
        this.#edit(message);
      });
    else if (draw < 0.6)
      this.#change((message) => {
        this.#delete(message);
      });
    else this.#click(server);
  }

  #post(server: Server): void {
    const message = this.#fake.post(this.#pick(server.channels)!, this.#pick(server.readers)!, this.#text());
    this.posted++;
    this.#alive.push(message);
  }

  #change(change: (message: APIMessage) => void): void {
    const message = this.#pick(this.#alive.slice(-30));
    // The bot may have deleted it meanwhile.
    if (message !== undefined && this.#fake.message(message) !== undefined) change(message);
  }

  #edit(message: APIMessage): void {
    this.#fake.edit(message, this.#text());
    this.edits++;
  }

  #delete(message: APIMessage): void {
    this.#fake.delete(message);
    this.deletedAt.set(message.id, Date.now());
  }

  #click(server: Server): void {
    if (this.#fake.gateway.online === 0) return;
    const card = this.#pick(this.#fake.messages(server.log).slice(-25));
    if (card === undefined) return;
    const buttons = this.#fake
      .buttons(card)
      .filter(
        ({ disabled, customId }) => !disabled && /^mg1:(delete|keep|dismiss|undo):/.test(customId ?? ''),
      );
    const button = this.#pick(buttons);
    if (button === undefined) return;
    this.clicks++;
    // A killed bot does not answer; the person sees a failed interaction.
    this.#fake.click(this.#pick(server.mods)!, card, button.customId!).answered.catch(() => undefined);
  }

  #text(): string {
    const number = Math.floor(this.#random() * 1e6);
    return `${this.#pick(this.#random() < 0.5 ? OFF_TOPIC : ON_TOPIC)!} (${number})`;
  }

  #pick<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.#random() * list.length)];
  }
}
