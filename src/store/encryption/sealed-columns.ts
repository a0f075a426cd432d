import type { Tables } from '../tables.js';

/** An encrypted column and the columns that identify its row; the encryption binds the value to both. */
export interface SealedColumn {
  readonly table: Exclude<keyof Tables, 'schema_versions'>;
  readonly column: string;
  readonly row: readonly string[];
  /** Values that are re-encrypted in one transaction (200). */
  readonly batch?: number;
}

/** Every encrypted column except `meta`, whose values rotate last (`rotate.ts`). */
export const SEALED = [
  { table: 'articles', column: 'content', row: ['id'] },
  { table: 'messages', column: 'content', row: ['message_id', 'revision'] },
  { table: 'flags', column: 'content', row: ['id'] },
  { table: 'flags', column: 'claim_by', row: ['id'] },
  { table: 'cases', column: 'moderator', row: ['guild_id', 'number'] },
  { table: 'cases', column: 'why', row: ['guild_id', 'number'] },
  { table: 'cases', column: 'shown', row: ['guild_id', 'number'] },
  { table: 'outbox', column: 'effect', row: ['guild_id', 'key'] },
  { table: 'outbox', column: 'error', row: ['guild_id', 'key'] },
  { table: 'classifiers', column: 'model', row: ['guild_id', 'version'] },
  { table: 'classifiers', column: 'summary', row: ['guild_id', 'version'] },
  { table: 'adaptation_comments', column: 'content', row: ['message_id'] },
  { table: 'campaign_posts', column: 'content', row: ['message_id'] },
  { table: 'campaign_posts', column: 'evidence', row: ['message_id'] },
  { table: 'campaign_posts', column: 'author', row: ['message_id'] },
  { table: 'campaigns', column: 'content', row: ['guild_id', 'id'] },
  { table: 'campaign_events', column: 'moderator', row: ['guild_id', 'number'] },
  { table: 'sites', column: 'secrets', row: ['id'] },
  { table: 'sites', column: 'webhook', row: ['id'] },
  { table: 'site_comments', column: 'url', row: ['site_id', 'comment_id'] },
  { table: 'site_requests', column: 'outcomes', row: ['site_id', 'request_id'] },
  { table: 'own_rules', column: 'content', row: ['guild_id', 'id'] },
  { table: 'own_rule_events', column: 'moderator', row: ['guild_id', 'rule_id', 'number'] },
  { table: 'own_rule_events', column: 'content', row: ['guild_id', 'rule_id', 'number'] },
  { table: 'bulks', column: 'moderator', row: ['guild_id', 'id'] },
  { table: 'bulks', column: 'undone_by', row: ['guild_id', 'id'] },
  { table: 'appeals', column: 'author', row: ['guild_id', 'case_number'] },
  { table: 'appeals', column: 'content', row: ['guild_id', 'case_number'] },
  { table: 'appeals', column: 'moderator', row: ['guild_id', 'case_number'] },
  { table: 'appeals', column: 'answer', row: ['guild_id', 'case_number'] },
  // Some 7 MB each.
  { table: 'adapted_models', column: 'model', row: ['guild_id', 'version'], batch: 1 },
] as const satisfies readonly SealedColumn[];

type SealedName = (typeof SEALED)[number] extends infer C
  ? C extends { table: infer T extends string; column: infer N extends string }
    ? `${T}.${N}`
    : never
  : never;

/**
 * The encryption context of a value: table, column and the key of its row.
 *
 * @example contextOf('cases.why', '81', 3) // 'cases.why/81/3'
 */
export function contextOf(column: SealedName | 'meta.value', ...row: readonly (string | number)[]): string {
  return `${column}/${row.join('/')}`;
}
