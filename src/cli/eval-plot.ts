import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { OutputFile } from '../batch/output-file.js';
import { Fault } from '../fault.js';
import { drawFigure, type Evaluation } from '../measure/index.js';
import type { Context } from './context.js';

/** Dots per unit of the SVG, so that small type stays sharp. */
const PNG_SCALE = 2;

/** What a plot is written as, by the end of its name. A fault where that is neither. */
export function plotFormat(file: string): 'svg' | 'png' {
  const end = extname(file).toLowerCase();
  if (end === '.svg') return 'svg';
  if (end === '.png') return 'png';
  throw new Fault(
    'usage/plot',
    {
      ko: '그림 파일의 이름은 .svg나 .png로 끝나야 합니다',
      en: 'the name of the plot must end in .svg or .png',
    },
    { file },
  );
}

/** Draws the evaluation and writes it, whole or not at all. */
export async function writePlot(file: string, evaluation: Evaluation, { language }: Context): Promise<void> {
  const svg = drawFigure(evaluation, language);
  const drawn = plotFormat(file) === 'svg' ? svg : await renderPng(svg);
  const out = await OutputFile.open(file);
  try {
    await out.write(drawn);
    await out.commit();
  } catch (error) {
    await out.discard();
    throw error;
  }
}

/** SUIT as TTF: resvg draws no text at all without a font of that kind, and says nothing. */
const FONTS = ['Regular', 'Bold'].map((weight) => `@sun-typeface/suit/fonts/static/ttf/SUIT-${weight}.ttf`);

async function renderPng(svg: string): Promise<Buffer> {
  // Loaded when a PNG is wanted: it is a native module.
  const { Resvg } = await import('@resvg/resvg-js');
  const require = createRequire(import.meta.url);
  const rendered = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: PNG_SCALE },
    font: {
      loadSystemFonts: false,
      fontFiles: FONTS.map((font) => require.resolve(font)),
      defaultFontFamily: 'SUIT',
    },
  });
  return rendered.render().asPng();
}
