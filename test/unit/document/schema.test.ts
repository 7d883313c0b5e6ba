import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { activations } from '../../../src/core/activations';
import { initializers } from '../../../src/core/initializers';
import { losses } from '../../../src/core/losses';
import { optimizers } from '../../../src/core/optimizers';
import { makeJsonSchema } from '../../host/jsonSchema';

/** As much of it as the tests read: any property may be there. */
interface Json {
  readonly [key: string]: Json;
}

const schema = JSON.parse(makeJsonSchema()) as Json;

/** Every object in the schema that describes a property. */
function* properties(node: unknown, path: string[] = []): Generator<[string, Json]> {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === 'properties') {
      for (const [name, property] of Object.entries(value as Json)) yield [[...path, name].join('.'), property];
    }
    yield* properties(value, [...path, key]);
  }
}

describe('nn.schema.json', () => {
  it('is what the source gives (else: node test/host/makeSchema.mjs)', () => {
    assert.equal(readFileSync('media/nn.schema.json', 'utf8'), makeJsonSchema());
  });

  it('describes every property', () => {
    const all = [...properties(schema)];
    assert.ok(all.length > 40);
    assert.deepEqual(
      all.filter(([, { description }]) => !description).map(([path]) => path),
      [],
    );
  });

  it('lists the names of every rule table, each with its words', () => {
    const layer = schema.properties.layers.items.properties;
    const tables: [Json, object][] = [
      [layer.activation, activations],
      [layer.init, initializers],
      [schema.properties.loss, losses],
      [schema.properties.optimizer.properties.type, optimizers],
    ];
    for (const [{ anyOf }, table] of tables) {
      const [{ enum: names, enumDescriptions }] = anyOf as unknown as Json[];
      assert.deepEqual(names, Object.keys(table));
      assert.deepEqual(
        enumDescriptions,
        Object.values(table).map(({ words }: { words: string }) => words),
      );
    }
  });

  it('takes any text for a name: that there is no such name is said by the extension alone', () => {
    const { loss } = schema.properties;
    assert.equal(loss.type, 'string');
    assert.deepEqual((loss.anyOf as unknown as Json[])[1], {});
    const closed = [...properties(schema)].filter(([, property]) => property.enum && property.type);
    assert.deepEqual(closed, []);
  });

  it('offers every alternative where a value may be of several kinds', () => {
    const { batchSize } = schema.properties.training.properties;
    assert.deepEqual(
      (batchSize.anyOf as unknown as Json[]).map((kind) => kind.const ?? kind.type),
      ['full', 'integer'],
    );
  });

  it('asks for what every network needs', () => {
    assert.deepEqual(schema.required, ['dataset', 'inputs', 'outputs', 'layers', 'loss', 'optimizer']);
    assert.deepEqual(schema.properties.layers.items.required, ['activation']);
  });

  it('holds no references, and allows comments', () => {
    assert.doesNotMatch(makeJsonSchema(), /"\$ref"|"\$defs"/);
    assert.equal(schema.allowComments, true);
    assert.equal(schema.allowTrailingCommas, true);
  });
});
