import type { NewEffect } from '../moderation/index.js';

/** What became of a note to a poster: sent; their messages are closed; they had one a moment ago; it could not be sent. */
export const NOTE_STATES = ['sent', 'closed', 'limited', 'failed'] as const;
export type NoteState = (typeof NOTE_STATES)[number];

export const APPEAL_STATES = ['open', 'accepted', 'rejected'] as const;
export type AppealState = (typeof APPEAL_STATES)[number];

/** A poster's appeal against the decision of a case. */
export interface Appeal {
  readonly guildId: string;
  readonly caseNumber: number;
  readonly flagId: string;
  readonly authorHash: string;
  /** Null a day after it was settled, and once the poster's data was deleted. */
  readonly authorId: string | null;
  readonly text: string | null;
  readonly at: number;
  readonly state: AppealState;
  readonly moderatorId: string | null;
  readonly answer: string | null;
  readonly settledAt: number | null;
  /** Whether the result reached the poster; null: not tried yet, or a decision is still to come. */
  readonly told: NoteState | null;
  readonly card: { readonly channelId: string; readonly messageId: string } | null;
}

/**
 * Why an appeal is not possible: no such case, or its author is somebody else (`unknown`, so that nobody learns which); the
 * time for it is over; there is one already; the decision was undone meanwhile.
 */
export type NoAppeal = 'unknown' | 'late' | 'again' | 'undone';

/** Notes to posters, and their appeals. */
export interface AppealStore {
  /** Whether the poster may be told now: not within `spanMs` after the last note. */
  mayNote(guildId: string, authorHash: string, since: number): Promise<boolean>;
  /** Stores what became of a note. */
  noted(
    guildId: string,
    caseNumber: number,
    note: { state: NoteState; authorHash: string; at: number },
  ): Promise<void>;
  note(guildId: string, caseNumber: number): Promise<NoteState | undefined>;
  /** Whether somebody may appeal against a case; undefined: yes. */
  check(guildId: string, caseNumber: number, userId: string, since: number): Promise<NoAppeal | undefined>;
  /** Opens an appeal, once a case, with its effects in one transaction. */
  open(appeal: {
    guildId: string;
    caseNumber: number;
    userId: string;
    text: string;
    now: number;
    /** Decisions from before this are too old. */
    since: number;
    effects: readonly NewEffect[];
  }): Promise<Appeal | { refused: NoAppeal }>;
  get(guildId: string, caseNumber: number): Promise<Appeal | undefined>;
  /** Settles an open appeal with its effects in one transaction; undefined when it is settled already. */
  settle(appeal: {
    guildId: string;
    caseNumber: number;
    state: Exclude<AppealState, 'open'>;
    moderatorId: string;
    answer: string | null;
    now: number;
    effects: readonly NewEffect[];
  }): Promise<Appeal | undefined>;
  setCard(guildId: string, caseNumber: number, card: { channelId: string; messageId: string }): Promise<void>;
  /** Stores whether the result reached the poster. */
  told(guildId: string, caseNumber: number, state: NoteState): Promise<void>;
}
