import type { Result } from '../judge/index.js';
import type { AccuracyGate } from './accuracy-gate.js';
import type { Action, Mode, ServerSettings } from './settings.js';

/** What is done about a judged comment. */
export type Outcome =
  /** Nothing is kept. */
  | { readonly kind: 'none' }
  /** Recorded for statistics, shown to nobody. */
  | { readonly kind: 'shadow' }
  /** Shown to the moderators; `held` where `act` would have acted if its gate were open. */
  | { readonly kind: 'flag'; readonly held: boolean }
  /** The bot acts by itself, and shows it. */
  | { readonly kind: 'act'; readonly action: Action };

/**
 * What a server does about a comment. Only flags count: what is merely in review is not posted.
 *
 * @param mode the place's own mode, else the server's
 * @param gate the gate of the flag's evidence key; null when it was not asked, which counts as closed
 */
export function outcomeOf({
  mode,
  result,
  gate,
  settings,
}: {
  readonly mode: Mode;
  readonly result: Pick<Result, 'flag'>;
  readonly gate: Pick<AccuracyGate, 'open'> | null;
  readonly settings: Pick<ServerSettings, 'action'>;
}): Outcome {
  if (mode === 'off' || !result.flag) return { kind: 'none' };
  if (mode === 'shadow') return { kind: 'shadow' };
  if (mode === 'flag') return { kind: 'flag', held: false };
  return gate?.open === true ? { kind: 'act', action: settings.action } : { kind: 'flag', held: true };
}
