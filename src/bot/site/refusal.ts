import type { LocalizedText } from '../../fault.js';
import { SITE_FAULTS, type SiteFault } from '../../wording/bot/site.js';

/** Where a body is wrong. */
export interface BodyIssue {
  /** Such as `comments.3.text`; empty: the body itself. */
  readonly path: string;
  readonly message: string;
}

/** A request that is refused, with the status and what is answered. */
export class Refusal extends Error {
  readonly status: number;
  readonly fault: SiteFault;
  readonly issues: readonly BodyIssue[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    fault: SiteFault,
    {
      issues,
      headers = {},
    }: { readonly issues?: readonly BodyIssue[]; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(`site/${fault}`);
    this.name = 'Refusal';
    this.status = status;
    this.fault = fault;
    this.issues = issues;
    this.headers = headers;
  }
}

/** The body of a refusal: a stable code and a sentence in both languages, nothing of the request but paths. */
export function refusalBody({ fault, issues }: Pick<Refusal, 'fault' | 'issues'>): {
  code: string;
  message: LocalizedText;
  issues?: readonly BodyIssue[];
} {
  return {
    code: `site/${fault}`,
    message: SITE_FAULTS[fault],
    ...(issues === undefined ? {} : { issues }),
  };
}
