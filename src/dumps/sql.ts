/** Copies of databases, by how they begin. They hold tables in the language of one database, so they are refused by name. */
const PROGRAMS: readonly (readonly [string, RegExp])[] = [
  ['mysqldump', /^-- (?:MySQL|MariaDB) dump|^\/\*!\d{5,6}\\?- |^-- phpMyAdmin SQL Dump/mu],
  ['pg_dump', /^--\s*\n-- PostgreSQL database (?:cluster )?dump/u],
  ['SQLite', /^PRAGMA foreign_keys\s*=\s*OFF;\s*\n\s*BEGIN TRANSACTION;/u],
  [
    'SQL',
    /^(?:\s*(?:--[^\n]*|\/\*[^]*?\*\/;?|SET\s[^;]*;|USE\s[^;]*;|DROP\s+TABLE[^;]*;|LOCK\s+TABLES[^;]*;|BEGIN;)\s*\n)*\s*(?:CREATE TABLE|INSERT INTO)\s+(?:IF NOT EXISTS\s+)?[`"[\w.]/iu,
  ],
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
  return PROGRAMS.find(([, begins]) => begins.test(start))?.[0];
}
