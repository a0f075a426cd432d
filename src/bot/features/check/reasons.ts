import { type GatheredReason, gatherReasons, reasonLine } from '../../../judge/explain.js';
import { NO_REASON } from '../../../wording/reasons.js';
import type { Language } from '../../../fault.js';
import type { Result } from '../../../judge/index.js';
import { safeLine } from '../../card/safe-text.js';
import { SIDES } from '../../../wording/bot/check.js';

/** Reasons of each side, and code points of one. */
const REASONS = 6;
const REASON = 160;

/** What speaks against a comment and what for it, strongest first, a line each; texts of strangers are made harmless. */
export function sidesOf(result: Pick<Result, 'reasons' | 'verdict'>, language: Language): string {
  const gathered = gatherReasons(result.reasons);
  if (gathered.length === 0) return NO_REASON[result.verdict][language];
  const line = (mark: string, { reason, times }: GatheredReason): string =>
    `${mark} ${safeLine(reasonLine(reason, language, times), REASON)}`;
  const side = (title: string, mark: string, reasons: readonly GatheredReason[]): string[] => {
    if (reasons.length === 0) return [];
    return [`**${title}**`, ...reasons.slice(0, REASONS).map((one) => line(mark, one))];
  };
  const [against, forIt, neither] = [
    gathered.filter(({ reason }) => reason.weight > 0),
    gathered.filter(({ reason }) => reason.weight < 0),
    // Filler weighs nothing and speaks for neither side.
    gathered.filter(({ reason }) => reason.weight === 0),
  ];
  return [
    ...side(SIDES.against[language], '🔴', against),
    ...side(SIDES.for[language], '🟢', forIt),
    ...neither.slice(0, 2).map((one) => line('⚪', one)),
  ].join('\n');
}
