import type { LocalizedText } from '../../fault.js';

/** Answers to a site whose request was refused, by the second half of their code. */
export const SITE_FAULTS = {
  'no-route': {
    ko: '이 주소에는 아무것도 없습니다. schemas/site.openapi.json의 주소를 쓰세요.',
    en: 'there is nothing at this address; use those of schemas/site.openapi.json.',
  },
  'bad-method': {
    ko: '이 주소는 이 메서드를 받지 않습니다. 받는 메서드는 Allow 헤더에 있습니다.',
    en: 'this address does not take this method; the Allow header lists those that it takes.',
  },
  'not-json': {
    ko: '본문은 UTF-8 JSON이어야 합니다(Content-Type: application/json). 압축한 본문은 받지 않습니다.',
    en: 'the body must be JSON in UTF-8 (Content-Type: application/json), and not compressed.',
  },
  'too-large': {
    ko: '본문이 1 MiB를 넘습니다. 여러 요청으로 나누세요.',
    en: 'the body is larger than 1 MiB; split it into several requests.',
  },
  'too-slow': {
    ko: '요청이 제때 다 오지 않았습니다. 다시 보내세요.',
    en: 'the request did not arrive in time; send it again.',
  },
  'bad-request': {
    ko: 'HTTP 요청의 형식이 잘못되었습니다.',
    en: 'this is not a well-formed HTTP request.',
  },
  'headers-too-large': { ko: '헤더가 너무 큽니다.', en: 'the headers are too large.' },
  'bad-encoding': {
    ko: '본문이 UTF-8이 아닙니다.',
    en: 'the body is not UTF-8.',
  },
  'bad-json': { ko: '본문이 JSON이 아닙니다.', en: 'the body is not JSON.' },
  'too-deep': { ko: 'JSON이 너무 깊습니다.', en: 'the JSON is nested too deeply.' },
  'bad-body': {
    ko: '본문이 정해진 형식과 다릅니다. 아무것도 저장하지 않았습니다. 다른 곳은 issues에 있습니다.',
    en: 'the body does not have the form that is asked for, and nothing was stored; issues says where.',
  },
  'repeated-id': {
    ko: '한 요청에 같은 댓글이나 기사가 두 번 있습니다. 아무것도 저장하지 않았습니다.',
    en: 'the request has a comment or an article twice; nothing was stored.',
  },
  'bad-id': {
    ko: '주소의 댓글·작성자 번호가 잘못되었습니다(보이는 ASCII 128자까지).',
    en: 'the id in the address is none: up to 128 visible ASCII characters.',
  },
  unsigned: {
    ko: '서명 헤더(matgeul-site, webhook-id, webhook-timestamp, webhook-signature)가 없거나 형식이 다릅니다.',
    en: 'the signing headers (matgeul-site, webhook-id, webhook-timestamp, webhook-signature) are missing or malformed.',
  },
  stale: {
    ko: '서명한 시각이 5분 넘게 어긋납니다. 서버의 시계를 맞추고, 다시 보낼 때는 다시 서명하세요.',
    en: 'the time of the signature is off by more than five minutes; set the clock, and sign anew when you send again.',
  },
  unauthorized: {
    ko: '사이트 번호나 서명이 맞지 않습니다.',
    en: 'the site or its signature is wrong.',
  },
  conflict: {
    ko: '같은 webhook-id로 다른 요청을 이미 받았습니다. 다른 요청에는 새 번호를 쓰세요.',
    en: 'another request with this webhook-id was received before; use a fresh one for each request.',
  },
  'too-fast': {
    ko: '요청이 너무 많습니다. Retry-After의 초만큼 기다렸다가 다시 보내세요.',
    en: 'too many requests; wait for the seconds of Retry-After and send again.',
  },
  full: {
    ko: '판정을 기다리는 댓글이 너무 많아 지금은 받지 않습니다. 저장하지 않았으니 Retry-After의 초가 지난 뒤 다시 보내세요.',
    en: 'too many comments wait to be judged; nothing was stored, so send again after the seconds of Retry-After.',
  },
  stopping: {
    ko: '맞글이 멈추는 중이거나 데이터베이스가 답하지 않습니다. 저장하지 않았으니 다시 보내세요.',
    en: 'matgeul is stopping, or its database does not answer; nothing was stored, so send again.',
  },
  'no-comment': {
    ko: '그런 댓글을 모릅니다. 보관 기간이 지났을 수도 있습니다.',
    en: 'no such comment is known; it may be past the retention.',
  },
} satisfies Record<string, LocalizedText>;
export type SiteFault = keyof typeof SITE_FAULTS;

/** Words of cards about the comments of a site. */
export const SITE_CARD = {
  site: (name: string): LocalizedText => ({ ko: `사이트 ${name}`, en: `site ${name}` }),
  anonymous: { ko: '이름 없음', en: 'no name' },
  around: {
    ko: '사이트의 댓글이라 앞뒤 글은 사이트에서 볼 수 있습니다.',
    en: 'This is a comment of a site; see there what stands around it.',
  },
} as const;

/** Faults of the server that takes comments of sites. */
export const SITE_SERVER = {
  portTaken: (address: string): LocalizedText => ({
    ko: `${address} 포트를 다른 프로그램이 쓰고 있습니다. MATGEUL_SITE_PORT를 다른 포트로 바꾸거나 비우세요.`,
    en: `another program uses ${address}; set MATGEUL_SITE_PORT to another port, or leave it empty.`,
  }),
  cannotListen: (address: string, code: string): LocalizedText => ({
    ko: `${address}에서 수신할 수 없습니다(${code}). MATGEUL_SITE_HOST와 MATGEUL_SITE_PORT를 확인하세요.`,
    en: `cannot listen on ${address} (${code}); check MATGEUL_SITE_HOST and MATGEUL_SITE_PORT.`,
  }),
} as const;

/** Notices about a site's webhook. */
export const SITE_NOTICES = {
  deadLetter: (site: string): LocalizedText => ({
    ko: `사이트 ${site}의 웹훅이 24시간 동안 답하지 않아 결정을 전하지 못했습니다. 사이트에는 그 결정이 아직 반영되지 않았습니다. 봇을 운영하는 분이 \`matgeul site list\`로 주소를 확인해 주세요.`,
    en: `The webhook of site ${site} did not answer for 24 hours, so decisions did not reach it: the site has not carried them out. The operator of the bot can check the address with \`matgeul site list\`.`,
  }),
} as const;

/** Faults of a webhook's address. */
export const SITE_WEBHOOK = {
  noTls: {
    ko: '웹훅 주소는 https://로 시작해야 합니다. 내부망의 http 주소는 MATGEUL_FETCH_ALLOW에 있는 호스트만 쓸 수 있습니다.',
    en: 'the address of a webhook must start with https://; http is for hosts in MATGEUL_FETCH_ALLOW only.',
  },
} as const satisfies Record<string, LocalizedText>;
