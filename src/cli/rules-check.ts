import { checkPacks } from '../rules/index.js';
import type { Context } from './context.js';
import { EXIT } from './exit.js';
import { readPackFiles } from '../assets/shipped.js';
import { rulesFolder, type RulesOptions } from './rules-folder.js';

/** Tells everything wrong with rule packs at once; exit code 2 when something is. */
export function checkRules(files: readonly string[], options: RulesOptions, context: Context): void {
  const paths = files.length > 0 ? files : [rulesFolder(options.rules, context)];
  const found = readPackFiles(paths);
  const checked = checkPacks(found);
  const faults = 'faults' in checked ? checked.faults : [];
  if (faults.length > 0) process.exitCode = EXIT.usage;
  if (options.json === true) {
    const rows = faults.map(({ position: place, code, text: said }) => ({
      ...place,
      code,
      said: context.say(said),
    }));
    context.print(JSON.stringify({ packs: found.length, faults: rows }));
    return;
  }
  context.complain(faults);
  if (faults.length > 0) {
    context.note(context.say({ ko: `고칠 곳 ${faults.length}군데`, en: `${faults.length} faults` }));
  } else {
    context.print(
      context.say({
        ko: `규칙집 ${found.length}개에 잘못이 없습니다.`,
        en: `${found.length} packs, no faults.`,
      }),
    );
  }
}
