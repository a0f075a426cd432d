import { ROLE_NAMES } from '../wording/roles.js';
import { WAY_NAMES } from '../wording/ways.js';
import type { RuleBook, RuleMatch, RuleSpan } from '../rules/index.js';
import type { Context } from './context.js';
import { loadBook } from '../assets/shipped.js';
import { rulesFolder, type RulesOptions } from './rules-folder.js';
import { readPageFile } from './read-file.js';
import { sanitizeForTerminal } from '../wording/sanitize.js';

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
