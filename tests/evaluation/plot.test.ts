import { describe, expect, it } from 'vitest';
import {
  drawFigure,
  evaluateCases,
  reliabilityPlot,
  type Case,
  type Evaluation,
} from '../../src/evaluation/index.js';
import { element, escape } from '../../src/evaluation/plot/svg.js';
import { select, type Element } from '../batch/dom.js';
import { aCase } from './cases.js';

const cases = Array.from({ length: 400 }, (_, i): Case => {
  const off = i % 2 === 0;
  const score = Math.min(1, ((i * 37) % 100) / 160 + (off ? 0.35 : 0));
  return aCase({
    truth: off ? 'off-topic' : 'on-topic',
    score,
    group: `g${i % 40}`,
    words: 1 + (i % 25),
    weights: new Map([['rule', score - 0.3]]),
  });
});
const options = { draws: { count: 20, seed: 1 }, scorePrior: 0.2 };

function evaluation(): Evaluation {
  return {
    data: { articles: 40, comments: 400, labelled: 0, measured: 200, leftOut: 0, rejects: 0, seen: null },
    settings: { seed: 1, planted: 0.05, draws: 20, known: 50 },
    foreign: null,
    measurements: (['pairs', 'dump'] as const).map((kind) => evaluateCases(kind, cases, options)!),
    byShare: [],
  };
}

describe('그림', () => {
  it.each(['ko', 'en'] as const)('여섯 칸의 SVG이고 글자는 PNG의 글꼴에 있는 것뿐이다 (%s)', (language) => {
    const svg = drawFigure(evaluation(), language);
    expect(select(svg, 'g')).toHaveLength(6);
    const texts = select(svg, 'text').map(({ textContent }) => textContent);
    expect(texts.length).toBeGreaterThan(60);
    // SUIT has no en dash: resvg would leave a hole.
    for (const text of texts) expect(text).toMatch(/^[\x20-\x7e가-힣·]+$/u);
    expect(texts.some((text) => /[가-힣]/u.test(text))).toBe(language === 'ko');
    expect(texts.join('\n')).toContain('AUC .');
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(drawFigure(evaluation(), language)).toBe(svg);
  });

  it('곡선마다 한 줄, 길이마다 막대와 구간', () => {
    const [roc, half, rare, reliability, length] = select(drawFigure(evaluation(), 'en'), 'g');
    const count = (panel: Element | undefined, selector: string): number =>
      [...(panel?.querySelectorAll(selector) ?? [])].length;
    for (const panel of [roc, half, rare, reliability]) expect(count(panel, 'path')).toBe(2);
    expect(count(reliability, 'circle')).toBeGreaterThan(8);
    expect(count(length, 'rect')).toBeGreaterThan(4);
  });

  it('신뢰도 그림 하나: 묶음마다 한 줄과 보정 오차', () => {
    const predictions = cases.map(({ score, truth }) => ({ score, off: truth === 'off-topic' }));
    const groups = ['낱개', '함께'].map((ko) => ({ name: { ko, en: ko }, predictions }));
    const svg = reliabilityPlot(groups, 'ko');
    expect(select(svg, 'path')).toHaveLength(2);
    expect(svg).toMatch(/낱개 · ECE \.\d{3} · 400/);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(reliabilityPlot([{ name: { ko: '없음', en: 'none' }, predictions: [] }], 'en')).toContain('none');
  });

  it('글은 마크업이 되지 못한다', () => {
    expect(element('text', { x: 1.23456, fill: '"<' }, escape('<b>&\u0000\ud800'))).toBe(
      '<text x="1.23" fill="&quot;&lt;">&lt;b&gt;&amp;</text>',
    );
  });
});
