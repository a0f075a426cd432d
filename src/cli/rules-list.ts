import { ROLE_NAMES } from '../wording/roles.js';
import type { Context } from './context.js';
import { loadPacks } from '../assets/shipped.js';
import { rulesFolder, type RulesOptions } from './rules-folder.js';
import { sanitizeForTerminal } from '../wording/sanitize.js';
import { columnsOf, padColumns } from './wrap.js';

/** Prints the packs that serve, one a line. */
export function listRules({ rules, json }: RulesOptions, context: Context): void {
  const { colors, language, print } = context;
  const folder = rulesFolder(rules, context);
  const packs = loadPacks(folder);
  if (json === true) {
    print(
      JSON.stringify(packs.map(({ id, title, role, rules: of }) => ({ id, title, role, rules: of.length }))),
    );
    return;
  }
  const names = packs.map(({ id }) => id);
  const titles = packs.map(({ title }) => sanitizeForTerminal(title[language]));
  const widest = (cells: readonly string[]): number => Math.max(...cells.map(columnsOf));
  for (const [index, pack] of packs.entries()) {
    const cells = [
      colors.bold(padColumns(names[index] ?? '', widest(names))),
      padColumns(titles[index] ?? '', widest(titles)),
      padColumns(ROLE_NAMES[pack.role][language], 12),
      colors.dim({ ko: `규칙 ${pack.rules.length}`, en: `${pack.rules.length} rules` }[language]),
    ];
    print(cells.join('  '));
  }
  context.note(
    context.say({ ko: `규칙집 ${packs.length} · ${folder}`, en: `${packs.length} packs · ${folder}` }),
  );
}
