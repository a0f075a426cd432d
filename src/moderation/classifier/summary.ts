import { z } from 'zod';
import type { LocalizedText } from '../../fault.js';
import { TOKEN_PREFIXES } from './features.js';
import { type Classifier, SILENT } from './model.js';

const changeSchema = z.object({
  kind: z.enum(['word', 'rule']),
  /** The word's stem, or `pack/rule`. */
  name: z.string(),
  /** Logits that it adds now, and that it added before. */
  now: z.number(),
  before: z.number(),
});

/** What a version learned, and what is different from the version before. */
export const classifierSummarySchema = z.object({
  decisions: z.int(),
  kept: z.int(),
  removed: z.int(),
  /** Whether it speaks at all; not where it does not surely help. */
  speaks: z.boolean(),
  /** Cross-validated: how often a removed comment ranks above a kept one, 0 to 1. Null with too few decisions. */
  figures: z.object({ without: z.number(), with: z.number() }).nullable(),
  /** What speaks more against comments than before, and what more for them; most changed first. */
  against: z.array(changeSchema),
  for: z.array(changeSchema),
});
export type ClassifierSummary = z.infer<typeof classifierSummarySchema>;
type Change = z.infer<typeof changeSchema>;

/** Changes told on each side, and the least that is told, in logits. */
const TOLD = 6;
const LEAST_CHANGE = 0.1;

/** What is to be told of a classifier that takes the place of another. */
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
      .filter((change) => sign * (change.now - change.before) >= LEAST_CHANGE)
      .sort((a, b) => sign * (b.now - b.before - (a.now - a.before)) || (a.name < b.name ? -1 : 1))
      .slice(0, TOLD);
  return { ...counts, speaks: now.factor > 0, figures, against: by(1), for: by(-1) };
}

/** Reads a stored summary; null for anything that is none. */
export function readSummary(json: string): ClassifierSummary | null {
  try {
    return classifierSummarySchema.parse(JSON.parse(json));
  } catch {
    return null;
  }
}

/** The summary in words, one statement a line. Words of comments stand in it: for the server's moderators only. */
export function summarySaid(summary: ClassifierSummary): LocalizedText {
  const { decisions, kept, removed, speaks, figures } = summary;
  const names = (changes: readonly Change[]): string => changes.map(({ name }) => name).join(', ');
  const ko = [`판정 ${decisions}건에서 배웠습니다(유지 ${kept}, 제거 ${removed}).`];
  const en = [`Learned from ${decisions} decisions (${kept} kept, ${removed} removed).`];
  if (figures !== null) {
    const [without, withIt] = [percent(figures.without), percent(figures.with)];
    ko.push(`제거한 댓글을 유지한 댓글보다 위에 두는 비율: ${without} → ${withIt} (배우지 않은 판정에서).`);
    en.push(
      `Removed comments ranked above kept ones: ${without} → ${withIt} (on decisions not learned from).`,
    );
  }
  if (!speaks) {
    ko.push('아직 확실한 도움이 되지 않아 판정에 쓰지 않습니다.');
    en.push('It does not surely help yet, so it has no say.');
  }
  if (summary.against.length > 0) {
    ko.push(`더 안 맞는 쪽으로 보는 것: ${names(summary.against)}`);
    en.push(`Speaks more against a comment: ${names(summary.against)}`);
  }
  if (summary.for.length > 0) {
    ko.push(`더 맞는 쪽으로 보는 것: ${names(summary.for)}`);
    en.push(`Speaks more for a comment: ${names(summary.for)}`);
  }
  return { ko: ko.join('\n'), en: en.join('\n') };
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

function percent(share: number): string {
  return `${Math.round(100 * share)}%`;
}
