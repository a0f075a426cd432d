import { Fault, type LocalizedText } from '../../../fault.js';

/** What a moderator can always do instead. */
const PASTE: LocalizedText = {
  ko: '`/article set`으로 제목과 본문을 붙여 넣어도 됩니다.',
  en: 'You can paste title and body with `/article set` instead.',
};

function fault(code: string, said: LocalizedText, cause?: unknown, paste = true): Fault {
  const whole = paste ? { ko: `${said.ko} ${PASTE.ko}`, en: `${said.en} ${PASTE.en}` } : said;
  return new Fault(`fetch/${code}`, whole, {}, cause === undefined ? {} : { cause });
}

/** Hosts come from strangers: only letters that no markdown knows are shown. */
const shown = (host: string): string => host.replace(/[^a-z0-9.:-]/gi, '').slice(0, 80);

export const badUrl = (): Fault =>
  fault(
    'bad-url',
    {
      ko: '읽을 수 있는 주소가 아닙니다. https://로 시작하는 기사 주소를 넣어 주세요.',
      en: 'This is no address that can be read; give the address of an article, starting with https://.',
    },
    undefined,
    false,
  );

export const badPort = (host: string): Fault =>
  fault('bad-port', {
    ko: `${shown(host)}의 이 포트에서는 기사를 가져오지 않습니다(80과 443만).`,
    en: `Articles are not fetched from this port of ${shown(host)} (only 80 and 443).`,
  });

export const privateAddress = (host: string): Fault =>
  fault('private', {
    ko: `${shown(host)}은(는) 내부망 주소라서 가져오지 않습니다. 봇을 운영하는 분이 MATGEUL_FETCH_ALLOW로 허용할 수 있습니다.`,
    en: `${shown(host)} is a private address and is not fetched; whoever runs the bot can allow it with MATGEUL_FETCH_ALLOW.`,
  });

export const noSuchHost = (host: string, cause: unknown): Fault =>
  fault(
    'dns',
    {
      ko: `${shown(host)}을(를) 찾을 수 없습니다. 주소에 잘못 쓴 곳이 없는지 확인해 주세요.`,
      en: `${shown(host)} cannot be found; check the address for typing errors.`,
    },
    cause,
  );

export const badCertificate = (host: string, cause: unknown): Fault =>
  fault(
    'tls',
    {
      ko: `${shown(host)}과(와) 안전하게 연결하지 못했습니다(인증서 문제).`,
      en: `No safe connection to ${shown(host)} (its certificate is not right).`,
    },
    cause,
  );

export const unreachable = (host: string, cause: unknown): Fault =>
  fault(
    'unreachable',
    { ko: `${shown(host)}에 연결하지 못했습니다.`, en: `${shown(host)} cannot be reached.` },
    cause,
  );

export const tooSlow = (host: string): Fault =>
  fault('too-slow', {
    ko: `${shown(host)}의 응답이 너무 느립니다. 잠시 뒤에 다시 해 보세요.`,
    en: `${shown(host)} answers too slowly; try again in a while.`,
  });

export const tooLargePage = (host: string, most: number): Fault =>
  fault('too-large', {
    ko: `${shown(host)}의 페이지가 너무 큽니다(한도 ${mebibytes(most)} MiB).`,
    en: `The page of ${shown(host)} is too large (the limit is ${mebibytes(most)} MiB).`,
  });

export const tooManyRedirects = (host: string): Fault =>
  fault('redirects', {
    ko: `${shown(host)}의 주소가 계속 다른 주소로 넘어갑니다.`,
    en: `The address at ${shown(host)} keeps leading to other addresses.`,
  });

export const notAPage = (host: string): Fault =>
  fault('not-a-page', {
    ko: `${shown(host)}의 이 주소는 글이 있는 웹 페이지가 아닙니다(사진, 영상, PDF 등).`,
    en: `This address at ${shown(host)} is no web page with text (a picture, a video, a PDF…).`,
  });

export const broken = (host: string, cause: unknown): Fault =>
  fault(
    'broken',
    { ko: `${shown(host)}의 응답이 깨져 있습니다.`, en: `The answer of ${shown(host)} is broken.` },
    cause,
  );

export const noArticleThere = (host: string): Fault =>
  fault('no-article', {
    ko: `${shown(host)}의 이 페이지에서 기사 본문을 찾지 못했습니다.`,
    en: `No article body was found on this page of ${shown(host)}.`,
  });

/** What an HTTP status other than success means to a moderator. */
export function badStatus(host: string, status: number): Fault {
  if (status === 404 || status === 410)
    return fault('not-found', {
      ko: `${shown(host)}에 이 기사가 없습니다(${status}). 지워졌거나 주소가 틀렸습니다.`,
      en: `${shown(host)} has no such article (${status}): it was removed, or the address is wrong.`,
    });
  if ([401, 402, 403, 429, 451].includes(status))
    return fault('forbidden', {
      ko: `${shown(host)}이(가) 기사를 내주지 않습니다(${status}). 로그인이나 구독이 필요하거나 봇을 막는 곳입니다.`,
      en: `${shown(host)} does not give the article out (${status}): it wants a login, or keeps bots away.`,
    });
  return fault('status', {
    ko: `${shown(host)}이(가) 오류로 답했습니다(${status}).`,
    en: `${shown(host)} answered with an error (${status}).`,
  });
}

export const foreignFile = (): Fault =>
  fault(
    'foreign-file',
    {
      ko: '디스코드에 올린 파일만 읽을 수 있습니다.',
      en: 'Only files that were uploaded to Discord can be read.',
    },
    undefined,
    false,
  );

export const tooLargeFile = (most: number): Fault =>
  fault(
    'file-too-large',
    {
      ko: `파일이 너무 큽니다(한도 ${mebibytes(most)} MiB).`,
      en: `The file is too large (the limit is ${mebibytes(most)} MiB).`,
    },
    undefined,
    false,
  );

export const fileGone = (): Fault =>
  fault(
    'file-gone',
    {
      ko: '파일을 내려받지 못했습니다. 링크가 오래되었거나 파일이 지워졌습니다. 다시 올려 주세요.',
      en: 'The file cannot be downloaded: its link is too old, or it was removed. Upload it again.',
    },
    undefined,
    false,
  );

const mebibytes = (bytes: number): number => Math.round((bytes / 1024 / 1024) * 10) / 10;
