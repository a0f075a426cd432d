import { Fault, type LocalizedText } from '../../fault.js';
import { type FormatName, SHAPE_NOTES } from '../../wording/dumps.js';
import { jsonShapeUnknown, jsonValuesOnly } from '../faults.js';
import type { BlockSource } from '../line-block.js';
import { type Columns } from '../table/columns.js';
import { type Role } from '../table/synonyms.js';
import { planOf } from '../table/header.js';
import { isOfContract, areOtherwiseTyped } from './contract.js';
import { isObject } from './fields.js';
import { columnName } from './flat.js';
import { planFor } from './found.js';
import type { ReadValue } from './nested.js';
import { fromHeader, isRows, recordsOf } from './orient.js';
import { withArticlesAround } from './shape.js';
import { shapeOf } from './shapes.js';
import { walk } from './walk.js';

type Source = BlockSource;

/** How the outermost values of a JSON input are read. */
export interface JsonPlan {
  readonly format: FormatName;
  /** The path of its list. */
  readonly part?: string | undefined;
  readonly columns?: Partial<Record<Role, string>>;
  readonly rows?: 'comments' | 'articles' | 'typed' | undefined;
  /** Whether comments name articles whose titles stand nowhere in the input. */
  readonly namesOnly?: boolean;
  readonly notes: readonly LocalizedText[];
  readonly read: ReadValue;
}

/**
 * Decides how JSON is read: as rows of the contract, in a shape that is known by name, as a table, or as what its lists look like.
 *
 * @param values a sample of outermost values
 * @param columns the columns that the user named; they go before known shapes where the input has them
 * @throws Fault `dump/json-shape`, `dump/json-values`
 */
export function planOfSample(values: readonly unknown[], about: Source, columns: Columns): JsonPlan {
  const isNamed = Object.keys(columns).length > 0;
  const rows = values.filter(isObject);
  const isContract = rows.some((row) => isOfContract(row, about.among)) && !areOtherwiseTyped(rows);
  if (!isNamed && isContract) return CONTRACT;
  const named = isNamed ? found(values, columns, about) : undefined;
  if (named !== undefined) return named;
  const notHere = isNamed ? [SHAPE_NOTES.columnsNotHere(Object.values(columns).join(', '))] : [];
  const plan = shapePlan(values) ?? tablePlan(values, {}, about) ?? found(values, {}, about);
  if (plan === undefined) throw jsonShapeUnknown(about.file, values.find(isObject));
  return { ...plan, notes: [...notHere, ...plan.notes] };
}

/** Whether {@link planOfSample} finds a plan. */
export function isPlannable(values: readonly unknown[], about: Source, columns: Columns): boolean {
  try {
    planOfSample(values, about, columns);
    return true;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}

const CONTRACT: JsonPlan = {
  format: 'json-rows',
  notes: [],
  read: (value, out) => {
    out.raw(JSON.stringify(value));
    return true;
  },
};

function shapePlan(values: readonly unknown[]): JsonPlan | undefined {
  const shape = shapeOf(values);
  if (shape === undefined) return undefined;
  const find = withArticlesAround(shape);
  return {
    format: shape.name,
    columns: shape.columns,
    notes: [],
    read: (value, out) => {
      walk(value, find, out);
      return true;
    },
  };
}

/** Tables that are written by columns, or as rows of cells. */
function tablePlan(values: readonly unknown[], columns: Columns, about: Source): JsonPlan | undefined {
  const isHeader = (names: readonly string[]): boolean => isTable(names, about);
  if (isRows(values)) {
    const records = fromHeader(values, isHeader);
    if (records === undefined) throw jsonValuesOnly(about.file);
    const plan = found(records, columns, about);
    const [header] = values;
    if (plan === undefined) return undefined;
    let isFirst = true;
    const read: ReadValue = (value, out) => {
      if (isFirst) {
        isFirst = false;
        return true;
      }
      return (
        isRows([value]) &&
        (fromHeader([header!, value as unknown[]], () => true) ?? []).every((row) => plan.read(row, out))
      );
    };
    return { ...plan, read };
  }
  const [first] = values;
  const records = recordsOf(first, isHeader);
  if (records === undefined) {
    if (isObject(first) && isRows(first.values)) throw jsonValuesOnly(about.file);
    return undefined;
  }
  const plan = found(records, columns, about);
  if (plan === undefined) return undefined;
  return {
    ...plan,
    read: (value, out) =>
      (recordsOf(value, isHeader) ?? [value]).map((one) => plan.read(one, out)).every(Boolean),
  };
}

function isTable(names: readonly string[], about: Source): boolean {
  try {
    planOf(names.map(columnName), {}, about);
    return true;
  } catch {
    return false;
  }
}

function found(values: readonly unknown[], columns: Columns, about: Source): JsonPlan | undefined {
  const plan = planFor(values, columns, about);
  return plan === undefined ? undefined : { ...plan, notes: [] };
}
