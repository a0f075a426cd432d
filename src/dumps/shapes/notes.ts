import type { LocalizedText } from '../../fault.js';
import { SHAPE_NOTES } from '../../wording/dumps.js';
import type { LineBlock } from '../line-block.js';
import type { ShapeRows } from './shape-rows.js';

/** What was left out, in numbers. */
export function notesOf({ leftOut }: ShapeRows): LocalizedText[] {
  return [...leftOut].map(([why, count]) => SHAPE_NOTES.leftOut[why](count));
}

/** What is missing where comments stand without their articles: one sentence for all rows. */
export function missingArticles(
  out: ShapeRows,
  plan: { readonly namesOnly?: boolean | undefined },
  { among, article }: Pick<LineBlock, 'among' | 'article'>,
): LocalizedText[] {
  if (among === 'articles' || article !== undefined || out.articles > 0) return [];
  if (out.withoutArticle) return [SHAPE_NOTES.noArticle(out.fileId)];
  return out.named === undefined && plan.namesOnly !== true ? [] : [SHAPE_NOTES.articlesElsewhere(out.named)];
}
