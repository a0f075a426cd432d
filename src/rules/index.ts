export { checkPack, checkPacks } from './check-pack.js';
export type { CheckedPack, CheckedPacks, PackFile } from './check-pack.js';
export { compilePacks } from './compile.js';
export type { CompiledRule, Part, RuleMatch, RuleSpan, TermUses } from './compiled.js';
export { packJsonSchema } from './schema.js';
export { RuleBook } from './rule-book.js';
export { kindOf, packSchema } from './schema.js';
export type { Pack, PackKind, PackRule, PackTerm, Role } from './schema.js';
export type { TopicScore } from './topics.js';
