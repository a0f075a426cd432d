import { z } from 'zod';
import { type Label, LABELS, type Question } from './question.js';

/** What came of a question. */
export type Answer =
  /** Labels in the order of the comments; null for a comment without a valid answer. */
  | { readonly kind: 'answered'; readonly labels: readonly (Label | null)[] }
  /** Nothing in it is an answer. */
  | { readonly kind: 'babble' }
  /** A decoy has the wrong label: something else than the comments themselves decided the answers. */
  | { readonly kind: 'misled' };

const answersSchema = z.object({ answers: z.array(z.unknown()).max(1000) });
const answerSchema = z.object({ id: z.string(), label: z.enum(LABELS) });

/** Characters of an answer that are read; 20 answers take 1,000. */
const LONGEST_ANSWER = 65_536;
/** Objects that are tried in a text around JSON. */
const MOST_OBJECTS = 50;

/**
 * Reads the answer to a question. Only the ids of the question and the three labels count; an id with two labels has no
 * answer, nor has one that is missing. Prose, code fences and thoughts around the JSON are skipped.
 */
export function readAnswer(content: string, { ids, decoys }: Pick<Question, 'ids' | 'decoys'>): Answer {
  const labels = new Map<string, Label | null>();
  let found = false;
  for (const { answers } of answerLists(content)) {
    found = true;
    for (const one of answers) {
      const read = answerSchema.safeParse(one);
      if (!read.success) continue;
      const { id, label } = read.data;
      const before = labels.get(id);
      labels.set(id, before === undefined || before === label ? label : null);
    }
  }
  if (!found) return { kind: 'babble' };
  for (const [id, misleading] of decoys) {
    // A decoy without an answer proves nothing: then nothing was proved of the others either.
    const label = labels.get(id) ?? null;
    if (label === null || label === misleading) return { kind: 'misled' };
  }
  const known = ids.map((id) => labels.get(id) ?? null);
  return known.every((label) => label === null) ? { kind: 'babble' } : { kind: 'answered', labels: known };
}

/** Lists of answers in a text: the text itself, else the outermost objects in it. */
function* answerLists(content: string): Generator<z.output<typeof answersSchema>> {
  const text = content.slice(0, LONGEST_ANSWER).replace(/<think>[\s\S]*?<\/think>/g, '');
  const whole = answersOf(text);
  if (whole !== null) {
    yield whole;
    return;
  }
  let from = text.indexOf('{');
  for (let tried = 0; from >= 0 && tried < MOST_OBJECTS; tried++) {
    const end = endOfObject(text, from);
    const list = end < 0 ? null : answersOf(text.slice(from, end));
    if (list !== null) yield list;
    from = text.indexOf('{', list === null ? from + 1 : end);
  }
}

function answersOf(text: string): z.output<typeof answersSchema> | null {
  try {
    return answersSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** The index after the brace that closes the one at `from`; −1 when nothing closes it. */
function endOfObject(text: string, from: number): number {
  let depth = 0;
  let inString = false;
  for (let i = from; i < text.length; i++) {
    const one = text[i]!;
    if (inString) {
      if (one === '\\') i++;
      else if (one === '"') inString = false;
    } else if (one === '"') inString = true;
    else if (one === '{') depth++;
    else if (one === '}' && --depth === 0) return i + 1;
  }
  return -1;
}
