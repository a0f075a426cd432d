import { dot } from '../relevance/encoder/vector.js';
import type { RuleBook, RuleMatch } from '../rules/index.js';
import type { Ground } from './campaign.js';
import type { Finder, Past, Proposal, ReadPost, Share } from './finder.js';
import type { Meaning } from './foreign-gate.js';
import type { Packer, Unpacker } from './packing.js';

const HOUR = 3_600_000;
/**
 * Logits of a pack's rules in one text from which it speaks for the pack: one strong rule, or two that are weak by themselves. Of 162,000
 * real comments of a month 62 reach it under articles of other topics, 25 of which are posts of campaigns.
 */
const STRENGTH = 2.5;
/** Posts that name the same pack belong together within so long: under one article or by one author, and anywhere. */
const NEAR_MS = 72 * HOUR;
const ANYWHERE_MS = 2 * HOUR;
/** Posts without a time count as this far apart. */
const POST_MS = 15_000;
/** Posts of a pack that are remembered. */
const KEPT = 256;
/** Members of a proposal at most. */
const MOST = 32;
/** Posts that make a campaign of a pack that somebody wrote for it. */
const KNOWN_POSTS = 3;
/**
 * Cosine with the title from which a post speaks of its article, whatever words it uses. Of posts that name a pack in that month those
 * of campaigns have −.25 to .23, those about their articles .31 to .89, but for one.
 */
const SPEAKS_OF = 0.27;
/** Articles that are remembered; the oldest are forgotten first. */
const ARTICLES = 50_000;
/** Posts before the first, so that rarity means something from the start. */
const PRIOR_POSTS = 4096;

/** A post that names a pack under an article of another topic. */
interface Named {
  readonly serial: number;
  readonly at: number;
  readonly author: string | null;
  readonly article: string;
  readonly likeness: number;
  readonly span: readonly [number, number];
  readonly phrase: string;
}

interface KnownArticle {
  readonly title: string;
  /** Packs on whose topic it is. */
  readonly topics: readonly string[];
}

/**
 * Finds posts of a campaign that a rule pack describes: somebody knows it already, so its posts need no words in common and no past.
 * The shareholders of one company write each in their own words, and a page of seven comments has no history to tell what is new.
 */
export class PackFinder implements Finder {
  readonly #past: Past;
  readonly #book: RuleBook;
  readonly #meaning: Meaning | undefined;
  readonly #articles = new Map<string, KnownArticle>();
  #named = new Map<string, Named[]>();
  #posts = 0;
  #hits = 0;
  #draft: { readonly packs: readonly string[]; readonly named: Named } | undefined;

  /**
   * @param book of the packs that count: see `campaignBook`
   * @param meaning tells which posts speak of their article in other words; without it their packs alone do
   */
  constructor(past: Past, book: RuleBook, meaning?: Meaning) {
    this.#past = past;
    this.#book = book;
    this.#meaning = meaning;
  }

