import type { Migration } from './types.js';

export const serversArticlesPlaces: Migration = {
  name: '001-servers-articles-places',
  async up(db, types) {
    const { schema } = db;
    await schema
      .createTable('meta')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('value', types.bytes, (column) => column.notNull())
      .execute();
    await schema
      .createTable('servers')
      .addColumn('guild_id', 'text', (column) => column.primaryKey())
      .addColumn('settings', 'text', (column) => column.notNull().defaultTo('{}'))
      .addColumn('cases', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('classifiers', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('left_at', 'bigint')
      .execute();
    await schema
      .createTable('articles')
      .addColumn('number', types.counter)
      .addColumn('id', 'text', (column) => column.notNull().unique())
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('digest', 'text', (column) => column.notNull())
      .addColumn('content', types.bytes, (column) => column.notNull())
      .addColumn('added_at', 'bigint', (column) => column.notNull())
      .addUniqueConstraint('articles_once', ['guild_id', 'digest'])
      .execute();
    await schema
      .createTable('places')
      .addColumn('channel_id', 'text', (column) => column.primaryKey())
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('article_id', 'text', (column) => column.references('articles.id'))
      .addColumn('mode', 'text')
      .addColumn('cursor', 'text')
      .addColumn('bound_at', 'bigint', (column) => column.notNull())
      .execute();
    await schema.createIndex('places_of_article').on('places').column('article_id').execute();
    await schema.createIndex('places_of_server').on('places').columns(['guild_id', 'article_id']).execute();
  },
};
