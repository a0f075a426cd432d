import type { AddressInfo } from 'node:net';
import type { APIUser } from 'discord-api-types/v10';
import { type ChaosPlan, startChaos } from './faults/chaos.js';
import { Faults } from './faults/faults.js';
import { Gateway } from './gateway/gateway.js';
import { routes } from './http/routes/index.js';
import { HttpSide, type SeenRequest } from './http/server.js';
import { type Violation, Violations } from './openapi/violations.js';
import { type FakeOptions, settingsFrom } from './options.js';
import { FakeGuild, type GuildOptions } from './people/fake-guild.js';
import { People } from './people/people.js';
import { createGuild } from './world/guilds.js';
import { newUser } from './world/users.js';
import { World } from './world/world.js';
import type { Effect } from './world/effects.js';

/**
 * A Discord of one's own on 127.0.0.1, which the unmodified discord.js talks to:
 * `new Client({ rest: { api: fake.apiBase, cdn: fake.cdnBase }, … })`, then `client.login(fake.token)`.
 */
export class FakeDiscord extends People {
  readonly gateway: Gateway;
  readonly faults = new Faults();
  readonly #http: HttpSide;
  readonly #violations: Violations | null;
  readonly #stopChaos = new Set<() => void>();

  private constructor(world: World) {
    super(world);
    this.#violations = world.settings.validate ? new Violations() : null;
    this.#http = new HttpSide(world, routes, this.faults, this.#violations);
    this.gateway = new Gateway(world, this.#http.server);
  }

  /** Starts one; it listens when the promise is kept. */
  static async start(options: FakeOptions = {}): Promise<FakeDiscord> {
    const fake = new FakeDiscord(new World(settingsFrom(options)));
    const { server } = fake.#http;
    await new Promise<void>((listening, failed) => {
      server.once('error', failed);
      server.listen(options.port ?? 0, '127.0.0.1', listening);
    });
    fake.world.cdnBase = `http://127.0.0.1:${(server.address() as AddressInfo).port}/cdn`;
    return fake;
  }

  /** What goes to `rest.api`. */
  get apiBase(): string {
    return this.world.cdnBase.replace(/\/cdn$/, '/api');
  }

  /** What goes to `rest.cdn`. */
  get cdnBase(): string {
    return this.world.cdnBase;
  }

  /** The token the bot logs in with. */
  get token(): string {
    return this.world.settings.token;
  }

  get appId(): string {
    return this.world.appId;
  }

  /** The bot's account. */
  get bot(): APIUser {
    return this.world.bot;
  }

  /** Everything that happened, in order. */
  get effects(): readonly Effect[] {
    return this.world.effects.all;
  }

  /** What was sent or answered against the published description of the API; tests expect it empty. */
  get violations(): readonly Violation[] {
    return this.#violations?.all ?? [];
  }

  /** Whether the published description is there and bodies are checked against it. */
  get isValidating(): boolean {
    return this.#violations?.isActive ?? false;
  }

  /** Every request to the API, in order. */
  get requests(): readonly SeenRequest[] {
    return this.#http.requests;
  }

  /** How many 429 were answered. */
  get rateLimitHits(): number {
    return this.#http.rateLimitHits;
  }

  /** Makes a person's account. */
  createUser(name: string): APIUser {
    return newUser(this.world, name);
  }

  /** Makes a guild with the bot in it; without an owner it gets one of its own. */
  createGuild({ owner, ...plan }: GuildOptions = {}): FakeGuild {
    const guild = createGuild(this.world, { ...plan, owner: owner ?? this.createUser('owner') });
    this.gateway.bringGuild(guild);
    return new FakeGuild(this.world, guild, this.gateway);
  }

  /** Lets things go wrong at random until the returned function is called. */
  chaos(plan: ChaosPlan): () => void {
    const stop = startChaos(plan, this.faults, () => {
      this.gateway.terminate();
    });
    this.#stopChaos.add(stop);
    return stop;
  }

  /** Ends it and all its connections. */
  async stop(): Promise<void> {
    for (const stop of this.#stopChaos) stop();
    await this.gateway.stop();
    const { server } = this.#http;
    server.closeAllConnections();
    await new Promise<void>((closed) => {
      server.close(() => {
        closed();
      });
    });
  }
}
