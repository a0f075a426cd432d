/** A message as it arrived; it is stored before it is judged. */
export interface IncomingMessage {
  readonly guildId: string;
  readonly channelId: string;
  readonly messageId: string;
  /** 0 as posted, else the time of the edit in ms. */
  readonly revision: number;
  readonly articleId: string;
  readonly author: { readonly id: string; readonly name: string; readonly webhook: boolean };
  readonly text: string;
  /** The comment that this one replies to. */
  readonly parent: string | null;
  /** Author of `parent`, so that it goes when that author's data is deleted. */
  readonly parentAuthorId?: string | undefined;
  readonly attachments: readonly string[];
  readonly postedAt: number;
}
