import type { CommanderError } from 'commander';
import { Fault, type LocalizedText } from '../fault.js';

type Wording = (names: readonly string[]) => LocalizedText;

/** What commander's own errors say, by its code; `names` are what it puts in quotes. */
const WORDINGS: Record<string, Wording> = {
  'commander.unknownOption': ([name]) => ({
    ko: `모르는 옵션 ${name ?? ''}`,
    en: `unknown option ${name ?? ''}`,
  }),
  'commander.unknownCommand': ([name]) => ({
    ko: `모르는 명령 ${name ?? ''}`,
    en: `unknown command ${name ?? ''}`,
  }),
  'commander.missingArgument': ([name]) => ({
    ko: `${name ?? ''} 자리가 비었습니다`,
    en: `missing argument ${name ?? ''}`,
  }),
  'commander.optionMissingArgument': ([name]) => ({
    ko: `옵션 ${name ?? ''}에 값이 없습니다`,
    en: `option ${name ?? ''} needs a value`,
  }),
  'commander.missingMandatoryOptionValue': ([name]) => ({
    ko: `옵션 ${name ?? ''}이(가) 꼭 필요합니다`,
    en: `option ${name ?? ''} is required`,
  }),
  'commander.invalidArgument': ([option, value]) => ({
    ko: `${option ?? ''}에 쓸 수 없는 값 ${value ?? ''}`,
    en: `${option ?? ''} cannot be ${value ?? ''}`,
  }),
  'commander.excessArguments': () => ({ ko: '인자가 너무 많습니다', en: 'too many arguments' }),
};

/** A wrong call as a fault of one line, in both languages, with where to look up the right one. */
export function usageFault(error: CommanderError, command: string): Fault {
  const message = error.message.replace(/^error: /, '').split('\n', 1)[0] ?? '';
  const names = [...error.message.matchAll(/'([^']*)'/g)].map((found) => found[1] ?? '');
  const said = WORDINGS[error.code]?.(names) ?? { ko: message, en: message };
  const hint = /Did you mean ([^?]+)\?/.exec(error.message)?.[1];
  const choices = /Allowed choices are ([^.]+)\./.exec(error.message)?.[1];
  const more = {
    ko: [hint && `혹시 ${hint}?`, choices && `가능한 값: ${choices}`],
    en: [hint && `did you mean ${hint}?`, choices && `allowed: ${choices}`],
  };
  const tail = (parts: readonly (string | undefined)[]) =>
    parts
      .filter((part) => part)
      .map((part) => ` (${part ?? ''})`)
      .join('');
  return new Fault('usage/call', {
    ko: `${said.ko}${tail(more.ko)}; 사용법: ${command} --help`,
    en: `${said.en}${tail(more.en)}; usage: ${command} --help`,
  });
}
