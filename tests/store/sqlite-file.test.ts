import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { SqliteError, SqliteFile } from '../../src/store/dialect/sqlite-file.js';

const folder = mkdtempSync(join(tmpdir(), 'matgeul-sqlite-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

let files = 0;
let file = '';
let db: SqliteFile;
beforeEach(() => {
  file = join(folder, `${files++}.sqlite`);
  db = new SqliteFile(file, { timeout: 0 });
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON;
    CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL, size REAL, data BLOB);
    CREATE TABLE b (a INTEGER NOT NULL REFERENCES a (id));`);
});

/** The code of the error that work throws. */
function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(SqliteError);
    return (error as SqliteError).code;
  }
  return 'none';
}

describe('an SQLite file', () => {
  it('gives back what it was given: text, whole and real numbers, bytes, null', () => {
    const add = db.prepare('INSERT INTO a VALUES (?, ?, ?, ?)');
    expect(add.reader).toBe(false);
    const most = Number.MAX_SAFE_INTEGER;
    expect(add.run(most, '맞글 \u{1F600}', 0.1, Buffer.from([0, 255]))).toEqual({
      changes: 1,
      lastInsertRowid: most,
    });
    add.run(2n, '', null, new Uint8Array(0));
    const all = db.prepare('SELECT * FROM a ORDER BY id');
    expect(all.reader).toBe(true);
    expect(all.all()).toEqual([
      { id: 2, name: '', size: null, data: new Uint8Array(0) },
      { id: most, name: '맞글 \u{1F600}', size: 0.1, data: new Uint8Array([0, 255]) },
    ]);
    expect(db.prepare('SELECT name FROM a WHERE id = :id').get({ id: 2 })).toEqual({ name: '' });
    expect(db.prepare('SELECT 1 FROM a WHERE id = ?').get(3)).toBeUndefined();
    const names = db.prepare('SELECT name FROM a ORDER BY id').pluck();
    expect([names.get(), names.all(), [...names.iterate()]]).toEqual([
      '',
      ['', '맞글 \u{1F600}'],
      ['', '맞글 \u{1F600}'],
    ]);
    expect(db.prepare('INSERT INTO a VALUES (9, ?, 1, NULL) RETURNING name').all('new')).toEqual([
      { name: 'new' },
    ]);
  });

  it('names its errors, however the statement is run', () => {
    db.exec("INSERT INTO a VALUES (1, 'one', 1, NULL)");
    const ways = (sql: string): string[] => [
      codeOf(() => {
        db.exec(sql);
      }),
      codeOf(() => db.prepare(sql).run()),
      codeOf(() => db.prepare(sql).get()),
      codeOf(() => db.prepare(`${sql} RETURNING 1`).all()),
      codeOf(() => [...db.prepare(`${sql} RETURNING 1`).iterate()]),
    ];
    expect(new Set(ways('INSERT INTO b VALUES (7)'))).toEqual(new Set(['SQLITE_CONSTRAINT_FOREIGNKEY']));
    expect(new Set(ways("INSERT INTO a VALUES (2, 'one', 1, NULL)"))).toEqual(
      new Set(['SQLITE_CONSTRAINT_UNIQUE']),
    );
    expect(new Set(ways('INSERT INTO a VALUES (2, NULL, 1, NULL)'))).toEqual(
      new Set(['SQLITE_CONSTRAINT_NOTNULL']),
    );
    expect(codeOf(() => db.prepare('SELECT * FROM nowhere'))).toBe('SQLITE_ERROR');
    db.exec('PRAGMA query_only = ON');
    expect(new Set(ways('INSERT INTO b VALUES (1)'))).toEqual(new Set(['SQLITE_READONLY']));
    writeFileSync(join(folder, 'text'), 'no database at all '.repeat(100));
    expect(codeOf(() => new SqliteFile(join(folder, 'text')).prepare('SELECT * FROM a').all())).toBe(
      'SQLITE_NOTADB',
    );
    expect(codeOf(() => new SqliteFile(join(folder, 'none'), { readonly: true }))).toBe('SQLITE_CANTOPEN');
    expect(codeOf(() => new SqliteFile(join(folder, 'no', 'folder')))).toBe('SQLITE_CANTOPEN');
  });

  it('is locked by one writer, and says so to others', () => {
    const other = new SqliteFile(file, { timeout: 0 });
    db.exec('BEGIN IMMEDIATE');
    expect(
      codeOf(() => {
        other.exec('BEGIN IMMEDIATE');
      }),
    ).toBe('SQLITE_BUSY');
    expect(codeOf(() => other.prepare("INSERT INTO a VALUES (1, 'x', 1, NULL) RETURNING id").all())).toBe(
      'SQLITE_BUSY',
    );
    db.exec('COMMIT');
    // Whoever has read and then writes, while somebody else wrote in between, cannot go on.
    other.exec('BEGIN');
    other.prepare('SELECT * FROM a').all();
    db.exec("INSERT INTO a VALUES (1, 'one', 1, NULL)");
    expect(
      codeOf(() => {
        other.exec("INSERT INTO a VALUES (2, 'two', 1, NULL)");
      }),
    ).toBe('SQLITE_BUSY_SNAPSHOT');
    // Closing ends the transaction that is open, though its statements are still there.
    other.close();
    db.exec('BEGIN EXCLUSIVE; COMMIT');
    db.close();
  });

  it('keeps all of a transaction or nothing, in parts too', () => {
    const add = db.prepare('INSERT INTO a VALUES (?, ?, 1, NULL)');
    const ids = db.prepare('SELECT id FROM a ORDER BY id').pluck();
    const fail = (): never => {
      throw new Error('stopped');
    };
    expect(db.transaction(() => add.run(1, 'a').changes)()).toBe(1);
    expect(() => db.transaction(() => (add.run(2, 'b'), fail()))()).toThrow('stopped');
    expect([ids.all(), db.inTransaction]).toEqual([[1], false]);
    db.transaction(() => {
      add.run(3, 'c');
      expect(() => db.transaction(() => (add.run(4, 'd'), fail()))()).toThrow('stopped');
      db.transaction(() => add.run(5, 'e'))();
    })();
    expect(ids.all()).toEqual([1, 3, 5]);
  });

  it('holds everything in its file once it is closed', () => {
    db.exec(
      "BEGIN; INSERT INTO a VALUES (1, 'one', 1, NULL); COMMIT; BEGIN; INSERT INTO a VALUES (2, 'lost', 1, NULL)",
    );
    db.prepare('SELECT * FROM a').iterate().next();
    db.close();
    const copy = join(folder, 'copy.sqlite');
    writeFileSync(copy, readFileSync(file));
    expect(existsSync(`${copy}-wal`)).toBe(false);
    const copied = new SqliteFile(copy, { readonly: true });
    expect(copied.prepare('SELECT name FROM a').pluck().all()).toEqual(['one']);
    copied.close();
    // …and another connection may change it.
    const next = new SqliteFile(file, { timeout: 0 });
    next.exec('DROP TABLE b');
    next.close();
  });
});
