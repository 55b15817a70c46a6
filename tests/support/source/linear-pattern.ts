// Checks that a regular expression takes time linear in its text, whatever the text. V8 backtracks, so an
// unbounded repetition is expensive if the pattern may still fail after it: once for each position at which
// it can begin.
import { AST, RegExpParser } from '@eslint-community/regexpp';

type Node = AST.Element | AST.Alternative | AST.Pattern;
const parser = new RegExpParser();

/** Repetitions up to this bound are a factor, not a power. */
const BOUNDED = 1_000;
/** Two nested bounded repetitions multiply. */
const MOST_NESTED = 2_000;

/**
 * Returns why a pattern may take more than linear time, or undefined. Rejects an unbounded repetition inside
 * another repetition, and one after which the pattern can fail, unless it can begin in one place only: the
 * pattern is anchored at the beginning of the text and has no second one, or begins with a character that the
 * repetition cannot match.
 */
export function superlinear(source: string, flags: string): string | undefined {
  const unicode = flags.includes('u');
  const pattern = parser.parsePattern(source, 0, source.length, { unicode });
  for (const alternative of pattern.alternatives) {
    const found = inAlternative(alternative, flags);
    if (found) return found;
  }
  return undefined;
}

function inAlternative(alternative: AST.Alternative, flags: string): string | undefined {
  const repeated = quantifiersIn(alternative);
  for (const quantifier of repeated) {
    const most = [...outer(quantifier)].reduce((all, { max }) => all * max, quantifier.max);
    const nested = [...outer(quantifier)].some(({ max }) => max > 1);
    if (nested && quantifier.max > 1 && most > MOST_NESTED) return `${quantifier.raw} is repeated as a whole`;
  }
  const dear = repeated.filter(({ max }) => max > BOUNDED).filter((quantifier) => mayFailBehind(quantifier));
  const [first] = dear;
  if (!first) return undefined;
  const begins = alternative.elements.find((element) => element.type !== 'Assertion');
  const apartFromBeginning =
    begins && minimum(begins) > 0 && dear.every((one) => one !== begins && !overlaps(begins, one, flags));
  if (!isAnchored(alternative, flags) && !apartFromBeginning)
    return `${first.raw} can begin anywhere and fail`;
  for (const [at, one] of dear.entries())
    for (const next of dear.slice(at + 1))
      if (!apart(one, next, flags)) return `${one.raw} and ${next.raw} share characters`;
  return undefined;
}

function quantifiersIn(node: Node): AST.Quantifier[] {
  if (node.type === 'Pattern') return node.alternatives.flatMap(quantifiersIn);
  if (node.type === 'Alternative') return node.elements.flatMap(quantifiersIn);
  if (node.type === 'Quantifier') return [node, ...quantifiersIn(node.element)];
  if (node.type === 'Group' || node.type === 'CapturingGroup')
    return node.alternatives.flatMap(quantifiersIn);
  if (node.type === 'Assertion' && 'alternatives' in node) return node.alternatives.flatMap(quantifiersIn);
  return [];
}

function* outer(node: AST.Node): Generator<AST.Quantifier> {
  for (let at = node.parent; at; at = at.parent) if (at.type === 'Quantifier') yield at;
}

/** Returns whether anything that can fail follows, in the same group or around it. */
function mayFailBehind(quantifier: AST.Quantifier): boolean {
  for (let at: AST.Node = quantifier; at.parent; at = at.parent) {
    const { parent } = at;
    if (parent.type !== 'Alternative') continue;
    const behind = parent.elements.slice(parent.elements.indexOf(at as AST.Element) + 1);
    if (behind.some((element) => element.type === 'Assertion' || minimum(element) > 0)) return true;
  }
  return false;
}

/** Returns the least number of characters that an element matches. */
function minimum(element: AST.Element): number {
  if (element.type === 'Quantifier') return element.min * minimum(element.element);
  if (element.type === 'Group' || element.type === 'CapturingGroup')
    return Math.min(
      ...element.alternatives.map(({ elements }) => elements.reduce((sum, one) => sum + minimum(one), 0)),
    );
  return element.type === 'Assertion' || element.type === 'Backreference' ? 0 : 1;
}

function isAnchored({ elements: [first] }: AST.Alternative, flags: string): boolean {
  if (flags.includes('y')) return true;
  if (first?.type === 'Assertion') return first.kind === 'start' && !flags.includes('m');
  return (
    (first?.type === 'Group' || first?.type === 'CapturingGroup') &&
    first.alternatives.every((alternative) => isAnchored(alternative, flags))
  );
}

/**
 * Returns whether two repetitions never share a stretch of text: they are in two alternatives, or what
 * separates them cannot match the first.
 */
function apart(first: AST.Quantifier, second: AST.Quantifier, flags: string): boolean {
  const [ofFirst, ofSecond] = [first, second].map(pathOf) as [AST.Node[], AST.Node[]];
  const common = ofFirst.find((node) => ofSecond.includes(node));
  if (common?.type !== 'Alternative') return true;
  const [from, to] = [ofFirst, ofSecond].map((path) => path[path.indexOf(common) - 1] as AST.Element);
  const { elements } = common;
  const between = elements.slice(
    elements.indexOf(from as AST.Element) + 1,
    elements.indexOf(to as AST.Element),
  );
  const parted = between.some((element) => minimum(element) > 0 && !overlaps(element, first, flags));
  return parted || !overlaps(second, first, flags);
}

function pathOf(node: AST.Node): AST.Node[] {
  return node.parent ? [node, ...pathOf(node.parent)] : [node];
}

/** Characters that represent all: Latin, and some of each other kind. */
const SAMPLE = [
  ...Array.from({ length: 0x250 }, (_, code) => String.fromCodePoint(code)),
  ...'пЖαЩ漢字あ한€’–…\u2028\u00a0\ufeff：。１'.split(''),
];

/** Returns whether some character can be in both. */
function overlaps(one: AST.Element, other: AST.Element, flags: string): boolean {
  const [a, b] = [charactersOf(one, flags), charactersOf(other, flags)];
  return SAMPLE.some((character) => a(character) && b(character));
}

function charactersOf(node: AST.Element, flags: string): (character: string) => boolean {
  const leaves = leavesOf(node).map(({ raw }) => new RegExp(`^${raw}$`, flags.replaceAll(/[gymd]/g, '')));
  return (character) => leaves.some((leaf) => leaf.test(character));
}

function leavesOf(node: AST.Element): AST.Element[] {
  if (node.type === 'Quantifier') return leavesOf(node.element);
  if (node.type === 'Group' || node.type === 'CapturingGroup')
    return node.alternatives.flatMap(({ elements }) => elements.flatMap(leavesOf));
  return node.type === 'Assertion' ? [] : [node];
}
