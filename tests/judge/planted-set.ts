import { readFileSync } from 'node:fs';
import { z } from 'zod';

const postSchema = z.object({
  id: z.string(),
  text: z.string(),
  pack: z.string().nullable(),
  group: z.string(),
  way: z.string(),
});

const innocentSchema = z.object({
  id: z.string(),
  text: z.string(),
  title: z.string(),
  body: z.string().nullable(),
  group: z.string(),
});

/** A post to be planted under other articles; `pack` is the pack that ought to find it, `way` its disguise. */
export type Post = z.infer<typeof postSchema>;

/** A comment that holds a pack's words innocently, with the article it belongs to. */
export type Innocent = z.infer<typeof innocentSchema>;

/** Posts of fixtures/planted: `campaigns` or `adverts`. Rows of one `group` are wordings of one family. */
export function readPosts(name: string): Post[] {
  return rows(name).map((row) => postSchema.parse(row));
}

export function readInnocents(): Innocent[] {
  return rows('innocents').map((row) => innocentSchema.parse(row));
}

function rows(name: string): unknown[] {
  const path = new URL(`../../fixtures/planted/${name}.jsonl`, import.meta.url);
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}
