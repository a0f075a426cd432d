import { extname } from 'node:path';
import { openOutput } from '../../batch/work/output.js';
import { Fault } from '../../fault.js';
import { drawFigure, type Evaluation } from '../../evaluation/index.js';
import { renderPng } from '../../assets/render-png.js';
import type { Context } from '../context.js';

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
  const out = await openOutput(file);
  try {
    await out.write(drawn);
    await out.commit();
  } catch (error) {
    await out.discard();
    throw error;
  }
}
