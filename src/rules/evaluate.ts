import { everyEojeol, type TermHit, type Way, WEAK_WAYS } from '../hangul/index.js';
import type { CompiledRule, Part, RuleMatch, RuleSpan, TermUses } from './compiled.js';
import type { MatchState } from './match-state.js';
import { findPattern, MAX_PLACES } from './pattern.js';

/** What met one part of a rule: where, and how strongly. */
interface Met {
  readonly spans: readonly RuleSpan[];
  readonly weight: number;
  /** Places that are not among the spans. */
  readonly more: number;
}

/** Whether a rule holds for a text, or null. A rule is as strong as its weakest part, a part as its best reading. */
export function evaluate(rule: CompiledRule, state: MatchState): RuleMatch | null {
  // A doubtful reading speaks for a rule, less; it does not silence one.
  if (rule.none.some((term) => state.hitsOf(term).some(isSure))) return null;
  const spans: RuleSpan[] = [];
  let weight = Infinity;
  let more = 0;
  for (const part of rule.parts) {
    const met = meet(part, rule, state);
    if (!met) return null;
    spans.push(...met.spans);
    weight = Math.min(weight, met.weight);
    more += met.more;
  }
  const shown = withoutInnerSpans(spans);
  return {
    pack: rule.pack,
    rule,
    weight,
    spans: shown,
    more,
    weak: shown.every(({ via }) => isWeak(via)),
  };
}

/** Whether a rule holds for a text whose hits are all sure: the same answer as `evaluate`, in less time. */
export function holds(rule: CompiledRule, state: MatchState): boolean {
  if (rule.none.some((term) => state.has(term))) return false;
  return rule.parts.every((part) => {
    switch (part.kind) {
      case 'any':
        return state.hasAny(part.terms);
      case 'near':
        return nearHits(part, state) !== null;
      case 'pattern':
        return findPattern(part.pattern, state.text).length > 0;
    }
  });
}

function meet(part: Part, rule: CompiledRule, state: MatchState): Met | null {
  switch (part.kind) {
    case 'any':
      return meetAny(part.terms, rule, state);
    case 'near':
      return meetNear(part, rule, state);
    case 'pattern': {
      const spans = findPattern(part.pattern, state.text).map(({ start, end }): RuleSpan => {
        const text = state.text.slice(start, end);
        return { start, end, text, reads: text, via: [], cost: 0 };
      });
      return spans.length > 0 ? { spans, weight: rule.weight, more: 0 } : null;
    }
  }
}

function meetAny(uses: TermUses, rule: CompiledRule, state: MatchState): Met | null {
  let hits = state.hitsOfAny(uses);
  if (hits.length === 0) return null;
  let weight = 0;
  for (const { term, cost } of hits)
    weight = Math.max(weight, discounted(uses.weights.get(term) ?? rule.weight, cost));
  // Filler counts by the letters that it covers: all its places do.
  const most = rule.pack.role === 'filler' ? hits.length : MAX_PLACES;
  const more = Math.max(0, hits.length - most);
  if (more > 0) hits = hits.sort((a, b) => a.start - b.start || b.end - a.end).slice(0, most);
  return { spans: hits.map((hit) => spanOf(hit, state)), weight, more };
}

/** The `near` of a rule. */
type NearPart = Extract<Part, { kind: 'near' }>;

function meetNear(part: NearPart, rule: CompiledRule, state: MatchState): Met | null {
  const { entries } = part;
  const near = nearHits(part, state);
  return (
    near && {
      spans: near.map(({ hit }) => spanOf(hit, state)),
      more: 0,
      weight: Math.min(...near.map(({ hit }) => discounted(ownWeight(entries, hit.term) ?? rule.weight, hit.cost))),
    }
  );
}

/** Stands for the term of what a pattern has found. */
const NO_TERM = -1;

