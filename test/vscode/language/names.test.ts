// Completion, outline, definitions, references, links, renaming and layout, as VS Code asks for them.
import * as vscode from 'vscode';
import { losses } from '../../../src/core/losses';
import { deepEqual, equal, ok, rejects } from '../../assert';
import { type article, newArticle, readFile, workspaceFile, writeFile } from '../networks';

/** A new one for each test: VS Code keeps the documents of files that were closed for a while. */
let folder = '';
let count = 0;
const run = Date.now().toString(36);
const data = 'dose,effectiveness,kind\n0,0,a\n0.5,1,b\n1,0,a\n';

const text = `{
  "dataset": "data.csv",
  "inputs": ["dose"],
  "outputs": ["effectiveness"],
  // Two comments
  // to be folded.
  "layers": [
    { "activation": "softplus", "weights": [[3.34], [-3.53]], "biases": [-1.43, 0.57], "neurons": ["top", "bottom"] },
    { "activation": "identity", "weights": [[0.36, 0.63]], "biases": [0] }
  ],
  "loss": "ssr",
  "optimizer": { "type": "gradientDescent", "learningRate": 0.1 },
  "trainable": ["w3", "w4"]
}
`;

/** Opens a network in a folder of its own; the place is marked with ‸. */
async function open(marked: string, name = 'network'): Promise<{ document: vscode.TextDocument; at: vscode.Position }> {
  const uri = await writeFile(`${folder}/${name}.nn.json`, marked.replace('‸', ''));
  await writeFile(`${folder}/data.csv`, data);
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return { document, at: document.positionAt(Math.max(0, marked.indexOf('‸'))) };
}

const execute = <T>(command: string, ...args: unknown[]) =>
  vscode.commands.executeCommand<T>(`vscode.${command}`, ...args);

const marked = (from: string, to: string): string => {
  ok(text.includes(from), from);
  return text.replace(from, to);
};

function outline(symbols: readonly vscode.DocumentSymbol[], indent = ''): string[] {
  return symbols.flatMap(({ name, detail, children }) => [
    `${indent}${name}${detail && `: ${detail}`}`,
    ...outline(children, `${indent}  `),
  ]);
}

async function textAt({ uri, range }: vscode.Location): Promise<string> {
  return `${uri.path.split('/').pop()} ${(await vscode.workspace.openTextDocument(uri)).getText(range)}`;
}

