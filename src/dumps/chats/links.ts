/** A link in a message. */
export interface Link {
  readonly url: string;
  /** The message without it. */
  readonly rest: string;
}

const URL_IN_TEXT = /<?https?:\/\/[^\s<>"']+>?/u;

/** The first link of a message; undefined without one. */
export function linkIn(text: string): Link | undefined {
  const found = URL_IN_TEXT.exec(text)?.[0];
  if (found === undefined) return undefined;
  return { url: found.replace(/^<|>$/gu, ''), rest: text.replace(found, '').trim() };
}

/** Hosts that pass people on: messengers, invitations, short links. What they show is never an article. */
const CONTACTS =
  /(?:^|\.)(?:t\.me|telegram\.(?:me|org)|open\.kakao\.com|pf\.kakao\.com|discord\.gg|discord\.com|line\.me|wa\.me|bit\.ly|han\.gl|me2\.do|url\.kr|vo\.la|buly\.kr|tinyurl\.com|goo\.gl|c11\.kr|forms\.gle)$/iu;

/** Newspapers and broadcasters whose host or path does not say so: the large Korean ones and some foreign ones, not a complete list. */
const PAPERS =
  /(?:^|\.)(?:chosun|joongang|joins|donga|hani|khan|yna|yonhapnewstv|ytn|sbs|kbs|imbc|jtbc|mbn|ichannela|tvchosun|mk|hankyung|sedaily|edaily|mt|pressian|hankookilbo|kmib|seoul|segye|munhwa|zdnet|asiae|heraldcorp|dailian|wikitree|insight|inews24|ajunews|bbc|cnn|reuters|nytimes|apnews)\.(?:com|co\.kr|kr|tv|co\.uk)$/iu;

/** Whether a link leads to an article of the news: by its host (`news`, a known paper) or its path (`/article/…`). */
export function isNewsLink(url: string): boolean {
  const parsed = parse(url);
  if (parsed === undefined || CONTACTS.test(parsed.hostname)) return false;
  const { hostname, pathname } = parsed;
  if (/news/iu.test(hostname) || hostname === 'v.daum.net' || PAPERS.test(hostname))
    return pathname.length > 1;
  return /\/(?:articles?|news|newsview|articleview|arti)(?:[/.]|$)/iu.test(pathname);
}

/** Whether a link leads to somebody to talk to rather than to something to read. */
export function isContactLink(url: string): boolean {
  const parsed = parse(url);
  return parsed === undefined || CONTACTS.test(parsed.hostname);
}

function parse(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
}
