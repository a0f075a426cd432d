import { loadBook, loadPacks, readPackFiles } from '../../assets/packs.js';
import { WAY_NAMES } from '../../hangul/way-names.js';
import { checkPacks, type RuleBook, type RuleMatch, type RuleSpan } from '../../rules/index.js';
import { ROLE_NAMES } from '../../wording/roles.js';
import { sanitizeForTerminal } from '../../wording/sanitize.js';
import type { Context } from '../context.js';
import { EXIT } from '../exit.js';
import { rulesFolder, type RulesOptions } from '../judging.js';
import { readPageFile } from '../read-file.js';
import { columnsOf, padColumns } from '../columns.js';

/** Prints the packs that serve, one a line. */
export function listRules({ rules, json }: RulesOptions, context: Context): void {
  const { colors, language, print } = context;
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
      padColumns(ROLE_NAMES[pack.role][language], 12),
      colors.dim({ ko: `규칙 ${pack.rules.length}`, en: `${pack.rules.length} rules` }[language]),
    ];
    print(cells.join('  '));
  }
  context.note(
    context.say({ ko: `규칙집 ${packs.length} · ${folder}`, en: `${packs.length} packs · ${folder}` }),
  );
}

/** Tells everything wrong with rule packs at once; exit code 2 when something is. */
export function checkRules(files: readonly string[], options: RulesOptions, context: Context): void {
  const paths = files.length > 0 ? files : [rulesFolder(options.rules, context)];
  const found = readPackFiles(paths);
  const checked = checkPacks(found);
  const faults = 'faults' in checked ? checked.faults : [];
  if (faults.length > 0) process.exitCode = EXIT.usage;
  if (options.json === true) {
    const rows = faults.map(({ position: place, code, text: said }) => ({
      ...place,
      code,
      said: context.say(said),
    }));
    context.print(JSON.stringify({ packs: found.length, faults: rows }));
    return;
  }
  context.complain(faults);
  if (faults.length > 0) {
    context.note(context.say({ ko: `고칠 곳 ${faults.length}군데`, en: `${faults.length} faults` }));
  } else {
    context.print(
      context.say({
        ko: `규칙집 ${found.length}개에 잘못이 없습니다.`,
        en: `${found.length} packs, no faults.`,
      }),
    );
  }
}

export interface RulesTestOptions extends RulesOptions {
  readonly article?: string;
}

/** The packs whose topic the article has, by id; undefined without an article. */
type Topics = ReadonlySet<string> | undefined;

/** Shows for every text each rule that matches: which words, read as what through which ways, where, at what weight. */
export async function testRules(
  texts: readonly string[],
  options: RulesTestOptions,
  context: Context,
): Promise<void> {
  const { book } = loadBook(rulesFolder(options.rules, context));
  const topics = await articleTopics(book, options.article);
  const found = texts.map((text) => ({ text, matches: book.match(text) }));
  if (options.json === true) {
    const rows = found.map(({ text, matches }) => ({
      text,
      matches: matches.map((match) => matchRow(match, topics)),
    }));
    context.print(JSON.stringify(topics === undefined ? rows : { topics: [...topics], texts: rows }));
    return;
  }
  if (topics !== undefined) {
    const names = [...topics].join(', ');
    context.print(
      context.say({ ko: `기사의 주제: ${names || '없음'}`, en: `topics of the article: ${names || 'none'}` }),
    );
  }
  for (const { text, matches } of found) {
    context.print(context.colors.bold(sanitizeForTerminal(text)));
    if (matches.length === 0)
      context.print(`  ${context.say({ ko: '맞은 규칙 없음', en: 'no rule matches' })}`);
    for (const match of matches) context.print(matchLines(match, topics, context).join('\n'));
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
  const role = ROLE_NAMES[pack.role][language];
  const notes = [
    role,
    ...(topics !== undefined && pack.role !== 'filler'
      ? [speaksFor(match, topics) ? say({ ko: '관련 쪽', en: 'for' }) : say({ ko: '무관 쪽', en: 'against' })]
      : []),
    ...(weak ? [say({ ko: '약함: 다른 증거와 함께만', en: 'weak: only beside other evidence' })] : []),
  ];
  const head = `${colors.bold(`${pack.id}/${rule.id}`)} ${weight.toFixed(2)} (${notes.join(' · ')})`;
  return [`  ${head}`, ...spans.map((span) => `    ${spanLine(span, context)}`)];
}

function spanLine({ start, end, text, reads, via, cost }: RuleSpan, { language }: Context): string {
  const ways = via.map((way) => WAY_NAMES[way][language]).join(', ');
  const parts = [
    `[${start}, ${end})`,
    `“${sanitizeForTerminal(text)}”`,
    ...(reads === text ? [] : [`→ ${sanitizeForTerminal(reads)}`]),
    ...(ways === '' ? [] : [`(${ways})`]),
    ...(cost > 0 ? [`${{ ko: '의심', en: 'doubt' }[language]} ${cost.toFixed(2)}`] : []),
  ];
  return parts.join(' ');
}
