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
  config: {
    ko: '설정 파일(생략하면 MATGEUL_CONFIG, 그것도 없으면 이 폴더의 matgeul.config.yaml)',
    en: 'file of settings (MATGEUL_CONFIG when omitted, else matgeul.config.yaml in this folder)',
  },
  help: { ko: '도움말 표시', en: 'display help' },
  helpCommand: { ko: '명령의 도움말 표시', en: 'display help for a command' },
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

/** Help of `matgeul completion`. */
export const COMPLETION_HELP = {
  about: {
    ko: '셸 자동 완성 스크립트를 출력합니다(~/.bashrc에 eval "$(matgeul completion bash)")',
    en: 'prints the completion script of a shell (in ~/.bashrc: eval "$(matgeul completion bash)")',
  },
  shell: { ko: '셸', en: 'the shell' },
} satisfies Record<string, LocalizedText>;

/** Faults of a file of settings. */
export const CONFIG_FAULTS = {
  /** @param why in the words of the YAML reader, which are English */
  yaml: (why: string): LocalizedText => ({
    ko: `YAML이 아닙니다: ${why}`,
    en: `this is no YAML: ${why}`,
  }),
  unknown: (key: string, near: string | null): LocalizedText => ({
    ko: `모르는 설정 "${key}"${near === null ? '' : ` (혹시 ${near}?)`}`,
    en: `unknown setting "${key}"${near === null ? '' : ` (did you mean ${near}?)`}`,
  }),
  value: (key: string, allowed: readonly string[]): LocalizedText => ({
    ko: `${key}에 쓸 수 없는 값${allowed.length === 0 ? '' : ` (가능한 값: ${allowed.join(', ')})`}`,
    en: `${key} cannot have this value${allowed.length === 0 ? '' : ` (allowed: ${allowed.join(', ')})`}`,
  }),
  missing: (key: string, path: string): LocalizedText => ({
    ko: `${key}: ${path}에 없습니다`,
    en: `${key}: nothing is at ${path}`,
  }),
};

/** Faults and notes that any command may print. */
export const GENERAL = {
  unexpected: (message: string): LocalizedText => ({
    ko: `예상하지 못한 오류: ${message}`,
    en: `unexpected fault: ${message}`,
  }),
  /** @param name of the package, where the error says it */
  nativeModule: (name: string): LocalizedText => ({
    ko: `${name}이(가) 지금의 Node(${process.version})에 맞게 설치되어 있지 않습니다. npm rebuild를 실행해 주세요`,
    en: `${name} is not built for this Node (${process.version}); run npm rebuild`,
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
