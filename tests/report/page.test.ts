import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compileReport } from '../../models/make/report/compile.js';
import { ReportCollector } from '../../src/report/gather/collect.js';
import { FIRST_COMMENTS } from '../../src/report/view/data.js';
import { select } from '../batch/dom.js';
import { ATTACKS, TAMED } from './attacks.js';
import { collectedOf, judgedOf, judgedWith, pageOf } from './given.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');

describe('보고서의 HTML', () => {
  it('정책은 제 스크립트와 스타일만 들이고, 해시가 맞는다', () => {
    const page = pageOf(collectedOf(10));
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
    const scripts = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, source]) => source ?? '');
    expect(style.length).toBeGreaterThan(500);
    expect(scripts).toHaveLength(1);
    const [policy] = select(page, 'meta[http-equiv="Content-Security-Policy"]');
    expect(policy?.getAttribute('content')).toBe(
      `default-src 'none'; script-src 'sha256-${sha256(scripts[0]!)}'; style-src 'sha256-${sha256(style)}'; base-uri 'none'; form-action 'none'`,
    );
  });

  it('요소에 안은 스크립트도 스타일도 바깥 주소도 없다', () => {
    const page = pageOf(collectedOf(60));
    expect(select(page, 'img, iframe, link, base, object, embed, form, script[src], style + style')).toEqual(
      [],
    );
    for (const element of select(page, '*'))
      for (const { name } of element.attributes) expect(name).not.toMatch(/^on|^style$|^src$/);
    for (const link of select(page, 'a[target]')) {
      expect(link.getAttribute('href')).toMatch(/^https:\/\/news\.example\//);
      expect(link.getAttribute('rel')).toBe('noopener noreferrer');
    }
  });

  it('스크립트 없이도 요약과 처음 댓글들이 두 말로 서 있다', () => {
    const page = pageOf(collectedOf(60), {
      sources: ['가.jsonl'],
      rejects: 3,
      madeAt: '2026-06-01T02:03:04Z',
    });
    const heading = select(page, 'h1')[0];
    expect(heading?.textContent).toContain('댓글 60개 가운데');
    expect(heading?.textContent).toContain('of 60 comments');
    expect(select(page, '.card')).toHaveLength(FIRST_COMMENTS);
    expect(select(page, '.facts')[0]?.textContent).toContain('가.jsonl');
    expect(select(page, '.facts')[0]?.textContent).toContain('2026-06-01 11:03 KST');
    expect(select(page, '.facts')[0]?.textContent).toContain('3개 (판정하지 않음)');
    expect(select(page, 'html')[0]?.getAttribute('lang')).toBe('ko');
    expect(select(pageOf(collectedOf(1), { language: 'en' }), 'html')[0]?.getAttribute('lang')).toBe('en');
  });

  it('말하는 낱말에 표를 하고 까닭을 무게와 함께 적는다', () => {
    const collected = new ReportCollector();
    collected.add(
      judgedWith(
        { text: '깡패 한빛 시청' },
        {
          verdict: 'off-topic',
          score: 0.9526,
          reasons: [
            { kind: 'rule', id: 'p/hanbit', weight: 3, span: [3, 5], text: '한빛' },
            { kind: 'article', id: 'article/words', weight: -1.2, span: [6, 8], text: '시청' },
          ],
        },
      ),
    );
    const page = pageOf(collected);
    expect(select(page, '.text mark').map((mark) => `${mark.className} ${mark.textContent}`)).toEqual([
      'against 한빛',
      'for 시청',
    ]);
    expect(select(page, '.text')[0]?.textContent).toBe('깡패 한빛 시청');
    expect(select(page, '.reasons li').map((item) => item.querySelector('.weight')?.textContent)).toEqual([
      '+3.0',
      '−1.2',
    ]);
    expect(select(page, '.card meter')[0]?.getAttribute('value')).toBe('0.9526');
  });

  it('예상되는 잘못은 바로 확인할 댓글의 1 − 확률을 더한 것이다', () => {
    const collected = new ReportCollector();
    for (const score of [0.9, 0.8, 0.91])
      collected.add(judgedWith({}, { verdict: 'off-topic', score, flag: true, review: true }));
    expect(select(pageOf(collected), '.lead')[1]?.textContent).toContain('0.4개쯤');
  });

  it('남의 글은 어디에 들어가도 글로만 남는다', () => {
    const collected = new ReportCollector();
    for (const text of ATTACKS) collected.add(judgedWith({ text }, { score: 0.5 }));
    const texts = select(pageOf(collected), '.text').map(({ textContent }) => textContent);
    expect(texts).toEqual([...ATTACKS.slice(0, -1), TAMED]);
  });

  it('http와 https 말고는 링크가 되지 않는다', () => {
    const urls = [
      'javascript:alert(1)',
      ' JavaScript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      '//x.example',
      'x',
      'https://ok.example/?a="b',
    ];
    const collected = new ReportCollector();
    for (const [n, url] of urls.entries()) collected.add(judgedWith({}, {}, { id: `u${n}`, url }));
    const links = select(pageOf(collected), '.card a[target]').map((link) => link.getAttribute('href'));
    expect(links).toEqual(['https://ok.example/?a="b']);
  });

  it('댓글이 하나도 없어도 쪽이 된다', () => {
    expect(select(pageOf(new ReportCollector()), 'h1')[0]?.textContent).toContain('판정한 댓글이 없습니다');
  });

  it('싣지 못한 댓글의 수를 밝히고, 실은 것은 모두 덩이에 있다', () => {
    const page = pageOf(collectedOf(1500, 20, 1200));
    expect(page).toContain('댓글 300개는 여기 싣지 않았습니다');
    const blocks = select(page, 'script[data-block="comments"]').map(
      ({ textContent }) => JSON.parse(gunzipSync(Buffer.from(textContent, 'base64')).toString()) as unknown[],
    );
    expect(blocks.map(({ length }) => length)).toEqual([1000, 200]);
  });

  it('같은 댓글이면 같은 바이트다', () => {
    expect(pageOf(collectedOf(300))).toBe(pageOf(collectedOf(300)));
    const other = collectedOf(299);
    other.add(judgedOf(1000));
    expect(pageOf(other)).not.toBe(pageOf(collectedOf(300)));
  });
});

describe('안에 든 스크립트', () => {
  const inRepository = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

  it('client/를 다시 엮으면 그대로다', async () => {
    expect(await compileReport()).toBe(readFileSync(inRepository('src/report/inlined.ts'), 'utf8'));
  });

  it('형이 맞는다', () => {
    const tsc = inRepository('node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, '-p', inRepository('src/report/client'), '--noEmit']);
  });
});
