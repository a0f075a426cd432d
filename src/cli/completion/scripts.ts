import type { Argument, Command, Option } from 'commander';

/** The shells for which there is a completion. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** A command of the tree, by the words that lead to it; the program itself has none. */
interface Place {
  readonly words: readonly string[];
  readonly command: Command;
}

/**
 * The completion script of a shell, written from the tree of commands: commands, options, the values of those that name
 * some, files elsewhere.
 *
 * @example completionScript('bash', program) // for ~/.bashrc: eval "$(matgeul completion bash)"
 */
export function completionScript(shell: Shell, program: Command): string {
  const places = placesOf(program, []);
  if (shell === 'fish') return fishScript(places);
  const script = bashScript(places);
  // zsh runs completions of bash by itself, once its own are there.
  const zsh = `autoload -Uz compinit bashcompinit
(( $+functions[compdef] )) || compinit
bashcompinit
`;
  return shell === 'bash' ? script : zsh + script;
}

function placesOf(command: Command, words: readonly string[]): Place[] {
  return [
    { words, command },
    ...command.commands.flatMap((inner) => placesOf(inner, [...words, inner.name()])),
  ];
}

const shownOptions = ({ options }: Command): Option[] =>
  options.filter(({ hidden, long }) => !hidden && long != null);

/** The option of help is none of commander's list. */
const HELP = '--help';

/** For zsh too, where `path` and `words` are special parameters, and a length that begins with a letter is a modifier. */
function bashScript(places: readonly Place[]): string {
  const path = (words: readonly string[]): string => words.map((word) => ` ${word}`).join('');
  const steps = places.filter(({ words }) => words.length > 0);
  const offered = places.map(({ words, command }) => {
    const inner = command.commands.map((one) => one.name());
    const choices = command.registeredArguments.flatMap(({ argChoices }: Argument) => argChoices ?? []);
    const options = shownOptions(command).map(({ long }) => long!);
    return `    ${quoted(path(words))}) offered=${quoted([...inner, ...choices, ...options, HELP].join(' '))} ;;`;
  });
  const values = new Map<string, readonly string[]>();
  for (const { words, command } of places)
    for (const { long, argChoices } of shownOptions(command))
      if (argChoices !== undefined) values.set(`${path(words)} ${long!}`, argChoices);
  return `_matgeul() {
  local current=\${COMP_WORDS[COMP_CWORD]} last=\${COMP_WORDS[COMP_CWORD-1]} place= word offered=
  for word in "\${COMP_WORDS[@]:1:$((COMP_CWORD - 1))}"; do
    case "$place $word" in
      ${steps.map(({ words }) => quoted(path(words))).join('|')}) place="$place $word" ;;
    esac
  done
  case "$place" in
${offered.join('\n')}
  esac
  case "$place $last" in
${[...values].map(([option, choices]) => `    ${quoted(option)}) offered=${quoted(choices.join(' '))} ;;`).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$offered" -- "$current"))
}
complete -o default -F _matgeul matgeul
`;
}

function fishScript(places: readonly Place[]): string {
  const lines = places.flatMap(({ words, command }) => {
    const inner = command.commands.map((one) => one.name());
    const here = [
      ...words.map((word) => `__fish_seen_subcommand_from ${word}`),
      ...(inner.length === 0 ? [] : [`not __fish_seen_subcommand_from ${inner.join(' ')}`]),
    ];
    const when = here.length === 0 ? '' : ` -n ${quoted(here.join('; and '))}`;
    return [
      ...command.commands.map(
        (one) => `complete -c matgeul${when} -f -a ${one.name()} -d ${quoted(one.description())}`,
      ),
      ...command.registeredArguments.flatMap(({ argChoices }: Argument) =>
        argChoices === undefined ? [] : [`complete -c matgeul${when} -f -a ${quoted(argChoices.join(' '))}`],
      ),
      ...shownOptions(command).map(({ long, short, description, argChoices, required }) =>
        [
          `complete -c matgeul${when} -l ${long!.slice(2)}`,
          ...(short == null ? [] : [`-s ${short.slice(1)}`]),
          ...(argChoices === undefined
            ? required
              ? ['-r']
              : []
            : [`-x -a ${quoted(argChoices.join(' '))}`]),
          `-d ${quoted(description)}`,
        ].join(' '),
      ),
    ];
  });
  return `${lines.join('\n')}\n`;
}

/** A word for a shell, whatever stands in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
