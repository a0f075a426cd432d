import { checkPack, type Pack } from '../../src/rules/index.js';
import type { Fault } from '../../src/fault.js';

/** A pack that has no fault; the tests break one thing of it at a time. Lines are counted from `id`. */
export const GOOD = `id: halts
title: { ko: 거래정지, en: Trading halts }
role: foreign
topic: { at: 3, title-at: 2 }
groups:
  halt: [거래정지, $delist]
  delist: [고의상폐, 상폐]
rules:
  - id: daeyu
    weight: 2.5
    any: [대유]
    unless: [대유행]
  - id: plea
    weight: 1.2
    all: [$halt, [주주, 개미]]
    none: [공시]
`;

/** `GOOD` with one piece replaced; throws where the piece is not there, so that no test breaks nothing. */
export function broken(piece: string, by: string): string {
  if (!GOOD.includes(piece)) throw new Error(`no ${piece} in the pack`);
  return GOOD.replace(piece, by);
}

export function packOf(source: string, file = 'pack'): Pack {
  const checked = checkPack(source, file);
  if ('faults' in checked) throw new Error(checked.faults.map((fault) => fault.message).join('\n'));
  return checked.pack;
}

export function faultsOf(source: string, file = 'halts.yaml'): Fault[] {
  const checked = checkPack(source, file);
  return 'faults' in checked ? checked.faults : [];
}

/** `code line:column` of each fault. */
export function placesOf(source: string, file?: string): string[] {
  return faultsOf(source, file).map(({ code, position: place }) => `${code} ${place.line ?? 0}:${place.column ?? 0}`);
}

/** A pack with the given rules (each a YAML flow map without braces) and a topic. */
export function packWith(rules: readonly string[], head = 'role: foreign\ntopic: { at: 1 }', id = 'p'): Pack {
  const list = rules.map((rule, index) => `  - { id: r${index + 1}, ${rule} }`).join('\n');
  return packOf(`id: ${id}\ntitle: { ko: 가, en: a }\n${head}\nrules:\n${list}\n`);
}
