import { DECISION_BAR, DECISION_NAMES } from '../../wording/report.js';
import { figure } from '../../wording/numbers.js';
import { DECISIONS, type Decision } from '../view/data.js';
import { decisionsFile, readDecisions } from '../view/decisions-file.js';
import type { Child } from '../view/tree.js';
import { byId, fill, language } from './dom.js';
import type { Report } from './report.js';

/** Debounce delay of saving decisions. */
const SAVE_DELAY_MS = 300;

/** The reader's decisions by comment number; kept in the browser's storage if available, otherwise in memory. */
export class Decisions {
  readonly all = new Map<number, Decision>();
  /** Their key in the browser's storage. */
  readonly #key: string;
  #timer: number | undefined;
  #kept = true;

  /** @param key of the report */
  constructor(key: string) {
    this.#key = `matgeul-report:${key}`;
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(this.#key) ?? '[]');
      if (Array.isArray(kept)) for (const entry of kept) this.#restore(entry);
      localStorage.setItem(this.#key, JSON.stringify([...this.all]));
    } catch {
      // Some browsers refuse storage to pages opened from a file or in a private window.
      this.#kept = false;
    }
    addEventListener('pagehide', () => {
      this.#save();
    });
  }

  /** Whether the browser keeps the decisions. */
  get kept(): boolean {
    return this.#kept;
  }

  /** Sets the decision on a comment, or removes it. */
  set(number: number, decision: Decision | undefined): void {
    if (decision === undefined) this.all.delete(number);
    else this.all.set(number, decision);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#save();
    }, SAVE_DELAY_MS);
  }

  /** Removes all decisions. */
  clear(): void {
    this.all.clear();
    this.#save();
  }

  #restore(entry: unknown): void {
    if (!Array.isArray(entry)) return;
    const [number, decision] = entry as unknown[];
    const known = DECISIONS.find((name) => name === decision);
    if (typeof number === 'number' && known !== undefined) this.all.set(number, known);
  }

  #save(): void {
    clearTimeout(this.#timer);
    try {
      localStorage.setItem(this.#key, JSON.stringify([...this.all]));
    } catch {
      this.#kept = false;
    }
  }
}

const FILE = 'matgeul-decisions.jsonl';

/** Delay before the object URL of a download is revoked. */
const DOWNLOAD_MS = 10_000;

/** The bar above the list: counts the reader's decisions, writes them to a file and reads them from one. */
export class DecisionBar {
  readonly #report: Report;
  readonly #decisions: Decisions;
  readonly #onChange: () => void;

  /** @param onChange called when many decisions changed at once */
  constructor(report: Report, decisions: Decisions, onChange: () => void) {
    this.#report = report;
    this.#decisions = decisions;
    this.#onChange = onChange;
    const upload = byId('upload') as HTMLInputElement;
    upload.addEventListener('change', () => {
      const file = upload.files?.[0];
      if (file !== undefined) void this.#read(file);
      // The same file may be chosen again.
      upload.value = '';
    });
    this.show();
  }

  /** Shows how many comments are decided, followed by `more`. */
  show(...more: Child[]): void {
    const n = this.#decisions.all.size;
    const lost = this.#report.comments.length > 0 && !this.#decisions.kept;
    fill(
      byId('marks-count'),
      n === 0 ? DECISION_BAR.none : [DECISION_BAR.count(n), this.#counts()],
      '. ',
      lost ? DECISION_BAR.notKept : '',
      ...more,
    );
  }

  #counts(): Child {
    const made = [...this.#decisions.all.values()];
    const counts = DECISIONS.map((decision, index): Child => {
      const n = made.filter((each) => each === decision).length;
      return [index > 0 ? ', ' : '', DECISION_NAMES[decision], ` ${figure(n)}`];
    });
    return [' (', counts, ')'];
  }

  /** Downloads the decisions as a file. */
  async download(): Promise<void> {
    const { all, articles } = this.#report;
    const text = decisionsFile(this.#decisions.all, all, articles, await this.#report.bodies());
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/jsonl' }));
    link.download = FILE;
    link.click();
    setTimeout(() => {
      URL.revokeObjectURL(link.href);
    }, DOWNLOAD_MS);
  }

  /** Removes all decisions after the reader has confirmed. */
  clear(): void {
    if (this.#decisions.all.size > 0 && !confirm(DECISION_BAR.confirmClear[language()])) return;
    this.#decisions.clear();
    this.#onChange();
    this.show();
  }

  async #read(file: File): Promise<void> {
    const { all, articles } = this.#report;
    const { decisions, unknown, bad } = readDecisions(await file.text(), all, articles);
    for (const [number, decision] of decisions) this.#decisions.set(number, decision);
    this.#onChange();
    this.show(
      DECISION_BAR.uploaded(decisions.size),
      unknown === 0 ? '' : DECISION_BAR.unknown(unknown),
      bad === 0 ? '' : DECISION_BAR.unreadable(bad),
    );
  }
}
