/** A sentence in both languages of the product. */
export interface LocalizedText {
  readonly ko: string;
  readonly en: string;
}

export type Language = keyof LocalizedText;

export const LANGUAGES: readonly ['ko', 'en'] = ['ko', 'en'];

/** Korean unless a language is set explicitly: the readers are Korean moderators, whatever their terminal's locale. */
export const DEFAULT_LANGUAGE: Language = 'ko';

/** Where a fault was found: a file, and in it a line and a column (both from 1). */
export interface SourcePosition {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/**
 * An error a user can act on: a stable code, the problem and its remedy in Korean and English, and the source position.
 * `text` never holds a secret or a whole comment, because it is logged and shown.
 */
export class Fault extends Error {
  readonly code: string;
  readonly text: LocalizedText;
  readonly position: SourcePosition;

  constructor(code: string, text: LocalizedText, position: SourcePosition = {}, options?: ErrorOptions) {
    super(`${code}: ${text.en}`, options);
    this.name = 'Fault';
    this.code = code;
    this.text = text;
    this.position = position;
  }
}

/** A fault that stops nothing: given to `process.emitWarning`, for whoever runs to tell. */
export class FaultWarning extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.message);
    this.name = 'Warning';
    this.fault = fault;
  }
}

/** Several faults at once: a call reports all its problems together. */
export class Faults extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map((fault) => fault.message).join('\n'));
    this.name = 'Faults';
    this.faults = faults;
  }
}

/**
 * One line for people: `file:line:column: sentence [code]`.
 *
 * @example formatFault(fault, 'ko') // 'rules/a.yaml:3:5: 모르는 열쇠 "wieght"… [rules/unknown-key]'
 */
export function formatFault(fault: Fault, language: Language): string {
  const { file, line, column } = fault.position;
  const at = [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined);
  return `${at.length > 0 ? `${at.join(':')}: ` : ''}${fault.text[language]} [${fault.code}]`;
}
