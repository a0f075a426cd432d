import type { LocalizedText } from '../../fault.js';

/** Help of the program itself and of its global options. */
export const PROGRAM = {
  about: {
    ko: '맞글: 한국어 뉴스 댓글이 그 기사에 관한 글인지 판정합니다',
    en: 'matgeul: decides whether a Korean news comment is about the article it stands under',
  },
  lang: {
    ko: '메시지 언어(생략하면 MATGEUL_LANG, 그것도 없으면 ko)',
    en: 'language of messages (MATGEUL_LANG when omitted, else ko)',
  },
  help: { ko: '도움말 표시', en: 'display help' },
  version: { ko: '버전 표시', en: 'display the version' },
} satisfies Record<string, LocalizedText>;

/** Headings of a help text, by the English heading that commander writes. */
export const HELP_TITLES: Readonly<Record<string, LocalizedText>> = {
  'Usage:': { ko: '사용법:', en: 'Usage:' },
  'Arguments:': { ko: '인자:', en: 'Arguments:' },
  'Options:': { ko: '옵션:', en: 'Options:' },
  'Global Options:': { ko: '공통 옵션:', en: 'Global Options:' },
  'Commands:': { ko: '명령:', en: 'Commands:' },
};

/** The other words that commander writes into a help text. */
export const HELP_WORDS = {
  options: { ko: '[옵션]', en: '[options]' },
  command: { ko: '[명령]', en: '[command]' },
  choices: { ko: '선택 가능', en: 'choices' },
  default: { ko: '기본값', en: 'default' },
} satisfies Record<string, LocalizedText>;

/** Help of the options that several commands share. */
export const SHARED_OPTIONS = {
  rules: {
    ko: '규칙집 폴더(생략하면 MATGEUL_RULES, 그것도 없으면 기본 제공 규칙집)',
    en: 'folder of rule packs (MATGEUL_RULES when omitted, else the shipped packs)',
  },
  model: {
    ko: '관련성 모델 파일(생략하면 기본 제공 모델, none이면 규칙만 사용)',
    en: 'relevance model file (the shipped model when omitted; none judges by rules alone)',
  },
  encoding: {
    ko: '파일 인코딩(생략하면 자동으로 알아냄)',
    en: 'encoding of the input (detected when omitted)',
  },
  json: { ko: '결과를 JSON으로 출력', en: 'print JSON' },
} satisfies Record<string, LocalizedText>;

/**
 * Errors of commander by its code. The parameters are what its English message quotes: the option, argument or command,
 * then the value.
 */
export const CALL_ERRORS: Readonly<Record<string, (name: string, value: string) => LocalizedText>> = {
  'commander.unknownOption': (name) => ({ ko: `알 수 없는 옵션 ${name}`, en: `unknown option ${name}` }),
  'commander.unknownCommand': (name) => ({ ko: `알 수 없는 명령 ${name}`, en: `unknown command ${name}` }),
  'commander.missingArgument': (name) => ({
    ko: `인자 ${name} 값이 없습니다`,
    en: `missing argument ${name}`,
  }),
  'commander.optionMissingArgument': (name) => ({
    ko: `옵션 ${name}에 값이 없습니다`,
    en: `option ${name} needs a value`,
  }),
  'commander.missingMandatoryOptionValue': (name) => ({
    ko: `필수 옵션이 빠졌습니다: ${name}`,
    en: `required option is missing: ${name}`,
  }),
  'commander.invalidArgument': (name, value) => ({
    ko: `${name}에 쓸 수 없는 값 ${value}`,
    en: `${name} cannot be ${value}`,
  }),
  'commander.excessArguments': () => ({ ko: '인자가 너무 많습니다', en: 'too many arguments' }),
};

/** Any other error of commander, with its own English message. */
export function otherCallError(message: string): LocalizedText {
  return { ko: `명령을 읽을 수 없습니다: ${message}`, en: message };
}

/** What follows the sentence of a wrong call, each part in brackets. */
export const CALL_HINTS = {
  didYouMean: (name: string): LocalizedText => ({ ko: `혹시 ${name}?`, en: `did you mean ${name}?` }),
  allowed: (values: string): LocalizedText => ({ ko: `가능한 값: ${values}`, en: `allowed: ${values}` }),
  seeHelp: (command: string): LocalizedText => ({
    ko: `사용법: ${command} --help`,
    en: `usage: ${command} --help`,
  }),
};

/** What each environment variable may be; completes {@link wrongVariable}. */
export const ALLOWED_VALUES = {
  MATGEUL_LANG: { ko: 'ko 또는 en이어야 합니다', en: 'must be ko or en' },
  MATGEUL_RULES: { ko: '실제로 있는 폴더여야 합니다', en: 'must be a folder that exists' },
  MATGEUL_MODEL: { ko: '실제로 있는 파일이어야 합니다', en: 'must be a file that exists' },
  MATGEUL_READER_FILE: { ko: '실제로 있는 파일이어야 합니다', en: 'must be a file that exists' },
  MATGEUL_COLOR: { ko: 'auto, always, never 중 하나여야 합니다', en: 'must be auto, always or never' },
} satisfies Record<string, LocalizedText>;

/** @param given the value in quotes */
export function wrongVariable(name: keyof typeof ALLOWED_VALUES, given: string): LocalizedText {
  const { ko, en } = ALLOWED_VALUES[name];
  return {
    ko: `환경 변수 ${name}=${given}: ${ko}`,
    en: `environment variable ${name}=${given}: ${en}`,
  };
}

/** Faults and notes that any command may print. */
export const GENERAL = {
  unexpected: (message: string): LocalizedText => ({
    ko: `예상하지 못한 오류: ${message}`,
    en: `unexpected fault: ${message}`,
  }),
  emptyFile: { ko: '파일이 비어 있습니다', en: 'the file is empty' } satisfies LocalizedText,
  withoutModel: {
    ko: '관련성 모델 없이 규칙과 기사의 낱말만으로 판정합니다.',
    en: 'Judging without the relevance model, by rules and the words of the article alone.',
  } satisfies LocalizedText,
  withoutReader: {
    ko: '둘째 판독기 파일(models/reader.bin)이 없어 둘째 판독기 없이 판정합니다.',
    en: 'Judging without the second reader: its file (models/reader.bin) is not there.',
  } satisfies LocalizedText,
  moreRejects: { ko: '… 그 밖에도 있습니다', en: '… and more' } satisfies LocalizedText,
};
