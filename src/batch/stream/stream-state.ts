import { z } from 'zod';
import { ReportCollector } from '../../report/gather/collect.js';
import { type ReportPart, reportPartSchema } from '../../report/gather/part.js';
import { type Position, positionSchema, START } from '../sources.js';
import { addCounts, verdictCountsSchema } from '../../judge/result.js';
import type { WorkDatabase } from '../work/database.js';
import { keep, kept } from '../work/database.js';
import type { BlockAnswer } from './judge-block.js';

const stateSchema = z.object({
  /** Up to where results are durable. */
  position: positionSchema,
  counts: z.object({
    read: z.int(),
    results: z.int(),
    rejects: z.int(),
    verdicts: verdictCountsSchema,
  }),
});

/** Milliseconds of work that a killed process may have to do again. */
const BETWEEN = 1000;

/** How far a stream is: kept in the work database together with what the outputs hold. */
export class StreamState {
  readonly #db: WorkDatabase;
  readonly #report: boolean;
  #state: z.infer<typeof stateSchema>;
  #parts: [end: number, part: ReportPart][] = [];
  #keptAt = performance.now();

  constructor(db: WorkDatabase, report: boolean) {
    this.#db = db;
    this.#report = report;
    this.#state = kept(db, 'stream', stateSchema) ?? {
      position: START,
      counts: { read: 0, results: 0, rejects: 0, verdicts: addCounts([]) },
    };
  }

  get position(): Position {
    return this.#state.position;
  }

  get counts(): z.infer<typeof stateSchema>['counts'] {
    return this.#state.counts;
  }

  /** Counts the answer of a block that ends at `end`; whether it is time to keep what there is. */
  done({ rejects, verdicts, part }: BlockAnswer, end: Position): boolean {
    const { counts } = this.#state;
    this.#state = {
      position: end,
      counts: {
        read: counts.read + verdicts.comments + rejects.length,
        results: counts.results + verdicts.comments,
        rejects: counts.rejects + rejects.length,
        verdicts: addCounts([counts.verdicts, verdicts]),
      },
    };
    if (part !== null) this.#parts.push([end.rows, part]);
    return performance.now() - this.#keptAt > BETWEEN;
  }

  /** Keeps how far the run is, and what `outputs` says of the outputs, as one. */
  keep(outputs: () => void): void {
    const add = this.#db.prepare('INSERT INTO part VALUES (?, ?) ON CONFLICT DO NOTHING');
    this.#db.transaction(() => {
      outputs();
      for (const [end, part] of this.#parts) add.run(end, JSON.stringify(part));
      keep(this.#db, 'stream', this.#state);
    })();
    this.#parts = [];
    this.#keptAt = performance.now();
  }

  /** All parts of the report together, when one was asked for. */
  report(most?: number): ReportCollector | null {
    return this.#report ? collectParts(this.#db, most) : null;
  }
}

/** The report of the parts that a run has kept, in the order of their numbers. */
export function collectParts(db: WorkDatabase, most?: number): ReportCollector {
  const collector = new ReportCollector(most);
  for (const json of db.prepare('SELECT json FROM part ORDER BY number').pluck().iterate())
    collector.merge(reportPartSchema.parse(JSON.parse(json as string)));
  return collector;
}
