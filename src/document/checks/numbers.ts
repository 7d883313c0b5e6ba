/** Numbers that a double cannot hold, and properties given twice. */

import type { JsonNode } from '../json/tree';
import { itemRange } from '../json/tree';
import { placeName, sentence } from '../names/placeNames';
import type { Path, Problems, Range } from '../problems';

export function checkNumbers(root: JsonNode, text: string, problems: Problems): void {
  visitNode(root, [], text, problems);
}

function visitNode(node: JsonNode, path: Path, text: string, problems: Problems): void {
  if (node.type === 'numbers') {
    for (let index = 0; index < node.values.length; index++) {
      const value = node.values[index];
      if (!Number.isFinite(value) || value === 0)
        checkNumber(value, itemRange(node, index), [...path, index], text, problems);
    }
  } else if (node.type === 'number') {
    checkNumber(node.value, node, path, text, problems);
  } else if (node.type === 'array') {
    node.items.forEach((item, index) => visitNode(item, [...path, index], text, problems));
  } else if (node.type === 'object') {
    const seen = new Set<string>();
    for (const { key, keyRange, value } of node.properties) {
      if (seen.has(key)) {
        const message = `${sentence(placeName([...path, key]))} is given twice: only the last one would count.`;
        problems.error('duplicate-property', message, keyRange, { path: [...path, key], structural: true });
      }
      seen.add(key);
      visitNode(value, [...path, key], text, problems);
    }
  }
}

function checkNumber(value: number, range: Range, path: Path, text: string, problems: Problems): void {
  // NaN stands for a word that the parser has already reported.
  if (Number.isNaN(value)) return;
  const written = text.slice(range.offset, range.offset + range.length);
  if (!Number.isFinite(value)) {
    const message = `${written} is too large for a number here: the largest is about 1.8e308.`;
    problems.error('number-overflow', message, range, { path });
  } else if (value === 0 && /[1-9]/.test(written.split(/[eE]/, 1)[0])) {
    const message = `${written} is too small for a number here: it is read as 0.`;
    problems.warning('number-underflow', message, range, { path });
  }
}
