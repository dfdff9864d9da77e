/**
 * One tree for several that differ only in the elements they name: `x[a] * 2` and `x[b] * 2` are `x[d] * 2` for a and b of d.
 * Models of other tools are translated element by element; so their arrays stay arrays in the study.
 */
import type { Expr, Subscript } from '../../equations/ast.ts';
import { printSubscript } from '../../equations/print.ts';
import { childrenOf, mapExpr, sameHead } from '../../equations/walk.ts';

/** Something that goes from tree to tree through elements: a dimension of the equation, or of a function that runs over it. */
export interface Course {
  /** Its element in each tree, by name in the study. */
  readonly elements: readonly string[];
  /** What is written in its stead where an array stands over the dimension that `place` names. */
  readonly subscriptAt: (place: string) => Subscript | undefined;
}

export interface Common {
  readonly tree: Expr;
  /** Which courses it takes at which places, each pair once, in order of first use. */
  readonly used: readonly { readonly course: number; readonly place: string }[];
}

/** Names the dimensions over which an array of the study stands; none for what is no array of the translation. */
export type PlacesOf = (array: string) => readonly string[];

/** What a subscript can be in all trees: the element that it is in the first, or the first of these courses. */
interface Choice {
  isFixed: boolean;
  courses: readonly number[];
}

/** Undefined where there is none. */
export function commonTree(trees: readonly Expr[], courses: readonly Course[], placesOf: PlacesOf): Common | undefined {
  const [first, ...others] = trees;
  if (first === undefined) return undefined;
  const choices = choicesIn(first, courses, placesOf);
  if (!others.every((tree, i) => narrow(first, tree, i + 1, courses, choices.values()))) return undefined;
  const used = new Map<string, Common['used'][number]>();
  const left = choices.values();
  const tree = mapExpr(first, (expr) => {
    if (expr.kind !== 'subscripted') return expr;
    const places = placesOf(expr.name);
    const subscripts = expr.subscripts.map((subscript, i) => {
      const { isFixed, courses: fitting } = left.next().value!;
      if (isFixed) return subscript;
      const one = { course: fitting[0]!, place: places[i]! };
      used.set(`${one.course} ${one.place}`, one);
      return courses[one.course]!.subscriptAt(one.place)!;
    });
    return { ...expr, subscripts };
  });
  return { tree, used: [...used.values()] };
}

/** For each list its element in every combination of one of each, the last list the fastest: as what runs over arrays goes. */
export function elementsOfRun(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const count = lists.reduce((product, { length }) => product * length, 1);
  let stride = count;
  return lists.map((list) => {
    stride /= list.length;
    const own = stride;
    return Array.from({ length: count }, (_, i) => list[Math.floor(i / own) % list.length]!);
  });
}

/** Of each subscript of a tree, from left to right. */
function choicesIn(expr: Expr, courses: readonly Course[], placesOf: PlacesOf, into: Choice[] = []): Choice[] {
  if (expr.kind === 'subscripted') {
    const places = placesOf(expr.name);
    for (const [i, subscript] of expr.subscripts.entries()) {
      const place = places[i];
      const fits = ({ elements, subscriptAt }: Course) =>
        subscript.kind === 'name' &&
        place !== undefined &&
        elements[0] === subscript.name &&
        subscriptAt(place) !== undefined;
      into.push({ isFixed: true, courses: [...courses.keys()].filter((one) => fits(courses[one]!)) });
    }
  }
  for (const child of childrenOf(expr)) choicesIn(child, courses, placesOf, into);
  return into;
}

/** Leaves to each subscript what it can still be, with the tree at `at`; false: nothing for one, or another tree. */
function narrow(first: Expr, tree: Expr, at: number, courses: readonly Course[], choices: Iterator<Choice>): boolean {
  if (first.kind === 'subscripted') {
    if (tree.kind !== 'subscripted' || tree.name !== first.name) return false;
    return first.subscripts.every((one, i) => {
      const choice: Choice = choices.next().value;
      const other = tree.subscripts[i]!;
      choice.isFixed &&= isSameSubscript(one, other);
      if (choice.courses.length > 0)
        choice.courses = choice.courses.filter(
          (course) => other.kind === 'name' && courses[course]!.elements[at] === other.name,
        );
      return choice.isFixed || choice.courses.length > 0;
    });
  }
  if (!sameHead(first, tree)) return false;
  const [inside, others] = [childrenOf(first), childrenOf(tree)];
  return inside.length === others.length && inside.every((child, i) => narrow(child, others[i]!, at, courses, choices));
}

function isSameSubscript(a: Subscript, b: Subscript): boolean {
  return a.kind === 'name' && b.kind === 'name' ? a.name === b.name : printSubscript(a) === printSubscript(b);
}
