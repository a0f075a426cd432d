import { Fault, type SourcePosition } from '../fault.js';

/** Place of a fault in the file the caller named, if it named one. */
function at(file: string | undefined, place: SourcePosition = {}): SourcePosition {
  return file === undefined ? place : { file, ...place };
}

export const emptyPage = (file?: string): Fault =>
  new Fault(
    'article/empty',
    {
      ko: '파일이 비어 있습니다. 기사 제목과 본문, 댓글이 든 글·HTML·JSON 파일을 주세요.',
      en: 'the file is empty; give a text, HTML or JSON file with an article and its comments.',
    },
    at(file),
  );

export const binaryPage = (file: string | undefined, kind: string | null): Fault =>
  new Fault(
    'article/binary',
    {
      ko: `글이 아니라 이진 파일입니다${kind === null ? '' : `(${kind})`}. 기사 페이지를 글, HTML, JSON으로 저장해서 주세요.`,
      en: `this is a binary file${kind === null ? '' : ` (${kind})`}, not text; save the page as text, HTML or JSON.`,
    },
    at(file),
  );

export const noArticle = (file?: string): Fault =>
  new Fault(
    'article/no-article',
    {
      ko: '기사를 찾지 못했습니다. 댓글 앞에 제목(첫 줄)과 본문이 있어야 합니다.',
      en: 'no article found; a title (the first line) and a body must stand before the comments.',
    },
    at(file),
  );

export const badJson = (
  file: string | undefined,
  ko: string,
  en: string,
  place: SourcePosition = {},
): Fault =>
  new Fault(
    'article/bad-json',
    {
      ko: `JSON 페이지를 읽지 못했습니다: ${ko}. {"article":{"title":"…","body":"…"},"comments":["…"]} 꼴이어야 합니다.`,
      en: `the JSON page cannot be read: ${en}. Expected {"article":{"title":"…","body":"…"},"comments":["…"]}.`,
    },
    at(file, place),
  );

export const tooLarge = (file: string | undefined, limit: string): Fault =>
  new Fault(
    'article/too-large',
    {
      ko: `한 페이지로 보기에는 너무 큽니다(한도 ${limit}). 여러 기사의 묶음이면 matgeul batch를 쓰세요.`,
      en: `too large for one page (the limit is ${limit}); for many articles use matgeul batch.`,
    },
    at(file),
  );

export const unknownEncoding = (encoding: string): Fault =>
  new Fault('article/unknown-encoding', {
    ko: `모르는 문자 인코딩 "${encoding.slice(0, 40)}"입니다. utf-8, cp949, utf-16le, utf-16be 가운데 하나를 쓰세요.`,
    en: `unknown encoding "${encoding.slice(0, 40)}"; use utf-8, cp949, utf-16le or utf-16be.`,
  });
