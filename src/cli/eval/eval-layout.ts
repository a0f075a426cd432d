import type { Context } from '../context.js';
import { columnsOf, padColumns } from '../wrap.js';

/** A row of figures; without cells it is a heading. */
export interface Row {
  readonly name: string;
  readonly cells?: readonly string[];
}

const COLUMN_GAP = '  ';

/** Rows under a head, columns as wide as they need; a heading stands under an empty line. */
export function layOut(head: readonly string[], rows: readonly Row[], { colors }: Context): string[] {
  const filled = rows.filter(({ cells }) => cells !== undefined);
  const first = Math.max(...filled.map(({ name }) => columnsOf(name) + COLUMN_GAP.length));
  const widths = head.map((name, column) =>
    Math.max(columnsOf(name), ...filled.map(({ cells }) => columnsOf(cells?.[column] ?? ''))),
  );
  const line = (name: string, cells: readonly string[]): string =>
    [padColumns(name, first), ...cells.map((cell, column) => padColumns(cell, widths[column] ?? 0))]
      .join(COLUMN_GAP)
      .trimEnd();
  const width = first + widths.reduce((sum, column) => sum + COLUMN_GAP.length + column, 0);
  return [
    colors.dim(line('', head)),
    colors.dim('─'.repeat(width)),
    ...rows.flatMap(({ name, cells }) =>
      cells === undefined ? ['', colors.bold(name)] : [line(`${COLUMN_GAP}${name}`, cells)],
    ),
    colors.dim('─'.repeat(width)),
  ];
}
