import { type Mark, MARKS } from '../view/data.js';
import { marksFile, readMarks } from '../view/decisions-file.js';
import type { Child } from '../view/tree.js';
import { figure, MARK_NAMES } from '../view/words.js';
import { byId, fill, language } from './dom.js';
import type { Report } from './report.js';

/** Milliseconds after a mark until all are written: quick marking writes once. */
const SAVE_DELAY_MS = 300;

/** The reader's marks by the number of the comment; kept by the browser where it allows that, else in memory. */
export class Marks {
  readonly all = new Map<number, Mark>();
  readonly #place: string;
  #waiting: number | undefined;
  #kept = true;

  /** @param key of the report */
  constructor(key: string) {
    this.#place = `matgeul-report:${key}`;
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(this.#place) ?? '[]');
      if (Array.isArray(kept)) for (const entry of kept) this.#take(entry);
      localStorage.setItem(this.#place, JSON.stringify([...this.all]));
    } catch {
      // Opened as a file, or in a private window, some browsers refuse.
      this.#kept = false;
    }
    addEventListener('pagehide', () => {
      this.#write();
    });
  }

  /** Whether the browser keeps the marks. */
  get kept(): boolean {
    return this.#kept;
  }

  set(number: number, mark: Mark | undefined): void {
    if (mark === undefined) this.all.delete(number);
    else this.all.set(number, mark);
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => {
      this.#write();
    }, SAVE_DELAY_MS);
  }

  clear(): void {
    this.all.clear();
    this.#write();
  }

  #take(entry: unknown): void {
    if (!Array.isArray(entry)) return;
    const [number, mark] = entry as unknown[];
    const known = MARKS.find((name) => name === mark);
    if (typeof number === 'number' && known !== undefined) this.all.set(number, known);
  }

  #write(): void {
    clearTimeout(this.#waiting);
    try {
      localStorage.setItem(this.#place, JSON.stringify([...this.all]));
    } catch {
      this.#kept = false;
    }
  }
}

const FILE = 'matgeul-decisions.jsonl';

const SURE = {
  ko: '지금까지의 판단을 모두 지울까요? 되돌릴 수 없습니다.',
  en: 'Clear all your decisions? This cannot be undone.',
};

/** What the reader decided: how many, down to a file and back from one. */
export class MarksBar {
  readonly #report: Report;
  readonly #marks: Marks;
  readonly #onChange: () => void;

  /** @param onChange told when many marks changed at once */
  constructor(report: Report, marks: Marks, onChange: () => void) {
    this.#report = report;
    this.#marks = marks;
    this.#onChange = onChange;
    const upload = byId('upload') as HTMLInputElement;
    upload.addEventListener('change', () => {
      const file = upload.files?.[0];
      if (file !== undefined) void this.#takeFile(file);
      // The same file may be chosen again.
      upload.value = '';
    });
    this.tell();
  }

  /** Says how many comments are decided, and a word more. */
  tell(...more: Child[]): void {
    const counts = MARKS.map((mark) => [
      mark,
      [...this.#marks.all.values()].filter((each) => each === mark).length,
    ]);
    const n = this.#marks.all.size;
    const all = this.#report.comments.length;
    fill(
      byId('marks-count'),
      n === 0
        ? { ko: '아직 판단한 댓글이 없습니다', en: 'No comment decided yet' }
        : { ko: `댓글 ${figure(n)}개를 판단했습니다`, en: `${figure(n)} comments decided` },
      n === 0
        ? ''
        : [
            ' (',
            counts.map(([mark, count], index) => [
              index > 0 ? ', ' : '',
              MARK_NAMES[mark as Mark],
              ` ${figure(count as number)}`,
            ]),
            ')',
          ],
      '. ',
      all === 0 || this.#marks.kept
        ? ''
        : {
            ko: '이 브라우저는 판단을 보관하지 못합니다. 창을 닫기 전에 내려받으십시오. ',
            en: 'This browser cannot keep your decisions: download them before you close the page. ',
          },
      ...more,
    );
  }

  async download(): Promise<void> {
    const { comments, articles } = this.#report;
    const text = marksFile(this.#marks.all, comments, articles, await this.#report.bodies());
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/jsonl' }));
    link.download = FILE;
    link.click();
    setTimeout(() => {
      URL.revokeObjectURL(link.href);
    }, 10_000);
  }

  clear(): void {
    if (this.#marks.all.size > 0 && !confirm(SURE[language()])) return;
    this.#marks.clear();
    this.#onChange();
    this.tell();
  }

  async #takeFile(file: File): Promise<void> {
    const { comments, articles } = this.#report;
    const { marks, unknown, bad } = readMarks(await file.text(), comments, articles);
    for (const [number, mark] of marks) this.#marks.set(number, mark);
    this.#onChange();
    this.tell(
      {
        ko: `파일에서 ${figure(marks.size)}개를 이어 왔습니다. `,
        en: `${figure(marks.size)} came from the file. `,
      },
      unknown === 0
        ? ''
        : {
            ko: `${figure(unknown)}개는 이 보고서에 없는 댓글입니다. `,
            en: `${figure(unknown)} are of comments that are not in this report. `,
          },
      bad === 0
        ? ''
        : { ko: `${figure(bad)}줄은 읽지 못했습니다. `, en: `${figure(bad)} lines could not be read. ` },
    );
  }
}
