import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ReportCollector } from '../../src/batch/report/collect.js';
import { reportPage } from '../../src/batch/report/page.js';
import { skipOrFail } from '../setup/skip.js';
import { select } from './dom.js';
import { freshFolder, standIn } from './stand-in.js';

/** Texts that would run, load or break out if any of them reached the page unescaped. */
const ATTACKS = [
  '<script>document.title="PWNED"</script>',
  '</p></li><img src=x onerror=document.title="PWNED">',
  '"><svg/onload=document.title="PWNED">',
  "'><iframe srcdoc='<script>parent.document.title=\"PWNED\"</script>'>",
  '<style>*{display:none}</style>',
  '</title><script>document.title="PWNED"</script>',
  '</style><script>document.title="PWNED"</script>',
  '<meta http-equiv=refresh content="0;url=javascript:document.title=1">',
  '<base href="https://example.invalid/"><link rel=stylesheet href=//example.invalid/x.css>',
  '<a href="javascript:document.title=\'PWNED\'">대유</a>',
  '&lt;script&gt; &#60;b&#62; &amp;',
  '<!-- --!> <![CDATA[ ]]> <?php ?>',
  '<scr<script>ipt>대유<b>',
  'a\u0000b\u202Egnp.exe\u2066 \uD800 끝',
];

function report(attacks: readonly string[], language: 'ko' | 'en' = 'ko'): string {
  const collected = new ReportCollector();
  for (const [index, text] of attacks.entries()) {
    // Article, ids, texts and reasons: each place a stranger's words can stand.
    const article = { id: `a${index}`, title: text, body: null };
    const comment = { id: text, articleId: article.id, text: `대유 ${text} 카카오` };
    const result = standIn.comment(article, comment);
    const title = { ko: text, en: text };
    const reasons = result.reasons.map((reason) => ({
      ...reason,
      id: text,
      text,
      reads: text,
      via: ['gap' as const],
      title,
    }));
    collected.add({ article, comment, result: { ...result, reasons } });
  }
  return reportPage(collected, { language, sources: [...attacks], rejects: 3 });
}

describe('보고서', () => {
  it('남의 글은 어디에 들어가도 글로만 남는다', () => {
    const page = report(ATTACKS);
    expect(
      select(page, 'script, img, iframe, svg, link, base, object, embed, form, a, style + style'),
    ).toHaveLength(0);
    expect(select(page, 'meta[http-equiv]')).toHaveLength(1);
    for (const element of select(page, '*')) {
      for (const { name } of element.attributes) expect(name).not.toMatch(/^on|^style$|^href$|^src$/);
    }
    const shown = select(page, 'p.text').map((paragraph) => paragraph.textContent);
    // The last holds what HTML cannot; the others come out as they went in.
    expect(shown.slice(0, -1)).toEqual(ATTACKS.slice(0, -1).map((text) => `대유 ${text} 카카오`));
    expect(shown.at(-1)).toBe('대유 a⟨U+0000⟩b⟨U+202E⟩gnp.exe⟨U+2066⟩ ⟨U+D800⟩ 끝 카카오');
  });

  it('말하는 낱말에 표를 하고 판정과 까닭을 적는다', () => {
    const collected = new ReportCollector();
    const article = { id: 'a', title: '카카오 장애', body: null };
    for (const [id, text] of [
      ['1', '깡패 대유 고발'],
      ['2', '카카오 또 멈춤'],
      ['3', 'ㅋㅋ'],
    ] as const) {
      const comment = { id, articleId: 'a', text };
      collected.add({ article, comment, result: standIn.comment(article, comment) });
    }
    for (const [language, verdicts] of [
      ['ko', ['글과 무관', '글과 관련', '판단 보류']],
      ['en', ['off topic', 'on topic', 'unclear']],
    ] as const) {
      const page = reportPage(collected, { language, sources: ['p'], rejects: 0 });
      expect(select(page, '.verdict').map((cell) => cell.textContent)).toEqual(verdicts);
      expect(select(page, 'mark').map((mark) => `${mark.className} ${mark.textContent}`)).toEqual([
        'against 대유',
        'for 카카오',
      ]);
      expect(select(page, '.reasons')[0]?.textContent).toContain('“대유”');
      expect(select(page, 'meter').map((meter) => meter.getAttribute('value'))).toEqual([
        '0.9526',
        '0.1192',
        '0.5000',
      ]);
      expect(select(page, 'html')[0]?.getAttribute('lang')).toBe(language);
    }
  });

  it('너무 많으면 깃발 든 것부터 싣고 빠진 수를 밝힌다', () => {
    const collected = new ReportCollector(3);
    const article = { id: 'a', title: 't', body: null };
    for (let n = 0; n < 10; n++) {
      const comment = { id: String(n), articleId: 'a', text: n >= 8 ? '대유' : 'ㅋㅋ' };
      collected.add({ article, comment, result: standIn.comment(article, comment) });
    }
    expect(collected.shown.map(({ comment }) => comment.id)).toEqual(['0', '8', '9']);
    expect(reportPage(collected, { language: 'ko', sources: [], rejects: 0 })).toContain(
      '댓글 7개는 여기 싣지 않았습니다',
    );
  });

  const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    existsSync,
  );
  it.skipIf(chromium === undefined && skipOrFail('보고서를 진짜 브라우저로 여는 검사: Chromium이 없습니다'))(
    '진짜 Chromium에서 아무것도 실행되지 않고 제 모양은 갖춘다',
    async () => {
      const folder = await freshFolder();
      const open = async (name: string, page: string): Promise<string> => {
        const path = join(folder, name);
        await writeFile(path, page);
        const flags = [
          '--headless',
          '--no-sandbox',
          '--disable-gpu',
          '--enable-logging=stderr',
          `--user-data-dir=${folder}/profile`,
        ];
        return execFileSync(
          chromium ?? '',
          [...flags, '--virtual-time-budget=2000', '--dump-dom', `file://${path}`],
          {
            encoding: 'utf8',
            stdio: ['ignore', 'pipe', 'ignore'],
          },
        );
      };
      // The probe must see an attack that works, or its silence about the report would mean nothing.
      expect(await open('probe.html', `<title>x</title>${ATTACKS[1] ?? ''}`)).toContain(
        '<title>PWNED</title>',
      );
      const dom = await open('report.html', report(ATTACKS));
      expect(dom).toContain('<title>맞글 보고서</title>');
      expect(select(dom, 'p.text')).toHaveLength(ATTACKS.length);
    },
  );

  it('정책의 해시가 제 스타일과 맞는다', async () => {
    const { createHash } = await import('node:crypto');
    const page = report([]);
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
    expect(style.length).toBeGreaterThan(500);
    expect(page).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(page).toContain("default-src 'none'");
  });
});
