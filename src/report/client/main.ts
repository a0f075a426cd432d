import { MARKS, type Mark, type ReportData } from '../view/data.js';
import { select } from '../view/query.js';
import { figure } from '../view/words.js';
import { Articles } from './articles.js';
import { canUnpack, Report } from './report.js';
import { Controls, listenForKeys } from './controls.js';
import { byId, fill, restoreTheme, switchLanguage, switchTheme } from './dom.js';
import { List, numberOf } from './list.js';
import { Marks, MarksBar } from './decisions.js';

// The page's script: switches at once, then the data, then the list.

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
    fill(status, {
      ko: '브라우저가 오래되어 나머지 댓글을 펼칠 수 없습니다. 2023년 뒤에 나온 브라우저로 여십시오.',
      en: 'This browser is too old to unpack the other comments: use one from 2023 or later.',
    });
    return;
  }
  const data = JSON.parse(byId('report').textContent) as ReportData;
  const marks = new Marks(data.key);
  const report = new Report(data, marks);
  await report.load((share) => {
    const percent = Math.round(share * 100);
    fill(status, { ko: `불러오는 중 ${percent}%`, en: `loading ${percent}%` });
  });
  start(report, marks);
}

function start(report: Report, marks: Marks): void {
  const list = new List(report);
  const refresh = (): void => {
    const places = select(controls.query, report);
    list.show(places);
    fill(byId('status'), {
      ko: `댓글 ${figure(places.length)}개 (실은 댓글 ${figure(report.comments.length)}개 가운데)`,
      en: `${figure(places.length)} of the ${figure(report.comments.length)} comments in this page`,
    });
  };
  const controls = new Controls(report, refresh);
  const bar = new MarksBar(report, marks, refresh);
  new Articles(report);
  refresh();

  const mark = (number: number, chosen: Mark | undefined): void => {
    marks.set(number, chosen);
    list.showMark(number);
    bar.tell();
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
    copy: (button) => void copyLink(button),
  };
  onClick('[data-do]', (button) => actions[button.getAttribute('data-do') ?? '']?.(button));
  onClick('[data-article]', (button) => {
    controls.reset(Number(button.getAttribute('data-article')));
    byId('comments').scrollIntoView();
  });
  onClick('[data-number]', (card) => {
    list.pick(Number(card.getAttribute('data-number')));
  });
  onClick('[data-mark]', (button) => {
    const number = Number(button.closest('[data-number]')?.getAttribute('data-number'));
    const chosen = MARKS.find((name) => name === button.getAttribute('data-mark'));
    mark(number, marks.all.get(number) === chosen ? undefined : chosen);
  });
  listenForKeys({
    move: (by) => {
      list.move(by);
    },
    mark: (chosen) => {
      if (list.current === undefined) return;
      mark(list.current, chosen);
      if (chosen !== undefined) list.move(1);
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
    // A link is to be found whatever was filtered.
    controls.reset();
    if (!list.goTo(number)) {
      fill(byId('status'), {
        ko: '그 댓글은 이 보고서에 없습니다.',
        en: 'That comment is not in this report.',
      });
    }
  };
  addEventListener('hashchange', follow);
  follow();
  document.documentElement.classList.add('ready');
  performance.mark('matgeul-ready');
}

/** Calls for clicks on elements of a selector, now there or later. */
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
    fill(button, { ko: '복사했습니다', en: 'copied' });
  } catch {
    // Not allowed: the address bar shows the link instead.
    location.hash = card.id;
    fill(button, { ko: '주소창에 있습니다', en: 'see the address bar' });
  }
}
