import type { Result } from '../judge/index.js';
import type { AccuracyGate } from './accuracy-gate.js';
import type { Action, Mode, ServerSettings } from './settings.js';

/** What happens to a judged comment. */
export type Outcome =
  /** Nothing is stored. */
  | { readonly kind: 'none' }
  /** Recorded for statistics without a card. */
  | { readonly kind: 'shadow' }
  /** Shown to the moderators; `held` when the mode is `act` but the gate is closed. */
  | { readonly kind: 'flag'; readonly held: boolean }
  /** The bot acts by itself and reports it. */
  | { readonly kind: 'act'; readonly action: Action };

/**
 * Chooses the outcome for a comment. Only flags count: a comment that is merely in review gets no card.
 *
 * @param mode the bound channel's own mode, else the server's
 * @param gate the gate of the flag's evidence key; null counts as closed
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
