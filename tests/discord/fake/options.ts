import type { BucketRule } from './http/rate-limits.js';

/** How a fake Discord is to behave; all of it may be left out. */
export interface FakeOptions {
  /** The port on 127.0.0.1; left out, the system picks a free one. */
  port?: number;
  /** The bot token it accepts. */
  token?: string;
  /** The name of the application and of its bot. */
  name?: string;
  /** Which privileged intents the application was granted; all but presences when left out. */
  privileged?: { messageContent?: boolean; guildMembers?: boolean; presences?: boolean };
  /** Milliseconds between heartbeats; Discord asks for 41,250. */
  heartbeatIntervalMs?: number;
  /** How many shards `/gateway/bot` advises. */
  shards?: number;
  /** How many shards may identify at once. Discord gives small bots 1, which makes each further shard wait five seconds. */
  maxConcurrency?: number;
  /** How long a session that lost its connection may be resumed. */
  resumeWindowMs?: number;
  /** How long an interaction waits for its first answer; Discord's 3 seconds when left out. */
  interactionDeadlineMs?: number;
  /** How long an interaction's token is good; 15 minutes when left out. */
  interactionTokenMs?: number;
  /** How long a nonce is remembered; 5 minutes when left out. */
  nonceWindowMs?: number;
  /** The largest file, in bytes; 10 MiB when left out. */
  maxFileBytes?: number;
  /** `false` turns rate limits off; rules stand before Discord's own. */
  rateLimits?: false | { rules?: BucketRule[]; globalPerSecond?: number };
  /** `false` skips the checks against the published OpenAPI description. */
  validate?: boolean;
}

/** The options with everything filled in. */
export type Settings = Required<FakeOptions> & {
  privileged: Required<NonNullable<FakeOptions['privileged']>>;
};

/** Fills in what was left out. */
export function settingsFrom(options: FakeOptions): Settings {
  return {
    port: 0,
    token: 'token-of-the-fake-bot',
    name: '맞글',
    heartbeatIntervalMs: 41_250,
    shards: 1,
    maxConcurrency: 16,
    resumeWindowMs: 180_000,
    interactionDeadlineMs: 3000,
    interactionTokenMs: 15 * 60_000,
    nonceWindowMs: 5 * 60_000,
    maxFileBytes: 10 * 1024 * 1024,
    rateLimits: {},
    validate: true,
    ...options,
    privileged: { messageContent: true, guildMembers: true, presences: false, ...options.privileged },
  };
}
