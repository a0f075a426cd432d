import { inPackage } from '../assets/package-root.js';
import type { Context } from './context.js';

/** What the commands under `rules` were told. */
export interface RulesOptions {
  readonly rules?: string;
  readonly json?: boolean;
}

/** The folder whose packs serve: `--rules`, else MATGEUL_RULES, else the shipped one. */
export function rulesFolder(option: string | undefined, context: Context): string {
  return option ?? context.rulesFolder ?? inPackage('rules');
}