describe('names in a network file', () => {
  before(() => vscode.extensions.getExtension('backprop-stepper.backprop-stepper')!.activate());
  beforeEach(() => (folder = `names-${run}-${++count}`));
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(workspaceFile(folder), { recursive: true });
  });

  const completions: readonly [what: string, from: string, to: string, offered: readonly string[], not?: string][] = [
    ['a data file', '"data.csv"', '‸', ['data.csv'], 'network.nn.json'],
    ['a column', '["dose"]', '[‸]', ['dose', 'kind'], 'effectiveness'],
    ['a parameter', '"w4"', '‸', ['w1', 'b3'], 'w3'],
    ['a loss, once', '"ssr"', '‸', ['"mse"', '"ssr"']],
    ['a property, once', '"loss"', '"n‸": 1, "loss"', ['name']],
  ];
  for (const [what, from, to, offered, not] of completions) {
    it(`completion offers ${what}`, async () => {
      const { document, at } = await open(marked(from, to));
      // VS Code's JSON support needs its time with a file that has just been written.
      let labels: string[] = [];
      for (let attempt = 0; attempt < 50 && !offered.every((label) => labels.includes(label)); attempt++) {
        const { items } = await execute<vscode.CompletionList>('executeCompletionItemProvider', document.uri, at);
        labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      }
      for (const label of offered) ok(labels.includes(label), `${label} is not among ${labels.join()}`);
      equal(new Set(labels).size, labels.length, `there are doubles: ${labels.join()}`);
      ok(not === undefined || !labels.includes(not), `${not} is among ${labels.join()}`);
    });
  }

  it('completion of a property goes on to its names, each with its words', async () => {
    const items = async (from: string, to: string, label: string): Promise<vscode.CompletionItem> => {
      const { document, at } = await open(marked(from, to), `of-${label.replaceAll('"', '')}`);
      let labels: unknown[] = [];
      for (let attempt = 0; attempt < 50; attempt++) {
        const list = await execute<vscode.CompletionList>('executeCompletionItemProvider', document.uri, at);
        const found = list.items.find((item) => item.label === label);
        if (found) return found;
        labels = list.items.map((item) => item.label);
      }
      throw new Error(`${label} is not among ${labels.join()}`);
    };
    const property = await items('"loss": "ssr",', '"lo‸",', 'loss');
    equal(property.command?.command, 'editor.action.triggerSuggest');
    const name = await items('"ssr"', '‸', '"mse"');
    const { documentation } = name;
    const words = typeof documentation === 'string' ? documentation : documentation?.value;
    equal(words?.replaceAll('&nbsp;', ' '), losses.mse.words);
  });

  it('completion offers a whole network in an empty file', async () => {
    const { document, at } = await open('nn‸');
    const { items } = await execute<vscode.CompletionList>('executeCompletionItemProvider', document.uri, at);
    // VS Code's JSON support may offer `{}`.
    const [whole, ...others] = items.filter(({ label }) => label !== '{}');
    deepEqual([whole.label, others], ['nn', []]);
    const editor = vscode.window.activeTextEditor!;
    await editor.insertSnippet(whole.insertText as vscode.SnippetString, whole.range as vscode.Range);
    ok(Array.isArray((JSON.parse(document.getText()) as typeof article).layers), document.getText());
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('the outline has layers, neurons and parameters', async () => {
    const { document } = await open(text);
    const all = await execute<vscode.DocumentSymbol[]>('executeDocumentSymbolProvider', document.uri);
    // VS Code's JSON support has an outline, too: its entries stand among ours.
    const ours = [
      'dataset: data.csv',
      'inputs: dose',
      '  dose',
      'outputs: effectiveness',
      '  effectiveness',
      'layers: 7 parameters',
      '  Layer 1: softplus, 1 → 2',
      '    top: x1, y1',
      '      w1: 3.34',
      '    bottom: x2, y2',
      '      w2: −3.53',
      '  Layer 2: identity, 2 → 1',
      '    predicted',
      '      w3: 0.36',
      '      w4: 0.63',
      'loss: ssr',
      'optimizer: gradientDescent',
      'trainable: w3, w4',
    ];
    deepEqual(
      ours.filter((entry) => !outline(all).includes(entry)),
      [],
    );
  });

  it('a name in trainable leads to the number, and a column into its data', async () => {
    const { document } = await open(text);
    const definition = async (at: string) => {
      const position = document.positionAt(text.indexOf(at) + 1);
      const found = await execute<vscode.LocationLink[]>('executeDefinitionProvider', document.uri, position);
      return Promise.all(
        found.map(({ targetUri, targetRange }) => textAt(new vscode.Location(targetUri, targetRange))),
      );
    };
    deepEqual(await definition('"w3"'), ['network.nn.json 0.36']);
    deepEqual(await definition('"dose"'), ['data.csv dose']);
    deepEqual(await definition('"data.csv"'), ['data.csv ']);
  });

  it('references of a parameter and of a column', async () => {
    const { document } = await open(text);
    const references = async (at: string) => {
      const position = document.positionAt(text.indexOf(at) + 1);
      const found = await execute<vscode.Location[]>('executeReferenceProvider', document.uri, position);
      return Promise.all(found.map(textAt));
    };
    deepEqual((await references('0.36')).sort(), ['network.nn.json "w3"', 'network.nn.json 0.36']);
    deepEqual((await references('"dose"')).sort(), ['data.csv dose', 'network.nn.json "dose"']);
  });

  it('references of a parameter include breakpoints: of the debugger on its line, of the session where it is drawn', async () => {
    const units = '{ "units": 2, "activation": "softplus", "init": "xavierUniform" }';
    const drawn = text.replace(/\{ "activation": "softplus".*\}/, units).replace('"w3", "w4"', '"w1", "w3"');
    const { document } = await open(drawn);
    const { uri } = document;
    const line = document.positionAt(drawn.indexOf('0.36')).line;
    const breakpoints = [
      new vscode.SourceBreakpoint(new vscode.Location(uri, new vscode.Position(line, 0))),
      new vscode.SourceBreakpoint(
        new vscode.Location(uri, document.positionAt(drawn.indexOf('"loss"'))),
        true,
        'w1 > 1',
      ),
    ];
    vscode.debug.addBreakpoints(breakpoints);
    try {
      await vscode.commands.executeCommand('backprop.open', uri);
      await vscode.commands.executeCommand('backprop.addBreakpoint', uri, { parameter: 'w1', when: 'sign' });
      const references = async (at: string) => {
        const position = document.positionAt(drawn.indexOf(at) + 1);
        const found = await execute<vscode.Location[]>('executeReferenceProvider', uri, position);
        return (await Promise.all(found.map(textAt))).sort();
      };
      const layer = '{ "activation": "identity", "weights": [[0.36, 0.63]], "biases": [0] }';
      deepEqual(await references('0.36'), ['network.nn.json "w3"', 'network.nn.json 0.36', `network.nn.json ${layer}`]);
      deepEqual(await references('"w1"'), [
        'network.nn.json "loss": "ssr",',
        'network.nn.json "w1"',
        'network.nn.json "xavierUniform"',
      ]);
    } finally {
      vscode.debug.removeBreakpoints(breakpoints);
    }
  });

  it('the dataset is a link, comments fold', async () => {
    const { document } = await open(text);
    const links = await execute<vscode.DocumentLink[]>('executeLinkProvider', document.uri);
    deepEqual(
      links.map(({ target, range }) => [target?.path.split('/').pop(), document.getText(range)]),
      [['data.csv', 'data.csv']],
    );
    const folds = await execute<vscode.FoldingRange[]>('executeFoldingRangeProvider', document.uri);
    ok(
      folds.some(({ start, end }) => start === 4 && end === 5),
      JSON.stringify(folds),
    );
    ok(
      folds.some(({ start }) => start === 6),
      'VS Code’s JSON support folds lists',
    );
  });

  it('renames a column in the network, in its data and in other networks that read them', async () => {
    const { document } = await open(text);
    const other = await writeFile(`${folder}/other.nn.json`, text);
    const position = document.positionAt(text.indexOf('"dose"') + 1);
    const edit = await execute<vscode.WorkspaceEdit>('executeDocumentRenameProvider', document.uri, position, 'time');
    ok(await vscode.workspace.applyEdit(edit));
    const now = async (uri: vscode.Uri) => (await vscode.workspace.openTextDocument(uri)).getText();
    equal(document.getText(), text.replace('"dose"', '"time"'));
    equal(await now(other), text.replace('"dose"', '"time"'));
    equal(await now(workspaceFile(`${folder}/data.csv`)), data.replace('dose', 'time'));
    // Nothing is left unsaved for the tests that follow.
    for (const { uri } of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
      await vscode.window.showTextDocument(uri);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    }
  });

  it('renames a column from the data file itself, wherever networks use it', async () => {
    const { document: network } = await open(text);
    const other = await writeFile(`${folder}/other.nn.json`, text);
    const withoutHeader = '{ "file": "data.csv", "header": false, "columns": ["dose", "effectiveness", "kind"] }';
    const third = await writeFile(`${folder}/third.nn.json`, text.replace('"data.csv"', withoutHeader));
    const document = await vscode.workspace.openTextDocument(workspaceFile(`${folder}/data.csv`));
    const at = new vscode.Position(0, 2);
    const { placeholder, range } = await execute<{ placeholder: string; range: vscode.Range }>(
      'prepareRename',
      document.uri,
      at,
    );
    deepEqual([placeholder, document.getText(range)], ['dose', 'dose']);
    const rename = (to: string, position = at) =>
      execute<vscode.WorkspaceEdit>('executeDocumentRenameProvider', document.uri, position, to);
    ok(await vscode.workspace.applyEdit(await rename('time')));
    const now = async (uri: vscode.Uri) => (await vscode.workspace.openTextDocument(uri)).getText();
    equal(document.getText(), data.replace('dose', 'time'));
    equal(network.getText(), text.replace('"dose"', '"time"'));
    equal(await now(other), text.replace('"dose"', '"time"'));
    equal(await now(third), text.replace('"data.csv"', withoutHeader));
    await rejects(Promise.resolve(rename('kind')), /There is a column 'kind' already/);
    await rejects(Promise.resolve(rename('time', new vscode.Position(1, 0))), /renamed where their names stand/);
    for (const { uri } of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
      await vscode.window.showTextDocument(uri);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    }
  });

  it('renames nothing in data that no network reads', async () => {
    const uri = await writeFile(`${folder}/lonely.csv`, data);
    await vscode.workspace.openTextDocument(uri);
    const renaming = execute('executeDocumentRenameProvider', uri, new vscode.Position(0, 0), 'time');
    await rejects(Promise.resolve(renaming), /No network of the workspace reads lonely\.csv/);
  });

  it('refuses to rename a parameter', async () => {
    const { document } = await open(text);
    const position = document.positionAt(text.indexOf('"w3"') + 1);
    await rejects(
      Promise.resolve(execute('executeDocumentRenameProvider', document.uri, position, 'w9')),
      /w3 is called by its place in the network/,
    );
  });

  it('lays matrices out in columns', async () => {
    const torn = text.replace('[[3.34], [-3.53]]', '[\n[3.34],\n[-13.53]]');
    const { document } = await open(torn);
    await vscode.commands.executeCommand('backprop.formatNetwork', document.uri);
    ok(/\n +\[ +3\.34\],\n +\[-13\.53\]\n/.test(document.getText()), document.getText());
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('CodeLens above the file and each layer', async () => {
    await writeFile(`${folder}/nothing.txt`, '');
    const uri = await newArticle();
    await vscode.workspace.openTextDocument(uri);
    const lenses = await execute<vscode.CodeLens[]>('executeCodeLensProvider', uri, 10);
    deepEqual(
      lenses.map(({ command }) => command?.title),
      [
        '$(debug-step-into) Step through: 2 layers, 7 parameters',
        '$(play) Train',
        '$(check-all) Check derivatives',
        'Layer 1: softplus, 1 → 2 · 4 parameters (w1, w2, b1, b2)',
        'Layer 2: identity, 2 → 1 · 3 parameters (w3, w4, b3)',
      ],
    );
    const [open] = lenses;
    await vscode.commands.executeCommand(open.command!.command, ...(open.command!.arguments as unknown[]));
    const snapshot = await vscode.commands.executeCommand<{ uri: string }>('backprop.snapshot');
    equal(snapshot.uri, uri.toString());
  });
});

describe('inlay hints', () => {
  const hintsOf = async (uri: vscode.Uri): Promise<string[]> => {
    const document = await vscode.workspace.openTextDocument(uri);
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await execute<vscode.InlayHint[]>('executeInlayHintProvider', uri, all);
    return hints
      .sort((a, b) => a.position.compareTo(b.position))
      .map(({ label }) => (typeof label === 'string' ? label : label.map(({ value }) => value).join('')));
  };
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('name the parameters', async () => {
    const names = ['w1:', 'w2:', 'b1:', 'b2:', 'w3:', 'w4:', 'b3:'];
    deepEqual(await hintsOf(await newArticle()), names);
  });

  it('during a session show values that moved, and derivatives; the file is not changed', async () => {
    const uri = await newArticle({ trainable: ['w3'] });
    const before = await readFile(uri);
    await vscode.commands.executeCommand('backprop.open', uri);
    ok((await hintsOf(uri)).join(' ').includes('w3: grad 2.5761 w4: b3:'), (await hintsOf(uri)).join(' '));
    await vscode.commands.executeCommand('backprop.stepOut', uri);
    ok((await hintsOf(uri)).join(' ').includes('w3: → 0.1024 · grad '), (await hintsOf(uri)).join(' '));
    equal(await readFile(uri), before);
  });
});
