/** Prefixes of one site's hosts that show the same articles. */
const SAME_SITE = /^(?:www|m|mobile|n|amp|news)\./;
const MOST_URL = 500;

/**
 * The address to keep of an article: what the page calls itself, when that is an address of the same site (a page must
 * not put a stranger's link under its title), else the one that answered.
 */
export function articleUrl(claimed: string | undefined, answered: URL): string {
  const own = claimed === undefined ? null : parse(claimed, answered);
  if (own !== null && own.href.length <= MOST_URL && isSameSite(own.hostname, answered.hostname))
    return own.href;
  return answered.href;
}

function parse(claimed: string, base: URL): URL | null {
  try {
    const url = new URL(claimed, base);
    return /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' ? url : null;
  } catch {
    return null;
  }
}

function isSameSite(a: string, b: string): boolean {
  const [one, other] = [siteOf(a), siteOf(b)];
  return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);
}

function siteOf(host: string): string {
  const site = host.replace(SAME_SITE, '');
  return site.includes('.') ? site : host;
}
