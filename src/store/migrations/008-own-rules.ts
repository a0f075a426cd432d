import { sql } from 'kysely';
import type { Migration } from './types.js';

export const ownRules: Migration = {
  name: '008-own-rules',
  async up(db, types) {
    const { schema } = db;
    await schema
      .createTable('own_rules')
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('events', 'integer', (column) => column.notNull())
      .addColumn('content', types.bytes, (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('changed_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('own_rules_by_id', ['guild_id', 'id'])
      .execute();
    await schema
      .createTable('own_rule_events')
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('rule_id', 'text', (column) => column.notNull())
      .addColumn('number', 'integer', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('moderator', types.bytes)
      .addColumn('content', types.bytes)
      .addPrimaryKeyConstraint('own_rule_events_by_number', ['guild_id', 'rule_id', 'number'])
      .execute();
    await schema
      .createTable('own_rule_hits')
      .addColumn('message_id', 'text', (column) => column.notNull())
      .addColumn('rule_id', 'text', (column) => column.notNull())
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('live', 'integer', (column) => column.notNull())
      .addColumn('flagged', 'integer', (column) => column.notNull())
      .addColumn('newly', 'integer', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('own_rule_hits_by_message', ['message_id', 'rule_id'])
      .execute();
    await sql`create index own_rule_hits_of_rule on own_rule_hits (guild_id, rule_id, at)`.execute(db);
  },
};
