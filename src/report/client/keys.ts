import { MARKS, type Mark } from '../view/data.js';

/** What keys do. */
export interface KeyActions {
  move(by: number): void;
  mark(mark: Mark | undefined): void;
  search(): void;
  help(): void;
}

/** Listens for the keys of the list; keys typed into fields, and with Ctrl, Alt or Meta, are left alone. */
export function listenForKeys(actions: KeyActions): void {
  document.addEventListener('keydown', (event) => {
    const { target } = event;
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (document.querySelector('dialog[open]') !== null) return;
    if (target instanceof HTMLElement && target.matches('input:not([type="radio"]), select, textarea'))
      return;
    const act = actionOf(event, actions);
    if (act === null) return;
    event.preventDefault();
    act();
  });
}

function actionOf({ key, code }: KeyboardEvent, actions: KeyActions): (() => void) | null {
  // By the place of the key too: with a Korean layout j gives ㅓ.
  if (code === 'KeyJ' || key === 'j')
    return () => {
      actions.move(1);
    };
  if (code === 'KeyK' || key === 'k')
    return () => {
      actions.move(-1);
    };
  if (key === '/')
    return () => {
      actions.search();
    };
  if (key === '?')
    return () => {
      actions.help();
    };
  if (key === '0')
    return () => {
      actions.mark(undefined);
    };
  const mark = MARKS[Number(key) - 1];
  return mark === undefined
    ? null
    : () => {
        actions.mark(mark);
      };
}
