/** Copies of databases, by how they begin. They hold tables in the language of one database, so they are refused by name. */
const PROGRAMS: readonly (readonly [string, RegExp])[] = [
  ['mysqldump', /^-- (?:MySQL|MariaDB) dump|^\/\*!\d{5,6}\\?- |^-- phpMyAdmin SQL Dump/mu],
  ['pg_dump', /^--\s*\n-- PostgreSQL database (?:cluster )?dump/u],
  ['SQLite', /^PRAGMA foreign_keys\s*=\s*OFF;\s*\n\s*BEGIN TRANSACTION;/u],
];

/** The program whose copy of a database an input begins; undefined for anything else. @param text its beginning, decoded */
export function sqlProgram(bytes: Buffer, text: string): string | undefined {
  const binary = bytes.toString('latin1', 0, 16);
  if (binary.startsWith('SQLite format 3')) return 'SQLite';
  if (binary.startsWith('PGDMP')) return 'pg_dump';
  const start = text
    .slice(0, 4000)
    .replace(/^\uFEFF/u, '')
    .replaceAll('\r\n', '\n');
  return PROGRAMS.find(([, begins]) => begins.test(start))?.[0] ?? (isSql(start) ? 'SQL' : undefined);
}

/** Comments and statements that stand before tables and rows. */
const BEFORE =
  /^\s*(?:--[^\n]*|#[^\n]*|\/\*[^]*?\*\/;?|(?:SET|USE|DROP|LOCK|BEGIN|START|PRAGMA|TRUNCATE|DELETE|CREATE (?:DATABASE|SCHEMA))\b[^;]*;)/iu;

/** Whether the first statement that makes a table or a row is SQL's. */
function isSql(start: string): boolean {
  let rest = start;
  for (let before = BEFORE.exec(rest); before !== null; before = BEFORE.exec(rest))
    rest = rest.slice(before[0].length);
  return /^\s*(?:CREATE TABLE|INSERT(?: IGNORE)? INTO|REPLACE INTO)\s+(?:IF NOT EXISTS\s+)?[`"[\w]/iu.test(
    rest,
  );
}
