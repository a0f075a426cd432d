import { openPacks } from '../../assets/pack-image.js';
import { loadPacks } from '../../assets/packs.js';
import { loadLexicon, readPackFiles } from '../../assets/shipped.js';
import { WAY_NAMES } from '../../wording/ways.js';
import { checkPacks, type RuleBook, type RuleMatch, type RuleSpan } from '../../rules/index.js';
import { RULES_OUTPUT } from '../../wording/cli/rules.js';
import { ROLE_NAMES } from '../../wording/roles.js';
import { sanitizeForTerminal } from '../../wording/sanitize.js';
import { columnsOf, padColumns } from '../columns.js';
import type { Context } from '../context.js';
import { EXIT } from '../exit.js';
import { rulesFolder } from '../judging.js';
import { readPageFile } from '../read-file.js';

/** Options of every command under `matgeul rules`. */
export interface RulesOptions {
  readonly rules?: string;
  readonly json?: boolean;
}

/** Columns of the cell with a pack's role. */
const ROLE_COLUMNS = 12;

/**
 * Prints the packs in use, one a line.
 *
 * @throws Faults when a pack is wrong
 */
export function listRules({ rules, json }: RulesOptions, context: Context): void {
  const { colors, language, note, print, say } = context;
  const folder = rulesFolder(rules, context);
  const packs = loadPacks(folder);
  if (json === true) {
    print(
      JSON.stringify(packs.map(({ id, title, role, rules: of }) => ({ id, title, role, rules: of.length }))),
    );
    return;
  }
  const names = packs.map(({ id }) => id);
  const titles = packs.map(({ title }) => sanitizeForTerminal(title[language]));
  const widest = (cells: readonly string[]): number => Math.max(...cells.map(columnsOf));
  for (const [index, pack] of packs.entries()) {
    const cells = [
      colors.bold(padColumns(names[index] ?? '', widest(names))),
      padColumns(titles[index] ?? '', widest(titles)),
      padColumns(ROLE_NAMES[pack.role][language], ROLE_COLUMNS),
      colors.dim(say(RULES_OUTPUT.ruleCount(pack.rules.length))),
    ];
    print(cells.join('  '));
  }
  note(say(RULES_OUTPUT.packCount(packs.length, folder)));
}

/** Prints every fault of the packs at once; sets exit code 2 when there is one. */
export function checkRules(files: readonly string[], options: RulesOptions, context: Context): void {
  const paths = files.length > 0 ? files : [rulesFolder(options.rules, context)];
  const found = readPackFiles(paths);
  const checked = checkPacks(found);
  const faults = 'faults' in checked ? checked.faults : [];
  if (faults.length > 0) process.exitCode = EXIT.usage;
  if (options.json === true) {
    const rows = faults.map(({ position, code, text }) => ({ ...position, code, said: context.say(text) }));
    context.print(JSON.stringify({ packs: found.length, faults: rows }));
    return;
  }
  context.complain(faults);
  if (faults.length > 0) context.note(context.say(RULES_OUTPUT.faultCount(faults.length)));
  else context.print(context.say(RULES_OUTPUT.noFaults(found.length)));
}

/** Options of `matgeul rules test`. */
export interface RulesTestOptions extends RulesOptions {
  readonly article?: string;
}

/** Ids of the packs whose topic the article has; undefined without an article. */
type Topics = ReadonlySet<string> | undefined;

/**
 * Prints each rule that matches a text: its weight, and for each place the offsets, the words as written, the term they
 * read as, the evasion ways undone and the doubt of the reading.
 *
 * @throws Fault, Faults when a pack is wrong or the page of `--article` cannot be read
 */
export async function testRules(
  texts: readonly string[],
  options: RulesTestOptions,
  context: Context,
): Promise<void> {
  const { colors, print, say } = context;
  const book = (await openPacks(rulesFolder(options.rules, context))).book(loadLexicon());
  const topics = await articleTopics(book, options.article);
  const found = texts.map((text) => ({ text, matches: book.match(text) }));
  if (options.json === true) {
    const rows = found.map(({ text, matches }) => ({
      text,
      matches: matches.map((match) => matchRow(match, topics)),
    }));
    print(JSON.stringify(topics === undefined ? rows : { topics: [...topics], texts: rows }));
    return;
  }
  if (topics !== undefined)
    print(say(RULES_OUTPUT.topics([...topics].join(', ') || say(RULES_OUTPUT.noTopic))));
  for (const { text, matches } of found) {
    print(colors.bold(sanitizeForTerminal(text)));
    if (matches.length === 0) print(`  ${say(RULES_OUTPUT.noMatch)}`);
    for (const match of matches) print(matchLines(match, topics, context).join('\n'));
  }
}

async function articleTopics(book: RuleBook, page: string | undefined): Promise<Topics> {
  if (page === undefined) return undefined;
  const { article } = await readPageFile(page);
  return book.topicsOf(article);
}

/** Whether the match speaks for the comment: its pack's topic is the article's. */
function speaksFor(match: RuleMatch, topics: Topics): boolean {
  return topics?.has(match.pack.id) ?? false;
}

function matchRow(match: RuleMatch, topics: Topics): object {
  const { pack, rule, weight, weak, spans } = match;
  const side = topics === undefined || pack.role === 'filler' ? {} : { for: speaksFor(match, topics) };
  return {
    pack: pack.id,
    rule: rule.id,
    role: pack.role,
    weight,
    ruleWeight: rule.weight,
    weak,
    ...side,
    spans,
  };
}

function matchLines(match: RuleMatch, topics: Topics, context: Context): string[] {
  const { colors, language, say } = context;
  const { pack, rule, weight, weak, spans } = match;
  const side = speaksFor(match, topics) ? RULES_OUTPUT.speaksFor : RULES_OUTPUT.speaksAgainst;
  const notes = [
    ROLE_NAMES[pack.role][language],
    ...(topics !== undefined && pack.role !== 'filler' ? [say(side)] : []),
    ...(weak ? [say(RULES_OUTPUT.weak)] : []),
  ];
  const head = `${colors.bold(`${pack.id}/${rule.id}`)} ${weight.toFixed(2)} (${notes.join(' · ')})`;
  return [`  ${head}`, ...spans.map((span) => `    ${spanLine(span, context)}`)];
}

function spanLine({ start, end, text, reads, via, cost }: RuleSpan, { language, say }: Context): string {
  const ways = via.map((way) => WAY_NAMES[way][language]).join(', ');
  const parts = [
    `[${start}, ${end})`,
    `“${sanitizeForTerminal(text)}”`,
    ...(reads === text ? [] : [`→ ${sanitizeForTerminal(reads)}`]),
    ...(ways === '' ? [] : [`(${ways})`]),
    ...(cost > 0 ? [`${say(RULES_OUTPUT.doubt)} ${cost.toFixed(2)}`] : []),
  ];
  return parts.join(' ');
}
