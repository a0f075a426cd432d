const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What {@link RewordedFinder} goes by; the defaults were set on the planted month (docs/campaigns.md), by hand and in coarse steps. */
export interface RewordedOptions {
  /** Foreign posts that are remembered. */
  readonly capacity: number;
  /** Pairs that a post must have; shorter ones have no subject. */
  readonly minPairs: number;
  /** Idf in nats from which a pair says something: one post in ninety and rarer. */
  readonly minIdf: number;
  /** Tf-idf cosine and cosine of meaning from which two posts are near. */
  readonly like: number;
  readonly cos: number;
  /** The same for two posts of one author under different articles. */
  readonly authorLike: number;
  readonly authorCos: number;
  /** Cosine of meaning where the two share a single word, which is new. */
  readonly freshCos: number;
  /** Newest posts with a pair that are looked at, and nearest posts that are followed. */
  readonly chain: number;
  readonly mostNear: number;
  /** Windows in which company is counted, ms, shortest first. */
  readonly windows: readonly number[];
  /** Age from which a post is past: it makes another one like it likely. */
  readonly oldMs: number;
  /** The past is taken to have held `priorNear` near posts among `priorPosts` before the first. */
  readonly priorNear: number;
  readonly priorPosts: number;
  /** P of so many neighbours by chance, below which company is dense. */
  readonly alpha: number;
  /** The same for joining a campaign at its edge. */
  readonly joinAlpha: number;
  /** One author's posts are this much likelier to be near each other. */
  readonly authorOdds: number;
  /** Share of a campaign's tightness that a member reaches. */
  readonly fit: number;
  /** Groups below this size join whatever binds them. */
  readonly small: number;
  /** Others in dense company from which a campaign is known. */
  readonly knownAt: number;
  /** Share of tightness, and posts that reach it in both, by which two campaigns are one. */
  readonly bridgeFit: number;
  readonly bridges: number;
  /** Share of the posts with a word that are foreign, for it to be somebody's subject. */
  readonly nameShare: number;
  /** Posts and share of a campaign's posts that say its name. */
  readonly nameLeast: number;
  readonly nameOften: number;
  /** Posts outside for each text inside that a name may have. */
  readonly nameOutside: number;
  /** Posts after which a word is no longer new. */
  readonly freshCount: number;
  /** Tf-idf cosine from which two posts are copies. */
  readonly copyFrom: number;
  /** Tightness from which a campaign is one of copies, of which every word would be a name. */
  readonly copyLike: number;
}

export const REWORDED_DEFAULTS: RewordedOptions = {
  capacity: 32_768,
  minPairs: 8,
  minIdf: 4.5,
  like: 0.12,
  cos: 0.2,
  authorLike: 0.08,
  authorCos: 0.05,
  freshCos: 0.15,
  chain: 64,
  mostNear: 64,
  windows: [20 * MINUTE, 2 * HOUR, 12 * HOUR, 3 * DAY],
  oldMs: 3 * DAY,
  priorNear: 1,
  priorPosts: 1000,
  alpha: 1e-4,
  joinAlpha: 1e-4,
  authorOdds: 3,
  fit: 0.5,
  small: 3,
  knownAt: 3,
  bridgeFit: 0.6,
  bridges: 2,
  nameShare: 0.75,
  nameLeast: 2,
  nameOften: 0.3,
  nameOutside: 0.05,
  freshCount: 200,
  copyFrom: 0.85,
  copyLike: 0.55,
};
