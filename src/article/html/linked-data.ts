import { z } from 'zod';
import type { Document } from './dom.js';

const person = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);
const commentSchema = z.object({
  text: z.string(),
  author: person.optional().catch(undefined),
  dateCreated: z.string().optional().catch(undefined),
});
const articleSchema = z.object({
  '@type': z.union([z.string(), z.array(z.string()).transform((types) => types.join(' '))]),
  headline: z.string().optional().catch(undefined),
  articleBody: z.string().optional().catch(undefined),
  datePublished: z.string().optional().catch(undefined),
  comment: z.array(z.unknown()).catch([]),
});

/** What a page says of its article in JSON-LD. */
export interface LinkedArticle {
  readonly headline?: string | undefined;
  readonly articleBody?: string | undefined;
  readonly datePublished?: string | undefined;
  readonly comments: readonly z.infer<typeof commentSchema>[];
}

/** The first article in a page's JSON-LD; scripts that are broken or of something else are passed over. */
export function readLinkedData(document: Document): LinkedArticle | null {
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    for (const candidate of candidatesIn(script.textContent ?? '')) {
      const found = articleSchema.safeParse(candidate);
      if (!found.success || !/Article|Posting/u.test(found.data['@type'])) continue;
      const { headline, articleBody, datePublished, comment } = found.data;
      const comments = comment.flatMap((row) => commentSchema.safeParse(row).data ?? []);
      return { headline, articleBody, datePublished, comments };
    }
  }
  return null;
}

function candidatesIn(json: string): unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return [];
  }
  const graph = typeof value === 'object' && value !== null && '@graph' in value ? value['@graph'] : value;
  return Array.isArray(graph) ? (graph as unknown[]) : [graph];
}
