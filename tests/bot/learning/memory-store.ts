import { pino } from 'pino';
import type { LearningOptions } from '../../../src/bot/learning/learning.js';
import { serverSettingsSchema } from '../../../src/moderation/index.js';
import type { Label, StoredClassifier } from '../../../src/store/store.js';
import { decisionsOf } from '../../moderation/classifier/decisions.js';

/** What learning asks of a store, in memory; tests set labels and opt in. */
export class MemoryStore {
  readonly labels = new Map<string, Label[]>();
  readonly optedIn = new Set<string>();
  readonly saved: StoredClassifier[] = [];
  /** How often labels were read: that is what costs. */
  labelReads = 0;

  /** Opts a server in and gives it decisions. */
  serve(guildId: string, count: number, seed = 1): void {
    this.optedIn.add(guildId);
    this.labels.set(guildId, decisionsOf({ count, seed }));
  }

  get store(): LearningOptions['store'] {
    const of = (guildId: string): StoredClassifier[] => this.saved.filter((one) => one.guildId === guildId);
    return {
      servers: {
        settings: (guildId: string) =>
          Promise.resolve(serverSettingsSchema.parse({ learning: this.optedIn.has(guildId) })),
      },
      cases: {
        labels: (guildId: string, limit: number) => {
          this.labelReads++;
          return Promise.resolve((this.labels.get(guildId) ?? []).slice(-limit));
        },
      },
      classifiers: {
        latest: (guildId: string) => Promise.resolve(of(guildId).at(-1)),
        versions: (guildId: string) => Promise.resolve(of(guildId)),
        save: (one: Omit<StoredClassifier, 'version'>) => {
          const kept = { ...one, version: of(one.guildId).length + 1 };
          this.saved.push(kept);
          return Promise.resolve(kept);
        },
        reset: (guildId: string) => {
          for (const one of of(guildId)) this.saved.splice(this.saved.indexOf(one), 1);
          return Promise.resolve();
        },
      },
    } as unknown as LearningOptions['store'];
  }
}

/** A log that keeps its lines. */
export function memoryLog(): { log: LearningOptions['log']; lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string): void => {
    lines.push(JSON.parse(line) as Record<string, unknown>);
  };
  return { log: pino({ base: null, timestamp: false }, { write }), lines };
}
