import type { LocalizedText } from '../../fault.js';

/** Sentences about a page or file that could not be fetched. `host` comes sanitized. */
export const FETCH = {
  /** Ends most of them: the way that always works. */
  paste: {
    ko: '`/article set`으로 제목과 본문을 붙여 넣어도 됩니다.',
    en: 'You can paste title and body with `/article set` instead.',
  },
  badUrl: {
    ko: '읽을 수 있는 주소가 아닙니다. https://로 시작하는 기사 주소를 넣어 주세요.',
    en: 'This address cannot be read; give the address of an article, starting with https://.',
  },
  badPort: (host: string): LocalizedText => ({
    ko: `${host}의 이 포트에서는 기사를 가져오지 않습니다(80과 443만).`,
    en: `Articles are not fetched from this port of ${host} (only 80 and 443).`,
  }),
  privateAddress: (host: string): LocalizedText => ({
    ko: `${host}은(는) 내부망 주소라서 가져오지 않습니다. 봇을 운영하는 분이 MATGEUL_FETCH_ALLOW로 허용할 수 있습니다.`,
    en: `${host} is a private address and is not fetched; the operator of the bot can allow it with MATGEUL_FETCH_ALLOW.`,
  }),
  noSuchHost: (host: string): LocalizedText => ({
    ko: `${host}을(를) 찾을 수 없습니다. 주소에 잘못 쓴 곳이 없는지 확인해 주세요.`,
    en: `${host} cannot be found; check the address for typing errors.`,
  }),
  badCertificate: (host: string): LocalizedText => ({
    ko: `${host}과(와) 안전하게 연결하지 못했습니다(인증서 문제).`,
    en: `No safe connection to ${host} (its certificate is not right).`,
  }),
  unreachable: (host: string): LocalizedText => ({
    ko: `${host}에 연결하지 못했습니다.`,
    en: `${host} cannot be reached.`,
  }),
  tooSlow: (host: string): LocalizedText => ({
    ko: `${host}의 응답이 너무 느립니다. 잠시 뒤에 다시 해 보세요.`,
    en: `${host} answers too slowly; try again in a while.`,
  }),
  tooLargePage: (host: string, mebibytes: number): LocalizedText => ({
    ko: `${host}의 페이지가 너무 큽니다(한도 ${mebibytes} MiB).`,
    en: `The page of ${host} is too large (the limit is ${mebibytes} MiB).`,
  }),
  tooManyRedirects: (host: string): LocalizedText => ({
    ko: `${host}의 주소가 계속 다른 주소로 넘어갑니다.`,
    en: `The address at ${host} keeps leading to other addresses.`,
  }),
  notAPage: (host: string): LocalizedText => ({
    ko: `${host}의 이 주소는 글이 있는 웹 페이지가 아닙니다(사진, 영상, PDF 등).`,
    en: `This address at ${host} is no web page with text (a picture, a video, a PDF…).`,
  }),
  broken: (host: string): LocalizedText => ({
    ko: `${host}의 응답이 깨져 있습니다.`,
    en: `The answer of ${host} is broken.`,
  }),
  noArticleThere: (host: string): LocalizedText => ({
    ko: `${host}의 이 페이지에서 기사 본문을 찾지 못했습니다.`,
    en: `No article body was found on this page of ${host}.`,
  }),
  notFound: (host: string, status: number): LocalizedText => ({
    ko: `${host}에 이 기사가 없습니다(${status}). 지워졌거나 주소가 틀렸습니다.`,
    en: `${host} has no such article (${status}): it was removed, or the address is wrong.`,
  }),
  forbidden: (host: string, status: number): LocalizedText => ({
    ko: `${host}이(가) 기사를 내주지 않습니다(${status}). 로그인이나 구독이 필요하거나 봇을 막는 곳입니다.`,
    en: `${host} does not give the article out (${status}): it wants a login, or keeps bots away.`,
  }),
  badStatus: (host: string, status: number): LocalizedText => ({
    ko: `${host}이(가) 오류로 답했습니다(${status}).`,
    en: `${host} answered with an error (${status}).`,
  }),
  foreignFile: {
    ko: '디스코드에 올린 파일만 읽을 수 있습니다.',
    en: 'Only files that were uploaded to Discord can be read.',
  },
  tooLargeFile: (mebibytes: number): LocalizedText => ({
    ko: `파일이 너무 큽니다(한도 ${mebibytes} MiB).`,
    en: `The file is too large (the limit is ${mebibytes} MiB).`,
  }),
  fileGone: {
    ko: '파일을 내려받지 못했습니다. 링크가 오래되었거나 파일이 지워졌습니다. 다시 올려 주세요.',
    en: 'The file cannot be downloaded: its link is too old, or it was removed. Upload it again.',
  },
  unreadable: {
    ko: '이 페이지는 너무 복잡해서 읽지 못했습니다. `/article set`으로 제목과 본문을 붙여 넣어 주세요.',
    en: 'This page is too complex to read; please paste title and body with `/article set`.',
  },
  wrongAllowEntry: (entry: string): LocalizedText => ({
    ko: `MATGEUL_FETCH_ALLOW의 "${entry}"을(를) 알 수 없습니다. 호스트(wiki.paper.example, *.paper.example)나 주소 범위(10.20.0.0/16)를 쓰세요.`,
    en: `"${entry}" in MATGEUL_FETCH_ALLOW is not known; use hosts (wiki.paper.example, *.paper.example) or ranges (10.20.0.0/16).`,
  }),
} as const;
