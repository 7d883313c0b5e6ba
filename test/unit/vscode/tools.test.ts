// The tools for language models: package.json against the table, and what they answer.
import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import * as fs from 'node:fs';
import { type ToolName, toolRows } from '../../../src/vscode/tools/toolRows';
import { openSession } from './panel/sessions';

interface Manifest {
  readonly contributes: {
    readonly languageModelTools: readonly { readonly name: string; readonly inputSchema: { readonly type: string } }[];
  };
}

const ask = (name: ToolName, input = {}, session = openSession()) => toolRows[name].invoke(session, input);

describe('tools for language models', () => {
  it('are those that package.json contributes', () => {
    const { contributes } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as Manifest;
    deepEqual(
      contributes.languageModelTools.map(({ name }) => name),
      Object.keys(toolRows),
    );
    ok(contributes.languageModelTools.every(({ inputSchema }) => inputSchema.type === 'object'));
  });

  it('explain a derivative, in words and as data', async () => {
    const { text, json } = await ask('backprop_explain_derivative', { parameter: 'w3' });
    match(text, /w₃ = 0\.36/);
    match(text, /dSSR\/dw₃ = 2\.5761, so this update moves w₃ by −0\.2576/);
    equal((json as { gradient: number }).gradient.toFixed(4), '2.5761');
  });

  it('step', async () => {
    const session = openSession();
    const { text } = await ask('backprop_step', { kind: 'into', count: 2 }, session);
    match(text, /^Update 1, operation 2 of \d+: y1 = softplus\(x1\), which is [\d.]+\. Loss 1\.3977\.\nw1 = 3\.3400, /);
    const { json } = await ask('backprop_step', { kind: 'out' }, session);
    equal((json as { update: number }).update, 1);
    match((await ask('backprop_step', { kind: 'back' }, session)).text, /^Update 1, operation \d+ of/);
  });

  it('check derivatives', async () => {
    const { text, json } = await ask('backprop_check_derivatives');
    match(text, /^w3: 2\.5761 by the chain rule, 2\.5761 by a central difference, relative error /m);
    ok((json as unknown[]).length > 0);
  });

  it('read the history', async () => {
    const session = openSession();
    await session.run({ updates: 30 });
    const { text, json } = await ask('backprop_read_history', { parameters: ['w3'] }, session);
    const lines = text.split('\n');
    equal(lines[0], 'update\tloss\tw3');
    match(lines[1], /^0\t1\.3977\t0\.3600$/);
    ok(lines.includes('… 11 rows are left out'), text);
    equal((json as { update: number[] }).update.length, 31);
  });

  const wrong: readonly [ToolName, object, RegExp][] = [
    ['backprop_explain_derivative', {}, /'parameter' is missing/],
    ['backprop_explain_derivative', { parameter: 'w9' }, /w9/],
    ['backprop_step', { kind: 'sideways' }, /'kind' must be 'into' or/],
    ['backprop_step', { count: 5000 }, /'count' is at most 1000; found 5000/],
  ];
  for (const [name, input, message] of wrong) {
    it(`${name} refuses ${JSON.stringify(input)}`, async () => {
      await rejects(async () => ask(name, input), message);
    });
  }
});
