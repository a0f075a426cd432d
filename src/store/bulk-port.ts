import type {
  Bulk,
  BulkDecision,
  Case,
  Flag,
  FlagGroup,
  FlagSelection,
  NewEffect,
  Trouble,
} from '../moderation/index.js';

/** What became of the flags of a bulk's preview until now, and what its selection takes by now. */
export interface BulkPreview {
  readonly bulk: Bulk;
  /** Flags of the preview that are still open. */
  readonly open: number;
  /** Flags of it that somebody decided since, and that were closed. */
  readonly decided: number;
  readonly closed: number;
  /** Open flags that the selection takes and the preview does not show. */
  readonly fresh: number;
  /** The open ones by key of evidence and by channel, most frequent first. */
  readonly evidence: readonly FlagGroup[];
  readonly channels: readonly FlagGroup[];
  /** Some of the open ones, evenly spread over the order of the queue. */
  readonly examples: readonly Flag[];
}

/** How far a bulk, or its undoing, has come in Discord. */
export interface BulkProgress {
  /** Flags with an act, and those of them whose act Discord has confirmed. */
  readonly acts: number;
  readonly done: number;
  /** There was nothing to do. */
  readonly moot: number;
  readonly waiting: number;
  /** It failed and is tried again, or was given up. */
  readonly failing: number;
  readonly failed: number;
  /** Why, and how many for that reason; most frequent first. */
  readonly troubles: readonly { readonly trouble: Trouble; readonly count: number }[];
  /** Flags of it that were undone or decided anew, one by one, since. */
  readonly anew: number;
}

/** Why a bulk was refused: there is none, it was decided or undone already, it is not decided, or nothing of it is open. */
export type BulkRefused = 'unknown' | 'decided' | 'undone' | 'not-decided' | 'empty';
export type BulkSettled =
  { readonly bulk: Bulk; readonly settled: number } | { readonly refused: BulkRefused; readonly bulk?: Bulk };

/** Many flags that are decided together, and their preview. */
export interface BulkStore {
  /**
   * Stores which open flags a selection takes now, `limit` at most, in the order of the queue. Only these are decided later.
   *
   * @param id given by the caller, so that a repeated call makes no second one
   */
  propose(request: {
    guildId: string;
    id: string;
    selection: FlagSelection;
    moderatorId: string;
    now: number;
    limit: number;
  }): Promise<Bulk>;
  get(guildId: string, id: string): Promise<Bulk | undefined>;
  /** A bulk with the flags of its preview, as they are now. */
  preview(guildId: string, id: string, now: number, examples: number): Promise<BulkPreview | undefined>;
  /**
   * Decides the flags of the preview that are still open, each with a case of its own, and orders their effects, in one
   * transaction. Flags that somebody decided since, and those that came since, are left alone. Of several clicks one wins.
   */
  decide(request: {
    guildId: string;
    id: string;
    decision: BulkDecision;
    removes: boolean;
    moderatorId: string;
    why: string | null;
    now: number;
    effects: (caseNumber: number, flag: Flag) => readonly NewEffect[];
    /** Effects of the bulk itself. */
    also: readonly NewEffect[];
  }): Promise<BulkSettled>;
  /** Undoes the decisions of a bulk, each with a case of its own; those of flags that were decided anew since are left. */
  undo(request: {
    guildId: string;
    id: string;
    moderatorId: string;
    now: number;
    effects: (caseNumber: number, undone: Case, flag: Flag) => readonly NewEffect[];
    also: readonly NewEffect[];
  }): Promise<BulkSettled>;
  /** How far it has come in Discord. */
  progress(guildId: string, id: string): Promise<BulkProgress>;
  /** Orders anew what failed; returns its number. */
  retry(guildId: string, id: string, now: number): Promise<number>;
  /** Stores where its card was posted. */
  setCard(guildId: string, id: string, card: { channelId: string; messageId: string }): Promise<void>;
}
