import { ApiError } from './errors.js';

interface Branch {
  _errors?: { code: string; message: string }[];
  [key: string]: unknown;
}

/** Gathers what is wrong with a request body, place by place, into Discord's "Invalid Form Body". */
export class FormErrors {
  #root: Branch = {};
  #count = 0;

  /** Notes a fault at a place such as `['embeds', 0, 'title']`. */
  add(path: readonly (string | number)[], code: string, message: string): void {
    let branch = this.#root;
    for (const key of path) branch = (branch[key] ??= {}) as Branch;
    (branch._errors ??= []).push({ code, message });
    this.#count++;
  }

  /** Notes a text that is too short or too long; Discord counts code points. */
  text(path: readonly (string | number)[], value: unknown, max: number, min = 0): void {
    if (value === undefined || value === null) {
      if (min > 0) this.add(path, 'BASE_TYPE_REQUIRED', 'This field is required');
      return;
    }
    if (typeof value !== 'string') {
      this.add(path, 'STRING_TYPE_CONVERT', 'Could not interpret as string.');
      return;
    }
    const length = [...value].length;
    if (length < min) this.add(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`);
    else if (length > max) {
      const needed = min > 0 ? `between ${min} and ${max}` : `${max} or fewer`;
      this.add(
        path,
        min > 0 ? 'BASE_TYPE_BAD_LENGTH' : 'BASE_TYPE_MAX_LENGTH',
        `Must be ${needed} in length.`,
      );
    }
  }

  /** Notes a list with too few or too many entries. */
  count(path: readonly (string | number)[], length: number, max: number, min = 0): void {
    if (length < min || length > max)
      this.add(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`);
  }

  /** Refuses the request when anything was noted. */
  throwIfAny(): void {
    if (this.#count > 0) throw new ApiError(400, 50035, 'Invalid Form Body', this.#root);
  }
}

/** Refuses a request for one fault. */
export function invalidForm(path: readonly (string | number)[], code: string, message: string): never {
  const faults = new FormErrors();
  faults.add(path, code, message);
  faults.throwIfAny();
  throw new Error('unreachable');
}
