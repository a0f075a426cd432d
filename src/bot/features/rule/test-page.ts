import type { Article } from '../../../article/index.js';
import { ROLE_NAMES } from '../../../wording/roles.js';
import { WAY_NAMES } from '../../../wording/ways.js';
import type { Language } from '../../../fault.js';
import type { RuleBook, RuleMatch, RuleSpan } from '../../../rules/index.js';
import { quoted, safeLine } from '../../discord/safe-text.js';
import { frame, line, panelMessage, type PanelMessage, text } from '../../discord/components.js';
import type { OwnBook } from '../../own-rules/own-book.js';
import { RULE } from '../../../wording/bot/rule.js';

/** Limits: matches shown, words per match, code points of the text. */
const [MATCHES, SPANS, TEXT] = [12, 4, 500];

/** Input of `/rule test`. */
export interface Tested {
  readonly book: RuleBook;
  /** The rules of the server's own that match. */
  readonly own: Pick<OwnBook, 'all' | 'shadow'>;
  readonly rulesOff: readonly string[];
  readonly text: string;
  /** The article of the channel, if it has one. */
  readonly article: Article | null;
}

/** The rules that match a text, with reading, side and weight; rules switched off in the server are marked. */
export function testPage(
  { book, own, rulesOff, text: tested, article }: Tested,
  language: Language,
): PanelMessage {
  const off = new Set(rulesOff);
  const topics = article === null ? null : topicsOf(book, rulesOff, article);
  const matches = [...(own.all?.match(tested) ?? []), ...book.match(tested)];
  // A rule in shadow is tried too, and counts as little as one that is off.
  for (const { pack } of own.shadow) off.add(pack.id);
  const isOff = ({ pack, rule }: RuleMatch): boolean => off.has(pack.id) || off.has(`${pack.id}/${rule.id}`);
  const lines = matches.slice(0, MATCHES).map((match) => matchLines(match, topics, isOff(match), language));
  const more = matches.length - lines.length;
  if (more > 0) lines.push(RULE.moreMatches(more)[language]);
  return panelMessage(
    frame([
      text(`## ${RULE.test[language]}\n${quoted(tested, TEXT)}`),
      text(lines.length === 0 ? RULE.noMatch[language] : lines.join('\n')),
      line(),
      text(aboutArticle(book, article, topics, language)),
    ]),
  );
}

function topicsOf(book: RuleBook, rulesOff: readonly string[], article: Article): Set<string> {
  const scores = book.without(new Set(rulesOff)).topics(article);
  return new Set([...scores].filter(([, { has }]) => has).map(([id]) => id));
}

function aboutArticle(
  { packs }: RuleBook,
  article: Article | null,
  topics: ReadonlySet<string> | null,
  language: Language,
): string {
  if (article === null || topics === null) return `-# ${RULE.noArticle[language]}`;
  const names = packs.filter(({ id }) => topics.has(id)).map(({ title }) => safeLine(title[language], 60));
  const topicLine = names.length === 0 ? RULE.noTopics : RULE.topics(names.join(', '));
  return `-# ${RULE.under[language]}: ${safeLine(article.title, 120)}\n-# ${topicLine[language]}`;
}

function matchLines(
  { pack, rule, weight, weak, spans }: RuleMatch,
  topics: ReadonlySet<string> | null,
  isOff: boolean,
  language: Language,
): string {
  const speaksFor = topics?.has(pack.id) ?? false;
  const sided = topics !== null && pack.role !== 'filler';
  const mark = isOff ? '⚫' : !sided ? '⚪' : speaksFor ? '🟢' : '🔴';
  const notes = [
    ROLE_NAMES[pack.role][language],
    ...(sided ? [(speaksFor ? RULE.for : RULE.against)[language]] : []),
    ...(weak ? [RULE.weak[language]] : []),
    ...(isOff ? [RULE.offHere[language]] : []),
  ];
  return [
    `${mark} **${safeLine(pack.title[language], 60)}** \`${rule.name}\` ${weight.toFixed(2)} · ${notes.join(' · ')}`,
    ...spans.slice(0, SPANS).map((span) => `-# ${spanLine(span, language)}`),
  ].join('\n');
}

function spanLine({ text: written, reads, via, cost }: RuleSpan, language: Language): string {
  const ways = via.map((way) => WAY_NAMES[way][language]).join(', ');
  return [
    `“${safeLine(written, 60)}”`,
    ...(reads === written ? [] : [`→ ${safeLine(reads, 60)}`]),
    ...(ways === '' ? [] : [`(${ways})`]),
    ...(cost > 0 ? [`${RULE.doubt[language]} ${cost.toFixed(2)}`] : []),
  ].join(' ');
}
