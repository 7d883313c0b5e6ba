// The setting that switches advice against the table of its kinds.
import { deepEqual } from 'node:assert/strict';
import * as fs from 'node:fs';
import { adviceNames, adviceRows } from '../../../src/training/advice/advice';

interface Manifest {
  readonly contributes: {
    readonly configuration: {
      readonly properties: Readonly<
        Record<string, { readonly properties?: Readonly<Record<string, { readonly description: string }>> }>
      >;
    };
  };
}

describe('backprop.advice', () => {
  it('has a switch for every kind of advice, with its words', () => {
    const manifest = JSON.parse(fs.readFileSync('package.json', 'utf8')) as Manifest;
    const { properties = {} } = manifest.contributes.configuration.properties['backprop.advice'];
    deepEqual(
      Object.entries(properties).map(([name, { description }]) => [name, description]),
      adviceNames.map((name) => [name, adviceRows[name].words]),
    );
  });
});
