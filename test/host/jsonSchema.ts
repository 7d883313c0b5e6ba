/** The JSON schema of `.nn.json` files, made from the valibot schema that validates them. */

import { toJsonSchema } from '@valibot/to-json-schema';
import { networkSchema } from '../../src/document/schema';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The text of media/nn.schema.json. */
export function makeJsonSchema(): string {
  const { $defs = {}, ...schema } = JSON.parse(JSON.stringify(toJsonSchema(networkSchema, { typeMode: 'input' }))) as {
    $defs?: Record<string, Json>;
  } & Record<string, Json>;
  return `${JSON.stringify(inlined(schema, $defs), null, 2)}\n`;
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
