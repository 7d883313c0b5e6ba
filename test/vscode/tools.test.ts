// The tools for language models inside VS Code, called without any chat.
import * as vscode from 'vscode';
import type { Snapshot } from '../../src/training/snapshot';
import { equal, match, ok } from '../assert';
import { closeEditors, newArticle } from './networks';

/** Plain text first, then JSON. */
async function invoke(name: string, input: object): Promise<{ text: string; json: unknown }> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  const [text, json] = content as { value: string }[];
  return { text: text.value, json: JSON.parse(json.value) as unknown };
}

describe('tools for language models', () => {
  after(closeEditors);

  before(async function () {
    await vscode.extensions.getExtension('backprop-stepper.backprop-stepper')!.activate();
    // A build without language models has no tools to offer.
    if (typeof (vscode as { lm?: typeof vscode.lm }).lm?.invokeTool !== 'function') this.skip();
  });

  it('are contributed', () => {
    const names = vscode.lm.tools.map(({ name }) => name);
    for (const name of ['explain_derivative', 'step', 'check_derivatives', 'read_history']) {
      ok(names.includes(`backprop_${name}`), names.join());
    }
  });

  it('step, then explain where it stands', async () => {
    const network = (await newArticle()).toString();
    const { text, json } = await invoke('backprop_step', { network, count: 2 });
    match(text, /^Update 1, operation 2 of/);
    equal((json as Snapshot).operation?.index, 1);
    const explained = await invoke('backprop_explain_derivative', { network, parameter: 'w3' });
    match(explained.text, /at update 1, operation 2/);
  });
});
