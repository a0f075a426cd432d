import { existsSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

/** Where a Chromium lies, if there is one. */
export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM!, args: ['--no-sandbox', '--disable-gpu'] });
}

/** A page opened as a file, with all that it did that it should not. */
export interface Opened {
  readonly page: Page;
  /** Console errors, uncaught errors, dialogs, breaches of the policy, requests beside the file itself. */
  readonly trouble: string[];
  readonly path: string;
}

/**
 * Opens HTML as a file in a fresh context and waits until its script has unpacked everything.
 *
 * @param options `ready: false` does not wait; `before` is script that runs before the page's own
 */
export async function openPage(
  browser: Browser,
  html: string,
  options: BrowserContextOptions & { readonly ready?: boolean; readonly before?: string } = {},
): Promise<Opened> {
  const { ready = true, before = '', ...context } = options;
  const path = join(await mkdtemp(join(tmpdir(), 'matgeul-report-')), 'report.html');
  await writeFile(path, html);
  const page = await (await browser.newContext(context)).newPage();
  const trouble: string[] = [];
  const url = pathToFileURL(path).href;
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      trouble.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => trouble.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    trouble.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url() !== url && !request.url().startsWith('blob:'))
      trouble.push(`request: ${request.url()}`);
  });
  await page.addInitScript(
    `window.__xss = []; addEventListener('securitypolicyviolation', (event) => window.__xss.push(event.violatedDirective + ' ' + event.blockedURI));${before}`,
  );
  await page.goto(url);
  if (ready) await page.locator('html.ready').waitFor({ state: 'attached' });
  return { page, trouble, path };
}

/** An attribute of all elements of a selector, and of those only that have it. */
export function attributes(page: Page, selector: string, name: string): Promise<string[]> {
  return page.evaluate<string[]>(
    `[...document.querySelectorAll(${JSON.stringify(selector)})].map((element) => element.getAttribute(${JSON.stringify(name)})).filter((value) => value !== null)`,
  );
}

/** How many comments the page says it lists. */
export async function listed(page: Page): Promise<number> {
  const said = await page.locator('#status .ko').innerText();
  return Number(/[\d,]+/.exec(said)?.[0].replaceAll(',', ''));
}
