import type { LocalizedText } from '../../fault.js';
import { READING_NOTES } from '../../wording/dumps.js';
import {
  GROUPS,
  plainName,
  RATHER_ARTICLE,
  RATHER_COMMENT,
  type Role,
  SIDE_OF,
  SYNONYMS,
} from './synonyms.js';

/** Whether a column is the article's or the comment's. */
export type Side = 'article' | 'comment';

/**
 * The names of a header's columns as `SYNONYMS` has them. A name that stands twice (`내용` … `내용`, pandas' `내용.1`, `content_x`,
 * `content_y`) is the article's first and the comment's later, unless the first rows show that the later values repeat; under a
 * row of groups (`기사`, `댓글`) the group tells.
 *
 * @param taken columns that the user named; their names are left empty
 * @param sides each column's side by a row of groups
 */
export function namesOf(
  header: readonly string[],
  taken: ReadonlySet<number>,
  sample: readonly (readonly string[])[],
  sides?: readonly (Side | undefined)[],
): { readonly names: string[]; readonly notes: readonly LocalizedText[] } {
  const bases = baseNames(header);
  const doubled = sides === undefined ? doubledSides(bases, taken, sample) : undefined;
  const names = header.map((name, index) => {
    if (taken.has(index)) return '';
    const own = sides?.[index] ?? doubled?.sides.get(index);
    if (own === 'none') return '';
    const [plain, side] = own === undefined ? ownName(name) : [plainName(bases[index]!), own];
    return side === undefined ? plain : sideName(plain, side);
  });
  return { names, notes: doubled?.notes ?? [] };
}

/** Header names without what pandas appends to names that stand twice. */
function baseNames(header: readonly string[]): string[] {
  const cut = header.map(withoutSuffix);
  const count = new Map<string, number>();
  for (const name of cut) count.set(plainName(name), (count.get(plainName(name)) ?? 0) + 1);
  return header.map((name, index) => (count.get(plainName(cut[index]!))! > 1 ? cut[index]! : name));
}

function withoutSuffix(name: string): string {
  return name.trim().replace(/(?:\.\d{1,2}|[_.][xy])$/i, '');
}

/** The name by which a column is known, whatever path or suffix it is written with. */
export function knownName(name: string): string {
  return ownName(withoutSuffix(name))[0];
}

function doubledSides(
  bases: readonly string[],
  taken: ReadonlySet<number>,
  sample: readonly (readonly string[])[],
): { readonly sides: Map<number, Side | 'none'>; readonly notes: readonly LocalizedText[] } {
  const places = new Map<string, number[]>();
  for (const [index, base] of bases.entries()) {
    const name = plainName(base);
    if (taken.has(index) || !SPLIT.has(name)) continue;
    places.set(name, [...(places.get(name) ?? []), index]);
  }
  const groups = [...places].filter(([, some]) => some.length > 1);
  const distinct = (place: number): number => new Set(sample.map((row) => row[place]?.trim())).size;
  // A table that joins comments with their articles may have the comments' columns first: the article's text repeats.
  const swapped = groups.some(
    ([name, some]) => TEXTS.has(name) && distinct(some.at(-1)!) < distinct(some[0]!),
  );
  const sides = new Map<number, Side | 'none'>();
  for (const [, some] of groups) {
    for (const place of some) sides.set(place, 'none');
    sides.set(some[0]!, swapped ? 'comment' : 'article');
    sides.set(some.at(-1)!, swapped ? 'article' : 'comment');
  }
  const texts = groups.filter(([name]) => TEXTS.has(name));
  const notes = texts.map(([, some]) => {
    const [first, later] = [some[0]! + 1, some.at(-1)! + 1];
    const name = bases[some[0]!]!.trim();
    return swapped ? READING_NOTES.doubled(name, later, first) : READING_NOTES.doubled(name, first, later);
  });
  return { sides, notes };
}

/** Texts that are the article's or the comment's. */
const TEXTS: ReadonlySet<string> = new Set([...RATHER_ARTICLE, ...RATHER_COMMENT, ...SYNONYMS.body]);
/** Names that an article and a comment may both have. */
const SPLIT: ReadonlySet<string> = new Set([
  ...TEXTS,
  ...SYNONYMS.date,
  ...SYNONYMS.published,
  ...SYNONYMS.author,
  ...SYNONYMS.title,
  'id',
  '번호',
  'no',
]);

/** A name as it is, or its last part where it is a path: `snippet.textOriginal`, and its side where it says it: `date_comment`. */
function ownName(name: string): readonly [string, Side | undefined] {
  const plain = plainName(name);
  if (ROLE_OF.has(plain) || OTHERS.has(plain)) return [plain, undefined];
  const path = name.trim().split(/\.|__|\//);
  const last = plainName(path.at(-1)!);
  if (path.length > 1 && ROLE_OF.has(last) && !OF_PEOPLE.test(path.slice(0, -1).join('.')))
    return [last, undefined];
  // `댓글 내용(Comment)`, `Comment [댓글]`: what stands in brackets repeats the name in other words.
  const bare = plainName(name.replace(/[([（［【].*$/u, ''));
  if (bare !== plain && (ROLE_OF.has(bare) || OTHERS.has(bare))) return [bare, undefined];
  const [, base, word] =
    /^(.+?)[_.\s(-]+(article|news|comment|reply|기사|뉴스|댓글)\)?$/i.exec(name.trim()) ?? [];
  if (base === undefined || word === undefined) return [plain, undefined];
  return [plainName(base), /article|news|기사|뉴스/i.test(word) ? 'article' : 'comment'];
}

/** Parts of paths under which `id`, `name` and `url` are a person's or a picture's. */
const OF_PEOPLE = /user|author|channel|owner|writer|profile|member|from|avatar|thumbnail|image|photo/i;

const PREFIXES = { article: ['기사', 'article', 'news'], comment: ['댓글', 'comment'] } as const;

/** The name of a column of which the side is known: `내용` of the comment is `댓글내용`. Empty where that makes no sense. */
function sideName(plain: string, side: Side): string {
  for (const prefix of PREFIXES[side]) {
    const role = ROLE_OF.get(prefix + plain);
    if (role !== undefined && SIDE_OF[role] === side) return prefix + plain;
  }
  const role = ROLE_OF.get(plain);
  if (TEXTS.has(plain) || role === 'text') {
    if (side === 'comment') return ROLE_OF.get(plain) === 'text' ? plain : 'commenttext';
    return role === 'text' ? '' : 'articlebody';
  }
  if (role === 'date' || role === 'published') return side === 'article' ? 'articledate' : 'commentdate';
  return role === undefined || SIDE_OF[role] === side || SIDE_OF[role] === undefined ? plain : '';
}

/** The role of each known name. */
const ROLE_OF: ReadonlyMap<string, Role> = new Map(
  (Object.entries(SYNONYMS) as [Role, readonly string[]][]).flatMap(([role, names]) =>
    names.map((name) => [name, role] as const),
  ),
);
const OTHERS = new Set([...RATHER_ARTICLE, ...RATHER_COMMENT]);

/** The sides of columns by a row of groups above the header, whose names go on to the right; undefined where it names none. */
export function sidesOf(groups: readonly string[], width: number): readonly (Side | undefined)[] | undefined {
  let side: Side | undefined;
  const sides = Array.from({ length: width }, (_, index) => {
    const name = plainName(groups[index] ?? '');
    if (name !== '') {
      side = GROUPS.article.has(name) ? 'article' : GROUPS.comment.has(name) ? 'comment' : undefined;
    }
    return side;
  });
  return sides.includes('comment') || sides.includes('article') ? sides : undefined;
}
