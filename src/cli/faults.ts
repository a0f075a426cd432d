import type { Fault } from '../fault.js';

/** Several faults at once: everything wrong with a call is told together. */
export class Faults extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map((fault) => fault.message).join('\n'));
    this.name = 'Faults';
    this.faults = faults;
  }
}
