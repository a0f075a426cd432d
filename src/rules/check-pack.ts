import type { Fault } from '../fault.js';
import { checkPackData } from './check.js';
import { finding, toFaults, type Finding } from './finding.js';
import { knownKeys } from './known-keys.js';
import { readPackSource, type PackSource } from './pack-source.js';
import { packSchema, type Pack } from './schema.js';
import { schemaFindings } from './schema-findings.js';

/** A rule pack's file: its name as shown in faults, and its text. */
export interface PackFile {
  readonly file: string;
  readonly source: string;
}

export type CheckedPack = { readonly pack: Pack } | { readonly faults: Fault[] };
export type CheckedPacks = { readonly packs: Pack[] } | { readonly faults: Fault[] };

/**
 * Reads and checks one pack. Never throws: a pack with any fault gives all its faults, sorted by place, each with
 * file, line and column from 1, a code `rules/…`, and what to write instead in Korean and English.
 *
 * @param file the file's name, for the faults; a name that ends in .yaml or .yml must be the pack's id
 */
export function checkPack(source: string, file: string): CheckedPack {
  const { pack, findings, lines } = inspect({ file, source });
  return pack && findings.length === 0 ? { pack } : { faults: toFaults(findings, file, lines) };
}

/** Reads and checks packs that serve together: the faults of all, and ids that two of them share. */
export function checkPacks(files: readonly PackFile[]): CheckedPacks {
  const packs: Pack[] = [];
  const faults: Fault[] = [];
  const owners = new Map<string, string>();
  for (const each of files) {
    const { pack, id, source, findings, lines } = inspect(each);
    const other = id === null ? undefined : owners.get(id);
    if (id !== null && other !== undefined) {
      findings.push(finding('rules/duplicate-pack', source.offsetOf(['id']), { id, other }));
    } else if (id !== null) owners.set(id, each.file);
    faults.push(...toFaults(findings, each.file, lines));
    if (pack) packs.push(pack);
  }
  return faults.length > 0 ? { faults } : { packs };
}

interface Inspected {
  readonly pack: Pack | null;
  readonly id: string | null;
  readonly source: PackSource;
  readonly findings: Finding[];
  readonly lines: PackSource['lines'];
}

function inspect({ file, source: text }: PackFile): Inspected {
  const source = readPackSource(text);
  const { lines, data } = source;
  if (data === undefined) return { pack: null, id: null, source, findings: [...source.findings], lines };
  const parsed = packSchema.safeParse(data);
  const findings = [
    ...source.findings,
    ...(parsed.success ? [] : schemaFindings(parsed.error.issues, source, knownKeys)),
    ...checkPackData(source),
  ];
  const id = idOf(data);
  const base = /([^/\\]+)\.ya?ml$/i.exec(file)?.[1]?.normalize('NFC');
  if (id !== null && base !== undefined && base !== id) {
    findings.push(finding('rules/id-not-file', source.offsetOf(['id']), { id, base }));
  }
  return { pack: parsed.success ? parsed.data : null, id, source, findings, lines };
}

function idOf(data: unknown): string | null {
  const parsed = packSchema.pick({ id: true }).loose().safeParse(data);
  return parsed.success ? parsed.data.id : null;
}
