/** Properties that the format does not have: warnings, with the one that was probably meant. */

import { type JsonNode, plainValue } from '../json/tree';
import { didYouMean } from '../names/didYouMean';
import { ownerName } from '../names/placeNames';
import type { Path, Problems } from '../problems';
import { networkSchema } from '../schema';
import { list, quote } from '../words';

/** What is read here of a valibot schema. */
interface SchemaPart {
  readonly type: string;
  readonly entries?: Readonly<Record<string, SchemaPart>>;
  readonly item?: SchemaPart;
  readonly wrapped?: SchemaPart;
  readonly getter?: (input: unknown) => SchemaPart;
}

export function checkUnknownProperties(root: JsonNode, problems: Problems): void {
  visitNode(root, networkSchema, [], problems);
}

function visitNode(node: JsonNode, schema: SchemaPart, path: Path, problems: Problems): void {
  if (schema.wrapped) {
    visitNode(node, schema.wrapped, path, problems);
  } else if (schema.getter) {
    // The choice goes by the kind of value; lists of numbers are shared by it, not copied.
    visitNode(node, schema.getter(plainValue(node)), path, problems);
  } else if (schema.item && node.type === 'array') {
    const { item } = schema;
    node.items.forEach((child, index) => visitNode(child, item, [...path, index], problems));
  } else if (schema.entries && node.type === 'object') {
    const { entries } = schema;
    for (const { key, keyRange, value } of node.properties) {
      if (Object.hasOwn(entries, key)) {
        visitNode(value, entries[key], [...path, key], problems);
        continue;
      }
      const given = new Set(node.properties.map((property) => property.key));
      const known = Object.keys(entries);
      const meant = didYouMean(
        key,
        known.filter((name) => !given.has(name)),
      );
      const owner = path.length === 0 ? '' : ` of ${ownerName(path)}`;
      const hint = meant
        ? `Did you mean '${meant}'?`
        : `Known are ${list(
            known.filter((name) => name !== '$schema'),
            20,
          )}.`;
      const fix = meant
        ? { title: `Change to '${meant}'`, edits: [{ ...keyRange, text: JSON.stringify(meant) }] }
        : undefined;
      problems.warning('unknown-property', `Unknown property ${quote(key)}${owner}. ${hint}`, keyRange, {
        path: [...path, key],
        fix,
      });
    }
  }
}
