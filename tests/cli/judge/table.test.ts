import pc from 'picocolors';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { Context } from '../../../src/cli/context.js';
import { renderTable } from '../../../src/cli/judge/table.js';
import { standIn } from '../../batch/stand-in.js';

const context = (language: 'ko' | 'en', width: number, colored = false): Context => ({
  language,
  width,
  colored,
  colors: pc.createColors(colored),
  rulesFolder: undefined,
  modelFile: undefined,
  print: () => undefined,
  note: () => undefined,
  complain: () => undefined,
  say: (said) => said[language],
});

const ARTICLE = { id: 'a1', title: '카카오 서비스 장애', body: null };
function table(texts: readonly string[], using: Context, article = ARTICLE): string {
  const comments = texts.map((text, index) => ({ id: String(index + 1), articleId: 'a1', text }));
  return renderTable(article, comments, standIn.page(article, comments), using);
}

describe('표', () => {
  const texts = [
    '깡패 대유 고발한다 소액주주들의 피눈물을 누가 닦아 주나 정부는 답하라',
    '카카오 또 멈췄네',
    'ㅋㅋㅋ',
  ];

  it('한국어, 색 없이 80칸', () => {
    expect(table(texts, context('ko', 80))).toMatchInlineSnapshot(`
      "카카오 서비스 장애

        번호  판정          확률  댓글과 근거
      ────────────────────────────────────────────────────────────────────────────────
      ⚑    1  글과 무관      95%  깡패 【대유】 고발한다 소액주주들의 피눈물을 누가
                                  닦아 주나 정부는 답하라
                                  · 규칙: “대유” +3.0
           2  글과 관련      12%  〔카카오〕 또 멈췄네
                                  · 규칙: “카카오” −2.0
           3  판단 보류      50%  ㅋㅋㅋ
                                  · 무엇에 관한 글인지 알려 주는 말이 없음
      ────────────────────────────────────────────────────────────────────────────────
      댓글 3 · 무관 1 (바로 확인 1) · 관련 1 · 보류 1
      ⚑ 바로 확인 · 【무관 쪽 말】 〔관련 쪽 말〕 · 확률은 무관할 확률 · + 무관 쪽, −
      관련 쪽"
    `);
  });

  it('영어, 색 없이 80칸', () => {
    expect(table(texts, context('en', 80))).toMatchInlineSnapshot(`
      "카카오 서비스 장애

         no.  verdict      prob.  comment and reasons
      ────────────────────────────────────────────────────────────────────────────────
      ⚑    1  off topic      95%  깡패 【대유】 고발한다 소액주주들의 피눈물을 누가
                                  닦아 주나 정부는 답하라
                                  · rule: “대유” +3.0
           2  on topic       12%  〔카카오〕 또 멈췄네
                                  · rule: “카카오” −2.0
           3  unclear        50%  ㅋㅋㅋ
                                  · no word tells what it is about
      ────────────────────────────────────────────────────────────────────────────────
      comments 3 · off topic 1 (flagged 1) · on topic 1 · unclear 1
      ⚑ flagged · 【against】 〔for〕 · prob. of off topic · + against, − for"
    `);
  });

  it('색이 있으면 괄호 대신 빨간 밑줄과 초록', () => {
    const colored = table(texts, context('ko', 100, true));
    expect(colored).toContain('\u001b[31m\u001b[4m대유\u001b[24m\u001b[39m');
    expect(colored).toContain('\u001b[32m카카오\u001b[39m');
    expect(colored).not.toMatch(/[【〔]/);
  });

  it.each([60, 80, 100, 120])('%d칸을 넘는 줄이 없다', (width) => {
    const long = ['대유 '.repeat(80), '가'.repeat(3000), 'https://example.invalid/'.repeat(20)];
    for (const language of ['ko', 'en'] as const) {
      for (const line of table([...texts, ...long], context(language, width)).split('\n')) {
        expect(stringWidth(line), line).toBeLessThanOrEqual(width);
      }
    }
  });

  it('댓글과 제목이 단말기를 움직이지 못한다', () => {
    const attack = '대유\u001b[2J\u001b]0;x\u0007\u009b31m\r지움\u202E거꾸로 \u001b[8m숨김';
    const shown = table([attack], context('ko', 100), { ...ARTICLE, title: attack });
    // eslint-disable-next-line no-control-regex -- these are what is looked for
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(shown).toContain('␛[2J');
  });
});