  article({ id, title, body }: Ground): void {
    this.#articles.delete(id);
    this.#articles.set(id, { title, topics: [...this.#book.topicsOf({ title, body })] });
    if (this.#articles.size > ARTICLES) this.#articles.delete(this.#articles.keys().next().value!);
  }

  find(read: ReadPost): readonly Proposal[] {
    this.#posts++;
    this.#draft = undefined;
    const { post, serial } = read;
    const strengths = this.#strengths(post.text, post.article);
    if (strengths.size === 0 || this.#speaksOf(post.text, post.article)) return [];
    this.#hits++;
    const matches = [...strengths.values()].flat();
    const best = matches.reduce((most, match) => (match.weight > most.weight ? match : most));
    const { start, end, reads } = best.spans[0]!;
    const named: Named = {
      serial,
      at: post.at ?? serial * POST_MS,
      author: post.author,
      article: post.article,
      likeness: Math.min(1, weightOf(matches) / (2 * STRENGTH)),
      span: [start, end],
      phrase: reads,
    };
    const packs = [...strengths.keys()];
    this.#draft = { packs, named };
    const others = this.#company(packs, named);
    if (others.length === 0) return [];
    const bits = packs.length * Math.log2((this.#posts + PRIOR_POSTS) / (this.#hits + 1));
    return [
      {
        by: 'words',
        own: shareOf(named),
        others: others.map(shareOf),
        bits,
        core: true,
        merges: false,
        ...(others.length + 1 >= KNOWN_POSTS ? { known: true } : {}),
      },
    ];
  }

  /** Matches by pack, of packs that the text speaks for and that are no topic of the article. */
  #strengths(text: string, article: string): Map<string, RuleMatch[]> {
    const found = new Map<string, RuleMatch[]>();
    const topics = this.#articles.get(article)?.topics;
    for (const match of this.#book.match(text)) {
      if (match.weak || topics?.includes(match.pack.id) === true) continue;
      const own = found.get(match.pack.id);
      if (own === undefined) found.set(match.pack.id, [match]);
      else own.push(match);
    }
    if (weightOf([...found.values()].flat()) < STRENGTH) found.clear();
    return found;
  }

  #speaksOf(text: string, article: string): boolean {
    const title = this.#articles.get(article)?.title;
    if (this.#meaning === undefined || title === undefined) return false;
    return dot(this.#meaning.encode(text), this.#meaning.encode(title)) >= SPEAKS_OF;
  }

  /** Earlier posts of the same packs that are near, the newest first; all of one campaign or of none. */
  #company(packs: readonly string[], named: Named): Named[] {
    const near = new Map<number, Named>();
    for (const pack of packs)
      for (const other of this.#named.get(pack) ?? []) {
        const apart = named.at - other.at;
        const close =
          other.article === named.article || (named.author !== null && other.author === named.author);
        if (apart <= (close ? NEAR_MS : ANYWHERE_MS)) near.set(other.serial, other);
      }
    const newest = [...near.values()].sort((a, b) => b.serial - a.serial);
    const joined = newest.map(({ serial }) => this.#past.cluster(serial)).find((key) => key >= 0);
    return newest
      .filter(({ serial }) => {
        const key = this.#past.cluster(serial);
        return key === -1 || key === joined;
      })
      .slice(0, MOST);
  }

  keep({ serial }: ReadPost): void {
    if (this.#draft?.named.serial !== serial) return;
    for (const pack of this.#draft.packs) {
      const own = this.#named.get(pack) ?? [];
      own.push(this.#draft.named);
      if (own.length > KEPT) own.shift();
      this.#named.set(pack, own);
    }
    this.#draft = undefined;
  }

  chant(): void {
    // Whoever wrote the pack says what it finds: a decision on one campaign changes nothing of that.
  }

  forget(serials: readonly number[]): void {
    const gone = new Set(serials);
    for (const [pack, own] of this.#named)
      this.#named.set(
        pack,
        own.filter(({ serial }) => !gone.has(serial)),
      );
  }

  expire(oldest: number): void {
    for (const [pack, own] of this.#named)
      this.#named.set(
        pack,
        own.filter(({ serial }) => serial >= oldest),
      );
  }

  pack(packer: Packer): void {
    packer.value([[...this.#named], [...this.#articles], this.#posts, this.#hits]);
  }

  unpack(unpacker: Unpacker): void {
    const [named, articles, posts, hits] = unpacker.value() as [
      [string, Named[]][],
      [string, KnownArticle][],
      number,
      number,
    ];
    this.#named = new Map(named);
    this.#articles.clear();
    for (const [id, article] of articles) this.#articles.set(id, article);
    this.#posts = posts;
    this.#hits = hits;
  }
}

const shareOf = ({ serial, likeness, span, phrase }: Named): Share => ({ serial, likeness, span, phrase });

const weightOf = (matches: readonly RuleMatch[]): number =>
  matches.reduce((sum, { weight }) => sum + weight, 0);
