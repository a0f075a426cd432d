/** More links than this in one message are not looked at. */
const MOST = 10;

/**
 * Up to white space, quotes and angle brackets. Hangul belongs to an address where a part of it begins (`/wiki/한국`), not
 * where it follows one (`https://a.example/1에서`).
 */
const LINK = /https?:\/\/(?:[^\s<>"'`“”‘’「」『』\p{Script=Hangul}]|(?<=[/=_+&-])\p{Script=Hangul}+)+/giu;
const CLOSERS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/**
 * The links of a message in their order, each once: plain, in Discord's `<…>` (no preview) and in markdown `[…](…)`.
 * Signs that end a sentence do not belong to a link, nor a closing bracket that was not opened in it.
 */
export function findUrls(text: string): string[] {
  const found = new Set<string>();
  for (const [match] of text.matchAll(LINK)) {
    const link = withoutTail(match);
    if (isAddress(link)) found.add(link);
    if (found.size === MOST) break;
  }
  return [...found];
}

function withoutTail(match: string): string {
  // `[title](https://a.example/1)` with another bracket right behind it: the first one that closes ends it.
  let link = unopened(match);
  for (;;) {
    const cut = link.replace(/(?:[.,:;!?…*_~|\\。([{]|\u200b)+$/u, '');
    if (cut === link) return link;
    link = cut;
  }
}

/** Cut before the first bracket that closes what was not opened. */
function unopened(link: string): string {
  const open: string[] = [];
  for (let i = 0; i < link.length; i += 1) {
    const sign = link[i]!;
    if ('([{'.includes(sign)) open.push(sign);
    else if (sign in CLOSERS && open.pop() !== CLOSERS[sign]) return link.slice(0, i);
  }
  return link;
}

function isAddress(link: string): boolean {
  try {
    return new URL(link).hostname.length > 0;
  } catch {
    return false;
  }
}
