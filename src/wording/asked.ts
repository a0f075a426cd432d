import type { LocalizedText } from '../fault.js';

/** Title of the evidence that a reader calls a comment off topic. */
export const askedAgainst = (model: string): LocalizedText => ({
  ko: `따로 물은 모델(${model})이 기사와 무관하다고 답함`,
  en: `A model that was asked (${model}) calls it off topic`,
});

/** Title of the evidence that a reader calls a comment on topic. */
export const askedFor = (model: string): LocalizedText => ({
  ko: `따로 물은 모델(${model})이 기사 이야기라고 답함`,
  en: `A model that was asked (${model}) calls it on topic`,
});

/** Name of the evidence behind flags that a reader's answer raised. */
export const askedEvidence = (model: string): LocalizedText => ({
  ko: `따로 물은 모델의 답(${model})`,
  en: `Answers of a model (${model})`,
});

/** What is wrong between this program and the endpoint; `host` is its name and port. */
export const ASKING_FAULTS = {
  wrongVariable: (name: string, isMissing: boolean, rule: LocalizedText): LocalizedText => ({
    ko: `환경 변수 ${name}${isMissing ? '이(가) 없습니다' : ''}: ${rule.ko}`,
    en: `environment variable ${name}${isMissing ? ' is missing' : ''}: ${rule.en}`,
  }),
  url: {
    ko: '사용자 이름과 비밀번호가 없는 http(s) 주소여야 합니다(예: http://localhost:11434/v1). 키는 MATGEUL_READER_KEY에 넣습니다',
    en: 'must be an http(s) URL without a user name and password, such as http://localhost:11434/v1; a key goes into MATGEUL_READER_KEY',
  },
  model: {
    ko: 'MATGEUL_READER_URL을 쓰려면 모델 이름이 있어야 합니다(예: qwen3:4b)',
    en: 'MATGEUL_READER_URL needs the name of a model, such as qwen3:4b',
  },
  key: { ko: '띄어쓰기 없는 영문 키여야 합니다', en: 'must be a key of ASCII characters without blanks' },
  number: (least: number, most: number): LocalizedText => ({
    ko: `${least}~${most} 사이의 정수여야 합니다`,
    en: `must be a whole number from ${least} to ${most}`,
  }),
  unreachable: (host: string, why: string): LocalizedText => ({
    ko: `모델(${host})에 연결하지 못했습니다(${why}). MATGEUL_READER_URL을 확인하세요`,
    en: `the model at ${host} cannot be reached (${why}); check MATGEUL_READER_URL`,
  }),
  tooSlow: (host: string): LocalizedText => ({
    ko: `모델(${host})이 제때 답하지 않았습니다. 더 작은 모델을 쓰거나 MATGEUL_READER_TIMEOUT을 늘리세요`,
    en: `the model at ${host} did not answer in time; use a smaller model, or raise MATGEUL_READER_TIMEOUT`,
  }),
  tooLarge: (host: string): LocalizedText => ({
    ko: `모델(${host})의 답이 너무 큽니다`,
    en: `the answer of the model at ${host} is too large`,
  }),
  denied: (host: string, status: number): LocalizedText => ({
    ko: `모델(${host})이 거부했습니다(HTTP ${status}). MATGEUL_READER_KEY를 확인하세요`,
    en: `the model at ${host} refuses (HTTP ${status}); check MATGEUL_READER_KEY`,
  }),
  unknown: (host: string): LocalizedText => ({
    ko: `${host}에 그런 주소나 모델이 없습니다(HTTP 404). MATGEUL_READER_URL과 MATGEUL_READER_MODEL을 확인하세요`,
    en: `${host} knows no such address or model (HTTP 404); check MATGEUL_READER_URL and MATGEUL_READER_MODEL`,
  }),
  busy: (host: string, status: number): LocalizedText => ({
    ko: `모델(${host})이 지금 답할 수 없습니다(HTTP ${status})`,
    en: `the model at ${host} cannot answer now (HTTP ${status})`,
  }),
  status: (host: string, status: number): LocalizedText => ({
    ko: `모델(${host})이 질문을 받지 않았습니다(HTTP ${status})`,
    en: `the model at ${host} did not accept the question (HTTP ${status})`,
  }),
  notAChat: (host: string): LocalizedText => ({
    ko: `${host}의 답이 OpenAI 형식의 채팅 답이 아닙니다. MATGEUL_READER_URL을 확인하세요`,
    en: `the answer of ${host} is no chat completion in the format of OpenAI; check MATGEUL_READER_URL`,
  }),
  babble: (host: string): LocalizedText => ({
    ko: `모델(${host})의 답에서 판정을 읽을 수 없습니다`,
    en: `the answer of the model at ${host} holds no labels`,
  }),
  misled: (host: string): LocalizedText => ({
    ko: `모델(${host})이 답이 정해진 댓글을 틀려, 함께 물은 댓글의 답을 버렸습니다`,
    en: `the model at ${host} got a comment with a known answer wrong; the answers beside it are dropped`,
  }),
  budget: (calls: number): LocalizedText => ({
    ko: `모델에 물을 수 있는 횟수(${calls})를 다 썼습니다. MATGEUL_READER_CALLS로 늘릴 수 있습니다`,
    en: `the ${calls} calls to the model are used up; MATGEUL_READER_CALLS raises them`,
  }),
  resting: (host: string): LocalizedText => ({
    ko: `모델(${host})이 잇따라 실패해 잠시 묻지 않습니다`,
    en: `the model at ${host} failed several times; it is left alone for a while`,
  }),
} as const;

/** What the commands say on standard error while they ask. */
export const ASKING_NOTES = {
  sends: (host: string, model: string): LocalizedText => ({
    ko: `MATGEUL_READER_URL: 검토 구간의 댓글과 기사 앞부분을 ${host}의 ${model}에 보내 묻습니다. 끄려면 --no-ask.`,
    en: `MATGEUL_READER_URL: comments worth a look, and the beginning of the article, are sent to ${model} at ${host}. --no-ask turns this off.`,
  }),
  done: (asked: number, answered: number): LocalizedText => ({
    ko: `모델에 물은 댓글 ${asked}개, 답을 얻은 댓글 ${answered}개`,
    en: `asked the model about ${asked} comments, ${answered} answered`,
  }),
  noAsk: {
    ko: 'MATGEUL_READER_URL의 모델에 묻지 않음',
    en: 'do not ask the model of MATGEUL_READER_URL',
  } satisfies LocalizedText,
  botSends: (host: string, model: string): LocalizedText => ({
    ko: `MATGEUL_READER_URL: 관리자가 /settings에서 켠 서버에서는 검토 구간의 댓글과 기사 앞부분을 ${host}의 ${model}에 보내 묻습니다.`,
    en: `MATGEUL_READER_URL: in servers whose managers turn it on in /settings, comments worth a look, and the beginning of their article, are sent to ${model} at ${host}.`,
  }),
} as const;
