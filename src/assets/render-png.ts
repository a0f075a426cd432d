import { createRequire } from 'node:module';

/** Dots per unit of the SVG, so that small type stays sharp. */
const SCALE = 2;

/** SUIT as TTF: resvg draws no text at all without a font of that kind, and says nothing. */
const FONTS = ['Regular', 'Bold'].map((weight) => `@sun-typeface/suit/fonts/static/ttf/SUIT-${weight}.ttf`);

/** Draws an SVG as PNG, its text in the Korean font that ships. Off the event loop: some 100 ms for a page of charts. */
export async function renderPng(svg: string): Promise<Buffer> {
  // Loaded when a PNG is wanted: it is a native module.
  const { renderAsync } = await import('@resvg/resvg-js');
  const require = createRequire(import.meta.url);
  const rendered = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: SCALE },
    font: {
      loadSystemFonts: false,
      fontFiles: FONTS.map((font) => require.resolve(font)),
      defaultFontFamily: 'SUIT',
    },
  });
  return rendered.asPng();
}
