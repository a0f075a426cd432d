import { CORAL, DISQUS, WORDPRESS } from './comment-systems.js';
import { DAUM, NAVER } from './portals.js';
import { REDDIT } from './reddit.js';
import type { Shape } from './shape.js';
import { FACEBOOK, INSTAGRAM } from './social.js';
import { objectsIn } from './walk.js';
import { COMMENT_DOWNLOADER, YOUTUBE, YT_DLP } from './youtube.js';

/** All shapes, the surest signs first. */
export const SHAPES: readonly Shape[] = [
  NAVER,
  YOUTUBE,
  COMMENT_DOWNLOADER,
  YT_DLP,
  REDDIT,
  DISQUS,
  WORDPRESS,
  DAUM,
  CORAL,
  FACEBOOK,
  INSTAGRAM,
];

/** The shape of a sample of values: the first that knows one of their objects. */
export function shapeOf(sample: readonly unknown[]): Shape | undefined {
  const objects = [...objectsIn(sample)];
  return SHAPES.find(({ knows }) => objects.some(knows));
}
