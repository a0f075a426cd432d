import type { BlockSource } from '../line-block.js';
import type { Columns } from '../table/columns.js';
import { isObject, own } from './fields.js';
import { columnsIn, FlatTable, pathsOf } from './flat.js';
import {
  type FoundList,
  follow,
  isKeyedByIds,
  isNamedComments,
  listsIn,
  pathText,
  type Step,
} from './lists.js';
import { aloneOf, elementsOf, type FoundPlan, isWithin, nestOf, outermost } from './nested.js';

/**
 * Finds how values of no known shape are read: as articles with lists of comments, as a table, or as a list somewhere inside.
 *
 * @param sample outermost values
 * @param columns the columns that the user named; only lists that have them are looked at
 * @returns undefined where neither comments nor articles are found
 */
export function planFor(
  sample: readonly unknown[],
  columns: Columns,
  source: BlockSource,
): FoundPlan | undefined {
  const lists = listsIn(sample);
  const isNamed = Object.keys(columns).length > 0;
  const typed = isNamed ? undefined : typedOf(lists[0], source);
  if (typed !== undefined) return typed;
  const nest = isNamed ? undefined : nestOf(lists);
  if (nest !== undefined) return nest;
  // An object that is a list by ids is no record itself.
  const tables = lists.filter(({ objects }) => objects.some((one) => !isKeyedByIds(one)));
  const plans = tables.flatMap((list) => tableOf(list, columns, source) ?? []);
  const comments = plans.find(({ rows }) => rows !== 'articles');
  const articles = plans.find(({ rows }) => rows === 'articles');
  if (comments !== undefined) return withArticles(comments, articles);
  const alone = isNamed || source.among === 'articles' ? undefined : aloneList(tables);
  return alone ?? articles;
}

/** A list of comments without anything that tells their article: those that are named as such first. */
function aloneList(lists: readonly FoundList[]): FoundPlan | undefined {
  const named = lists.filter(({ path }) => isNamedComments(path));
  for (const list of [...named, ...lists]) {
    const plan = aloneOf(list);
    if (plan !== undefined) return plan;
  }
  return undefined;
}

/** Comments that name articles of another list in the same answer. */
function withArticles(comments: TablePlanOf, articles: TablePlanOf | undefined): FoundPlan {
  if (articles === undefined || comments.hasArticles || !comments.namesArticles) return comments;
  const apart = !isWithin(comments.path, articles.path) && !isWithin(articles.path, comments.path);
  if (!apart) return comments;
  return {
    ...comments,
    namesOnly: false,
    rows: 'typed',
    columns: { ...articles.columns, ...comments.columns },
    read: (value, out) => {
      const found = articles.read(value, out);
      return comments.read(value, out) || found;
    },
  };
}

/** A list as a table, with what a table of articles beside it may add. */
interface TablePlanOf extends FoundPlan {
  readonly path: readonly Step[];
  readonly hasArticles: boolean;
  readonly namesArticles: boolean;
}

function tableOf(list: FoundList, columns: Columns, source: BlockSource): TablePlanOf | undefined {
  const paths = pathsOf(list.objects);
  const path = elementsOf(list);
  const inner = columnsIn(columns, paths, pathText(outermost(list.path)).replaceAll('[]', ''));
  const table = inner === undefined ? undefined : flatTable(paths, inner, source, list.objects);
  if (table === undefined) return undefined;
  // A list of links or chapters has titles too.
  const isLoose = table.kind === 'articles' && source.among === 'dump' && list.path.length > 0;
  if (isLoose && !('body' in table.columns)) return undefined;
  return {
    format: 'json-table',
    part: list.path.length === 0 ? undefined : pathText(outermost(path)),
    columns: table.columns,
    rows: table.kind,
    path,
    hasArticles: table.hasArticles,
    namesOnly: table.kind === 'comments' && !table.hasArticles,
    namesArticles: 'article' in table.columns,
    read: (value, out) => {
      let found = false;
      for (const { value: one, key } of follow([value], path)) {
        if (!isObject(one)) continue;
        found = true;
        table.add(one, out, key);
      }
      return found;
    },
  };
}

function flatTable(...about: ConstructorParameters<typeof FlatTable>): FlatTable | undefined {
  try {
    return new FlatTable(...about);
  } catch {
    return undefined;
  }
}

/** Records that say of themselves what they are (`type`), with other names than the contract's: a table of each kind. */
function typedOf(list: FoundList | undefined, source: BlockSource): FoundPlan | undefined {
  const ofType = (type: string): FoundList['objects'] =>
    (list?.objects ?? []).filter((one) => typeOf(one) === type);
  const [articles, comments] = [ofType('article'), ofType('comment')];
  if (articles.length === 0 || comments.length === 0) return undefined;
  const article = flatTable(pathsOf(articles), {}, { ...source, among: 'articles' }, articles);
  const comment = flatTable(pathsOf(comments), {}, source, comments);
  if (article === undefined || comment === undefined) return undefined;
  return {
    format: 'json-table',
    part: undefined,
    columns: { ...article.columns, ...comment.columns },
    rows: 'typed',
    read: (value, out) => {
      const table = { article, comment }[typeOf(value) ?? ''];
      if (table === undefined || !isObject(value)) return false;
      table.add(value, out);
      return true;
    },
  };
}

function typeOf(value: unknown): string | undefined {
  const type = own(value, 'type');
  return typeof type === 'string' ? type.toLowerCase() : undefined;
}
