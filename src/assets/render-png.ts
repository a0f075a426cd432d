import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { FROM_SOURCES, inPackage } from './package-root.js';

/** Pixels per unit of the SVG, so that small type stays sharp. */
const SCALE = 2;

/** SUIT as TTF: without a TTF font, resvg silently draws no text. The build copies these to `dist/fonts/`. */
export const FONT_FILES = ['Regular', 'Bold'].map(
  (weight) => `@sun-typeface/suit/fonts/static/ttf/SUIT-${weight}.ttf`,
);

/**
 * Renders an SVG as PNG at twice its size, with text in the bundled Korean font. Runs off the event loop, in about 100 ms for
 * a page of charts.
 */
export async function renderPng(svg: string): Promise<Buffer> {
  // A native module, so it is loaded only when needed.
  const { renderAsync } = await import('@resvg/resvg-js');
  const rendered = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: SCALE },
    font: {
      loadSystemFonts: false,
      fontFiles: FONT_FILES.map(fontFile),
      defaultFontFamily: 'SUIT',
    },
  });
  return rendered.asPng();
}

function fontFile(file: string): string {
  return FROM_SOURCES
    ? createRequire(import.meta.url).resolve(file)
    : inPackage('dist', 'fonts', basename(file));
}
