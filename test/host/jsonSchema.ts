/** The JSON schema of `.nn.json` files, made from the valibot schema that validates them. */

import { toJsonSchema } from '@valibot/to-json-schema';
import { networkSchema } from '../../src/document/schema';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The text of media/nn.schema.json. */
export function makeJsonSchema(): string {
  const { $defs = {}, ...schema } = JSON.parse(JSON.stringify(toJsonSchema(networkSchema, { typeMode: 'input' }))) as {
    $defs?: Record<string, Json>;
  } & Record<string, Json>;
  return `${JSON.stringify(openNames(inlined(schema, $defs)), null, 2)}\n`;
}

/**
 * Any text in the place of a name: VS Code completes and describes the names that there are, and leaves it to the
 * extension to say that there is no other, which also knows the one that was meant.
 */
function openNames(value: Json): Json {
  if (Array.isArray(value)) return value.map(openNames);
  if (typeof value !== 'object' || value === null) return value;
  const parts = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, openNames(item)]));
  if (!Array.isArray(parts.enum) || parts.type !== 'string') return parts;
  const { enum: names, enumDescriptions, ...rest } = parts;
  // As examples they are offered as soon as the property's name is completed.
  return { ...rest, examples: names, anyOf: [{ enum: names, ...(enumDescriptions && { enumDescriptions }) }, {}] };
}

/** Puts each definition where it is referred to (each is used once or twice), so that completion sees its neighbours. */
function inlined(value: Json, definitions: Readonly<Record<string, Json>>): Json {
  if (Array.isArray(value)) return value.map((item) => inlined(item, definitions));
  if (typeof value !== 'object' || value === null) return value;
  const { $ref, ...rest } = value;
  const definition = typeof $ref === 'string' ? definitions[$ref.replace('#/$defs/', '')] : {};
  // What stands beside the reference (its description) counts more than what the definition says.
  const merged = { ...(definition as Record<string, Json>), ...rest };
  return Object.fromEntries(Object.entries(merged).map(([key, item]) => [key, inlined(item, definitions)]));
}
