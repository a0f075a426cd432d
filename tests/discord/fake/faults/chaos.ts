import type { Fault, Faults } from './faults.js';

/** How often things go wrong, each as a share of requests between 0 and 1. */
export interface ChaosPlan {
  seed: number;
  rate429?: number;
  rate5xx?: number;
  /** Of the 5xx, the share that comes after the request took its effect; half of them when left out. */
  share5xxAfter?: number;
  /** Connections cut before and after the effect: half of them reset, half closed. */
  rateResetBefore?: number;
  rateResetAfter?: number;
  rateSlow?: number;
  slowMs?: number;
  /** Every gateway connection is cut this often. */
  gatewayDropEveryMs?: number;
  /** Which paths it strikes; all of them when left out. */
  only?: RegExp;
}

/** Random numbers that a seed decides (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Lets things go wrong at random until the returned function is called. */
export function startChaos(plan: ChaosPlan, faults: Faults, dropGateway: () => void): () => void {
  const random = randomFrom(plan.seed);
  faults.chance = (_method, path) => (plan.only?.test(path) === false ? null : pick(plan, random));
  const timer = plan.gatewayDropEveryMs ? setInterval(dropGateway, plan.gatewayDropEveryMs) : undefined;
  return () => {
    clearInterval(timer);
    faults.chance = null;
  };
}

function pick(plan: ChaosPlan, random: () => number): Fault | null {
  const how = random() < 0.5 ? 'reset' : 'close';
  const when = random() < (plan.share5xxAfter ?? 0.5) ? 'after' : 'before';
  const shares: [number | undefined, Fault][] = [
    [plan.rate429, { kind: 'rate-limit', retryAfter: 0.05 + random() * 0.2, global: random() < 0.1 }],
    [plan.rate5xx, { kind: 'status', status: random() < 0.5 ? 500 : 503, when }],
    [plan.rateResetBefore, { kind: 'cut', when: 'before', how }],
    [plan.rateResetAfter, { kind: 'cut', when: 'after', how }],
    [plan.rateSlow, { kind: 'slow', ms: plan.slowMs ?? 300 }],
  ];
  let left = random();
  for (const [share = 0, fault] of shares) {
    if (left < share) return fault;
    left -= share;
  }
  return null;
}