/** Hits of each entry that stand near each other, or null. */
function nearHits({ entries, pattern, within }: NearPart, state: MatchState): PlacedHit[] | null {
  // Mostly one of the entries is not there at all.
  if (!entries.every((uses) => state.hasAny(uses))) return null;
  const starts = (state.startsOfEojeols ??= eojeolStarts(state.text));
  const placed = entries.map((uses) =>
    placeHits(
      // Of words that begin alike the longer: 텔레그램 rather than 텔.
      state.hitsOfAny(uses).sort((a, b) => a.start - b.start || a.cost - b.cost || b.end - a.end),
      starts,
    ),
  );
  if (pattern !== null)
    placed.push(
      placeHits(
        findPattern(pattern, state.text).map((span) => ({ ...span, term: NO_TERM, via: [], cost: 0 })),
        starts,
      ),
    );
  // Sure readings first: a doubtful one nearer to the start would only weaken the evidence.
  const sure = placed.map((list) => list.filter(({ hit }) => isSure(hit)));
  return findNear(sure, within) ?? findNear(placed, within);
}

function eojeolStarts(text: string): number[] {
  const starts: number[] = [];
  everyEojeol(text, (start) => starts.push(start) > 0);
  return starts;
}

const ownWeight = (entries: readonly TermUses[], term: number): number | undefined =>
  entries.find(({ weights }) => weights.has(term))?.weights.get(term);

const isWeak = (via: readonly Way[]): boolean => via.some((way) => WEAK_WAYS.has(way));

/** Read without doubt, and not by initial consonants alone. */
const isSure = (hit: TermHit): boolean => hit.cost === 0 && !isWeak(hit.via);

const discounted = (weight: number, cost: number): number => weight / (1 + cost);

function spanOf(hit: TermHit, state: MatchState): RuleSpan {
  const { start, end, via, cost } = hit;
  return {
    start,
    end,
    text: state.text.slice(start, end),
    reads: state.termText(hit.term) ?? state.text.slice(start, end),
    via,
    cost,
  };
}

/** Spans in order of their start, without those inside another that is as sure: 대유 inside 대유에이텍. */
function withoutInnerSpans(spans: RuleSpan[]): RuleSpan[] {
  spans.sort((a, b) => a.start - b.start || b.end - a.end || a.cost - b.cost);
  const kept: RuleSpan[] = [];
  for (const span of spans) {
    const last = kept.at(-1);
    if (!last || span.end > last.end || span.cost < last.cost) kept.push(span);
  }
  return kept;
}

/** A hit, and the eojeols in which it starts and ends, counted from the start of the text. */
interface PlacedHit {
  readonly hit: TermHit;
  readonly first: number;
  readonly last: number;
}

/** Index of the last eojeol that starts at or before `offset`; 0 where none does. */
function eojeolAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** Puts hits, in order of their start, into the eojeols that start at `starts`. */
function placeHits(hits: readonly TermHit[], starts: readonly number[]): PlacedHit[] {
  return hits.map((hit) => ({
    hit,
    first: eojeolAt(starts, hit.start),
    last: eojeolAt(starts, hit.end - 1),
  }));
}

/**
 * The first place where one hit of every entry stands, none over another, from the end of the first to the start of the
 * last at most `within` eojeols on, in any order; null where there is none.
 */
function findNear(entries: readonly (readonly PlacedHit[])[], within: number): PlacedHit[] | null {
  if (entries.some((hits) => hits.length === 0)) return null;
  const anchors = entries.flatMap((hits, entry) => hits.map((placed) => ({ placed, entry })));
  anchors.sort((a, b) => a.placed.hit.start - b.placed.hit.start);
  const from = entries.map(() => 0);
  for (const { placed: anchor, entry: anchorEntry } of anchors) {
    const taken = [anchor];
    for (const [entry, hits] of entries.entries()) {
      if (entry === anchorEntry) continue;
      // The anchor is the leftmost: what starts before it will not be asked for again.
      while (from[entry]! < hits.length && hits[from[entry]!]!.hit.start < anchor.hit.start) from[entry]!++;
      const fit = firstFit(hits, from[entry]!, anchor.last + within, taken);
      if (!fit) break;
      taken.push(fit);
    }
    if (taken.length === entries.length) return taken;
  }
  return null;
}

function firstFit(
  hits: readonly PlacedHit[],
  from: number,
  farthest: number,
  taken: readonly PlacedHit[],
): PlacedHit | null {
  for (let index = from; index < hits.length; index++) {
    const candidate = hits[index]!;
    if (candidate.first > farthest) return null;
    if (taken.every(({ hit }) => candidate.hit.start >= hit.end || candidate.hit.end <= hit.start))
      return candidate;
  }
  return null;
}
