import { z } from 'zod';
import type { Language, LocalizedText } from '../../fault.js';
import { CLASSIFIER_SUMMARY } from '../../wording/moderation.js';
import { type Classifier, SILENT, TOKEN_PREFIXES } from './classifier.js';

const changeSchema = z.object({
  kind: z.enum(['word', 'rule']),
  /** The word's stem, or `pack/rule`. */
  name: z.string(),
  /** Its weight in logits in this version and in the previous one. */
  now: z.number(),
  before: z.number(),
});

/** What a version of the classifier learned and how it differs from the previous version. */
export const classifierSummarySchema = z.object({
  decisions: z.int(),
  kept: z.int(),
  removed: z.int(),
  /** Whether it gives evidence at all; false unless it significantly helps. */
  speaks: z.boolean(),
  /**
   * Cross-validated ROC AUC (removed above kept comments), without and with the classifier; null with too few
   * decisions.
   */
  figures: z.object({ without: z.number(), with: z.number() }).nullable(),
  /** Words and rules that now count more against comments, and those that count more for them; largest change first. */
  against: z.array(changeSchema),
  for: z.array(changeSchema),
});
export type ClassifierSummary = z.infer<typeof classifierSummarySchema>;
type Change = z.infer<typeof changeSchema>;

/** Most changes listed on each side, and the least change listed, in logits. */
const MAX_CHANGES = 6;
const MIN_CHANGE = 0.1;

/** Summarises a new classifier and its differences from the one that it replaces. */
export function summarise(
  counts: Pick<ClassifierSummary, 'decisions' | 'kept' | 'removed'>,
  figures: ClassifierSummary['figures'],
  now: Classifier,
  before: Classifier = SILENT,
): ClassifierSummary {
  const changes = [...new Set([...now.odds.keys(), ...before.odds.keys()])].flatMap((token): Change[] => {
    const named = nameOf(token);
    return named === null ? [] : [{ ...named, now: logits(now, token), before: logits(before, token) }];
  });
  const by = (sign: 1 | -1): Change[] =>
    changes
      .filter((change) => sign * (change.now - change.before) >= MIN_CHANGE)
      .sort((a, b) => sign * (b.now - b.before - (a.now - a.before)) || (a.name < b.name ? -1 : 1))
      .slice(0, MAX_CHANGES);
  return { ...counts, speaks: now.factor > 0, figures, against: by(1), for: by(-1) };
}

/** Reads a stored summary; null for anything else. */
export function readSummary(json: string): ClassifierSummary | null {
  try {
    return classifierSummarySchema.parse(JSON.parse(json));
  } catch {
    return null;
  }
}

/** Renders a summary, one statement per line. It quotes words of comments: show it to the server's moderators only. */
export function summaryText(summary: ClassifierSummary): LocalizedText {
  const { decisions, kept, removed, speaks, figures } = summary;
  const names = (changes: readonly Change[]): string => changes.map(({ name }) => name).join(', ');
  const lines: LocalizedText[] = [CLASSIFIER_SUMMARY.learned(decisions, kept, removed)];
  if (figures !== null)
    lines.push(CLASSIFIER_SUMMARY.ranking(wholePercent(figures.without), wholePercent(figures.with)));
  if (!speaks) lines.push(CLASSIFIER_SUMMARY.silent);
  if (summary.against.length > 0) lines.push(CLASSIFIER_SUMMARY.against(names(summary.against)));
  if (summary.for.length > 0) lines.push(CLASSIFIER_SUMMARY.for(names(summary.for)));
  const joined = (language: Language): string => lines.map((line) => line[language]).join('\n');
  return { ko: joined('ko'), en: joined('en') };
}

function logits({ factor, odds }: Classifier, token: string): number {
  return Math.round(100 * factor * (odds.get(token) ?? 0)) / 100;
}

function nameOf(token: string): Pick<Change, 'kind' | 'name'> | null {
  for (const kind of ['word', 'rule'] as const) {
    const prefix = TOKEN_PREFIXES[kind];
    if (token.startsWith(prefix)) return { kind, name: token.slice(prefix.length) };
  }
  return null;
}

function wholePercent(share: number): string {
  return `${Math.round(100 * share)}%`;
}
