import { CARD, COMMENTS } from '../../wording/report.js';
import { DECISIONS, type Decision, type ReportData } from '../view/data.js';
import { select } from '../view/query.js';
import { Articles } from './articles.js';
import { downloadCampaigns } from './campaigns.js';
import { Controls, listenForKeys } from './controls.js';
import { DecisionBar, Decisions } from './decisions.js';
import { byId, fill, restoreTheme, switchLanguage, switchTheme } from './dom.js';
import { List, numberOf } from './list.js';
import { canUnpack, Report } from './report.js';
import { Sampling } from './sampling.js';

// The page's script: activates the switches, unpacks the data, then draws the list.

/** Handlers of buttons that work before the data is unpacked, by `data-do`. */
const ALWAYS: Record<string, (button: Element) => void> = {
  language: switchLanguage,
  theme: switchTheme,
  print: () => {
    print();
  },
  log: (button) => {
    const on = button.closest('figure')?.classList.toggle('log') ?? false;
    button.setAttribute('aria-pressed', String(on));
  },
};

restoreTheme();
document.documentElement.classList.add('script');
onClick('[data-do]', (button) => ALWAYS[button.getAttribute('data-do') ?? '']?.(button));
document.addEventListener('DOMContentLoaded', () => void begin());

async function begin(): Promise<void> {
  const status = byId('status');
  if (!canUnpack()) {
    fill(status, COMMENTS.oldBrowser);
    return;
  }
  const data = JSON.parse(byId('report').textContent) as ReportData;
  const decisions = new Decisions(data.key);
  const report = new Report(data, decisions.all);
  await report.load((share) => {
    fill(status, COMMENTS.loading(Math.round(share * 100)));
  });
  start(report, decisions);
}

function start(report: Report, decisions: Decisions): void {
  const list = new List(report);
  const refresh = (): void => {
    const selected = select(controls.query, report);
    list.show(selected);
    fill(byId('status'), COMMENTS.listed(selected.length, report.comments.length));
    sampling.refresh();
  };
  const sampling = new Sampling(report);
  const controls = new Controls(report, refresh);
  const bar = new DecisionBar(report, decisions, refresh);
  new Articles(report);
  refresh();

  const decide = (number: number, decision: Decision | undefined): void => {
    decisions.set(number, decision);
    list.showDecision(number);
    bar.show();
    sampling.decided(number);
  };
  const help = byId('help') as HTMLDialogElement;
  const actions: Record<string, (button: Element) => void> = {
    reset: () => {
      controls.reset();
    },
    download: () => void bar.download(),
    clear: () => {
      bar.clear();
    },
    help: () => {
      help.showModal();
    },
    'close-help': () => {
      help.close();
    },
    sample: () => {
      sampling.begin();
    },
    'sample-back': () => {
      sampling.back();
    },
    copy: (button) => void copyLink(button),
    'campaigns-csv': () => void downloadCampaigns('csv'),
    'campaigns-json': () => void downloadCampaigns('json'),
  };
  onClick('[data-do]', (button) => actions[button.getAttribute('data-do') ?? '']?.(button));
  onClick('[data-article]', (button) => {
    controls.reset({ article: Number(button.getAttribute('data-article')) });
    byId('comments').scrollIntoView();
  });
  onClick('[data-flood]', (button) => {
    controls.reset({ flood: Number(button.getAttribute('data-flood')) });
    byId('comments').scrollIntoView();
  });
  onClick('[data-campaign]', (button) => {
    controls.reset({ campaign: button.getAttribute('data-campaign') ?? '' });
    byId('comments').scrollIntoView();
  });
  onClick('[data-open]', (button) => {
    const details = byId(`campaign-${button.getAttribute('data-open') ?? ''}`) as HTMLDetailsElement;
    details.open = true;
    details.scrollIntoView();
  });
  onClick('#list [data-number]', (card) => {
    list.pick(Number(card.getAttribute('data-number')));
  });
  onClick('[data-mark]', (button) => {
    const number = Number(button.closest('[data-number]')?.getAttribute('data-number'));
    const chosen = DECISIONS.find((name) => name === button.getAttribute('data-mark'));
    decide(number, decisions.all.get(number) === chosen ? undefined : chosen);
  });
  listenForKeys({
    move: (by) => {
      list.move(by);
    },
    decide: (decision) => {
      if (sampling.current !== undefined) {
        decide(sampling.current, decision);
        return;
      }
      if (list.current === undefined) return;
      decide(list.current, decision);
      if (decision !== undefined) list.move(1);
    },
    search: () => {
      controls.focusSearch();
    },
    help: () => {
      help.showModal();
    },
  });

  const follow = (): void => {
    const number = numberOf(location.hash);
    if (number === null || list.goTo(number)) return;
    // The filter may hide the comment that the link names.
    controls.reset();
    if (!list.goTo(number)) fill(byId('status'), COMMENTS.notHere);
  };
  addEventListener('hashchange', follow);
  follow();
  document.documentElement.classList.add('ready');
  performance.mark('matgeul-ready');
}

/** Handles clicks on elements that match a selector, including those added later. */
function onClick(selector: string, act: (element: Element) => void): void {
  document.addEventListener('click', ({ target }) => {
    const element = target instanceof Element ? target.closest(selector) : null;
    if (element !== null) act(element);
  });
}

async function copyLink(button: Element): Promise<void> {
  const card = button.closest('[data-number]');
  if (card === null) return;
  const link = new URL(`#${card.id}`, location.href).href;
  try {
    await navigator.clipboard.writeText(link);
    fill(button, CARD.copied);
  } catch {
    // If the browser denies clipboard access, show the link in the address bar.
    location.hash = card.id;
    fill(button, CARD.seeAddressBar);
  }
}
