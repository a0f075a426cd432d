import type { Language } from '../../../fault.js';
import { shorten } from '../../../judge/explain.js';
import { ROLE_NAMES } from '../../../wording/roles.js';
import type { Pack, RuleBook } from '../../../rules/index.js';
import { safeLine } from '../../card/safe-text.js';
import { customId } from '../../discord/custom-id.js';
import {
  button,
  choiceMenu,
  frame,
  panelMessage,
  type PanelMessage,
  row,
  text,
} from '../panel/components.js';
import { ROLE_ABOUT, RULE } from '../../../wording/bot/rule.js';

/** Packs on a page: each takes a line of text and a choice. */
export const PAGE = 12;

/** The page of a pack in the list. */
export function pageOf({ packs }: Pick<RuleBook, 'packs'>, packId: string): number {
  return Math.max(0, Math.floor(packs.findIndex(({ id }) => id === packId) / PAGE));
}

/** A page of the packs that serve, each with what it is for and whether it is on in the server. */
export function listPage(
  { packs }: Pick<RuleBook, 'packs'>,
  rulesOff: readonly string[],
  page: number,
  language: Language,
): PanelMessage {
  const off = new Set(rulesOff);
  const pages = Math.max(1, Math.ceil(packs.length / PAGE));
  const at = Math.min(Math.max(0, Number.isSafeInteger(page) ? page : 0), pages - 1);
  const shown = packs.slice(at * PAGE, (at + 1) * PAGE);
  const packsOff = packs.filter(({ id }) => off.has(id)).length;
  const options = shown.map((pack) => ({
    label: shorten(pack.title[language], 99),
    description: shorten(`${pack.id} · ${ROLE_ABOUT[pack.role][language]}`, 99),
    value: pack.id,
  }));
  return panelMessage(
    frame([
      text(`## ${RULE.list[language]}\n-# ${RULE.listHow(packs.length, packsOff)[language]}`),
      text(shown.map((pack) => packLine(pack, off, language)).join('\n')),
      ...(options.length === 0 ? [] : [row(choiceMenu(customId('rule-pack'), RULE.pick[language], options))]),
      row(
        button(customId('rule-list', String(Math.max(0, at - 1)), 'b'), RULE.newer[language], {
          disabled: at === 0,
        }),
        button(customId('rule-list', String(at), 'n'), `${at + 1} / ${pages}`, { disabled: true }),
        button(customId('rule-list', String(at + 1), 'f'), RULE.older[language], {
          disabled: at >= pages - 1,
        }),
      ),
    ]),
  );
}

function packLine(pack: Pack, off: ReadonlySet<string>, language: Language): string {
  const isOff = off.has(pack.id);
  const count = pack.rules.filter(({ id }) => off.has(`${pack.id}/${id}`)).length;
  const parts = [
    ROLE_NAMES[pack.role][language],
    RULE.rules(pack.rules.length)[language],
    ...(isOff ? [RULE.off[language]] : count > 0 ? [RULE.rulesOff(count)[language]] : []),
  ];
  return `${isOff ? '⚫' : '🟢'} **${safeLine(pack.title[language], 60)}** · ${parts.join(' · ')}`;
}
