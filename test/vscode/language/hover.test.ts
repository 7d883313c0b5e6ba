// What VS Code is given to show on hover: at the file's own values, at a session's position, and where the file has errors.
import * as vscode from 'vscode';
import { deepEqual, equal, match, ok } from '../../assert';
import { loadSetup } from '../../../src/document/loadSetup';
import { NetworkHover } from '../../../src/vscode/language/hover/hover';
import { articleData, articleLayers, execute, newArticle, workspaceFile, writeFile } from '../networks';

/** The hover at the first occurrence of a text (or `inside` it), image sources cut short. */
async function hoverAt(uri: vscode.Uri, text: string, inside = text): Promise<string[]> {
  const document = await vscode.workspace.openTextDocument(uri);
  const offset = document.getText().indexOf(text);
  ok(offset >= 0, `${text} is not in the file`);
  const position = document.positionAt(offset + text.indexOf(inside));
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
  return (
    hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (typeof content === 'string' ? content : content.value))
      .map((content) => content.replace(/base64,[^)]*/g, 'base64'))
      // VS Code's JSON support answers every place, if only with nothing.
      .filter((content) => content !== '')
  );
}

const has = (texts: readonly string[], part: string): void =>
  ok(
    texts.some((text) => text.includes(part)),
    `“${part}” is not in\n${texts.join('\n---\n')}`,
  );

describe('hovers', () => {
  // Else the first hover would be asked for before there is anyone to answer.
  before(() => vscode.extensions.getExtension('backprop-stepper.backprop-stepper')!.activate());
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('say how the derivative of a weight comes about, at the file’s values', async () => {
    const texts = await hoverAt(await newArticle(), '0.36');
    const [answer, formula, reasons, samples, move] = texts;
    ok(
      answer.startsWith(
        '**w₃ = 0.36** · weight from y₁ to predicted: layer 2, neuron 1, input 1 · *at the file’s values*',
      ),
      answer,
    );
    ok(answer.includes('dSSR/dw₃ = 2.5761, so this update moves w₃ by −0.2576, from 0.36 to 0.1024.'), answer);
    equal(
      formula,
      '![dSSR/dw₃ = Σ dSSR/dpredicted · dpredicted/dw₃ = Σ −2·(observed − predicted)·y₁](data:image/svg+xml;base64)',
    );
    ok(
      reasons.includes(
        '①</span> SSR = Σ(observed − predicted)² ⇒ dSSR/dpredicted = −2·(observed − predicted): power rule',
      ),
      reasons,
    );
    ok(samples.includes('| 2 | 1 | 0.4619 | −1.0762 | 0.8203 | −0.8828 |'), samples);
    ok(move.includes('new w₃ = old w₃ − step size = 0.36 − 0.2576 = 0.1024'), move);
    ok(move.includes('Check: (SSR(w₃ + h) − SSR(w₃ − h)) / 2h = 2.576'), move);
    ok(move.includes('computed once, used 7 times'), move);
  });

  it('say it at the session’s position, with the file’s number beside', async () => {
    const uri = await newArticle();
    await execute('open', uri.toString());
    has(await hoverAt(uri, '0.36'), '*at the start of update 1*');
    const { parameters } = await execute<{ parameters: Record<string, number> }>('seek', uri.toString(), {
      update: 2,
      operation: 4,
    });
    const [answer] = await hoverAt(uri, '0.36');
    ok(answer.startsWith(`**w₃ = ${parameters.w3.toFixed(4).replace('-', '−')}** (0.36 in the file)`), answer);
    ok(answer.includes('*at update 3, operation 5*'), answer);
  });

  /** The commands behind the links of a hover, by their titles. */
  const linksOf = (markdown: string): Map<string, () => Thenable<unknown>> =>
    new Map(
      Array.from(
        markdown.matchAll(/\[\$\([\w-]+\) ([^\]]*)\]\(command:([\w.]+)\?([^)]*)\)/g),
        ([, title, id, args]) => [
          title,
          () => vscode.commands.executeCommand(id, ...(JSON.parse(decodeURIComponent(args)) as unknown[])),
        ],
      ),
    );

  it('lead to the stepper', async () => {
    const uri = await newArticle();
    const [answer] = await hoverAt(uri, '-1.43');
    const links = linksOf(answer);
    deepEqual([...links.keys()], ['Step to its derivative', 'Select in the stepper', 'Copy as LaTeX']);
    await links.get('Select in the stepper')!();
    await links.get('Step to its derivative')!();
    const { operation } = await execute<{ operation: { target: string } }>('snapshot', uri.toString());
    equal(operation.target, 'dSSR/db1');
  });

  it('copy the derivation as LaTeX: at the file’s values without a session, at its position with one', async () => {
    const uri = await newArticle();
    const copied = async (): Promise<string> => {
      const [answer] = await hoverAt(uri, '0.36');
      await vscode.env.clipboard.writeText('before');
      await linksOf(answer).get('Copy as LaTeX')!();
      return vscode.env.clipboard.readText();
    };
    const latex = await copied();
    match(latex, /^% \\usepackage\{amsmath, amssymb\}\n\\section\*\{\$w_\{3\}\$ = 0\.36\}\n/);
    match(latex, /at the file's values\n/);
    match(latex, /\\frac\{d\\,\\text\{SSR\}\}\{d\\,w_\{3\}\}\$ = 2\.5761, so this update moves/);
    match(latex, /\n {2}\$2\$ & \$1\$ & \$0\.4619\$/);
    await execute('seek', uri.toString(), { update: 2 });
    const { parameters } = await execute<{ parameters: Record<string, number> }>('snapshot', uri.toString());
    const after = await copied();
    ok(after.includes(`\\section*{$w_{3}$ = ${parameters.w3.toFixed(4).replace('-', '$-$')}}`), after.slice(0, 200));
    match(after, /at the start of update 3\n/);
  });

  it('leave the clipboard alone where there is no such derivation any more', async () => {
    const uri = await newArticle({ loss: 'unknown' });
    await vscode.env.clipboard.writeText('before');
    await vscode.commands.executeCommand('_backprop.copyLatex', uri.toString(), 'w3');
    await vscode.commands.executeCommand('_backprop.copyLatex', (await newArticle()).toString(), 'w9');
    equal(await vscode.env.clipboard.readText(), 'before');
  });

  it('say of a frozen parameter that it keeps its value', async () => {
    const uri = await newArticle({ trainable: ['w3'] });
    has(await hoverAt(uri, '3.34'), 'w₁ is not trainable, so it keeps its value.');
    has(await hoverAt(uri, '"w3"', 'w3'), '**w₃ = 0.36**');
  });

  const article: readonly [what: string, text: string, inside: string, part: string][] = [
    ['an activation', '"softplus"', 'softplus', 'Layer 1 has 2 neurons: y₁ = softplus(x₁), y₂ = softplus(x₂).'],
    [
      'an activation’s formula',
      '"softplus"',
      'softplus',
      '![y = softplus(x) = log(1 + e^x)](data:image/svg+xml;base64)',
    ],
    ['an activation’s slope', '"softplus"', 'softplus', '![dy/dx = sigmoid(x)](data:image/svg+xml;base64)'],
    ['the key of an activation', '"activation"', 'activation', 'Softplus, an activation'],
    ['the loss', '"ssr"', 'ssr', 'dSSR/dpredicted = −2·(observed − predicted)'],
    ['the optimizer', '"gradientDescent"', 'gradientDescent', 'In this file: learning rate 0.1, l2 0.'],
    ['the learning rate', '"learningRate": 0.1', '0.1', '**Learning rate 0.1**'],
    ['the batch size', '"full"', 'full', 'Every update takes all 3 samples: an epoch is one update.'],
    ['the updates', '1000', '1000', 'Run stops after 1000 updates, 1000 passes through the data.'],
    ['the dataset', '"dosage-test.csv"', 'dosage', '**dosage-test.csv: 3 rows, 2 columns**'],
    ['the dataset’s ranges', '"dosage-test.csv"', 'dosage', '| effectiveness | output | 0 | 0.3333 | 1 |'],
    ['the dataset’s rows', '"dosage-test.csv"', 'dosage', '| 0.5 | 1 |'],
    ['an input', '"dose"', 'dose', 'Layer 1 reads it through w₁, w₂.'],
    [
      'an output',
      '"effectiveness"',
      'effectiveness',
      'Its values are observed, which the loss compares with predicted.',
    ],
    [
      'the key of weights',
      '"weights"',
      'weights',
      'Layer 1: 2 neurons with 1 input each. 2 weights, w₁ and w₂; 2 biases, b₁ and b₂.',
    ],
  ];
  for (const [what, text, inside, part] of article) {
    it(`explain ${what}`, async () => has(await hoverAt(await newArticle(), text, inside), part));
  }

  it('say the default of a setting once, beside VS Code’s JSON support', async () => {
    const uri = await newArticle();
    for (;;) {
      const texts = await hoverAt(uri, '"learningRate": 0.1', '0.1');
      // It needs its time with a file that has just been written.
      if (!texts.some((text) => text.includes('How far a parameter moves'))) continue;
      equal(texts.join('\n').match(/default/gi)?.length, 1, texts.join('\n---\n'));
      break;
    }
  });

  it('explain softmax for each pair of outputs', async () => {
    const layers = [articleLayers[0], { units: 2, activation: 'softmax' }];
    await writeFile('hover-pairs.csv', 'dose,kind\n1,a\n2,b\n');
    const outputs = [{ column: 'kind', oneHot: true }];
    const uri = await newArticle({ dataset: 'hover-pairs.csv', outputs, layers, loss: 'crossEntropy' });
    const texts = await hoverAt(uri, '"softmax"', 'softmax');
    has(texts, '![∂yᵢ/∂xⱼ = yᵢ·(δᵢⱼ − yⱼ)](data:image/svg+xml;base64)');
    has(texts, 'Layer 2 has 2 neurons: predicted₁, predicted₂ come from z₁, z₂ together.');
  });

  it('keep to the matrix notation where it is set', async () => {
    const settings = vscode.workspace.getConfiguration('backprop');
    await settings.update('notation', 'matrix', vscode.ConfigurationTarget.Global);
    const plain = async (...at: Parameters<typeof hoverAt>): Promise<string[]> =>
      (await hoverAt(...at)).map((text) => text.replaceAll(/\\([[\]])/g, '$1'));
    try {
      const uri = await newArticle({
        layers: [{ ...articleLayers[0], neurons: ['top', 'bottom'] }, articleLayers[1]],
      });
      const activation = await plain(uri, '"softplus"', 'softplus');
      has(activation, '![a⁽¹⁾ = softplus(z⁽¹⁾) = log(1 + e^z⁽¹⁾)](data:image/svg+xml;base64)');
      has(activation, 'Layer 1 has 2 neurons: a⁽¹⁾[1] = softplus(z⁽¹⁾[1]), a⁽¹⁾[2] = softplus(z⁽¹⁾[2]).');
      has(await plain(uri, '"dose"', 'dose'), 'Layer 1 reads it through W⁽¹⁾[1,1], W⁽¹⁾[2,1].');
      has(await plain(uri, '"weights"', 'weights'), '2 weights, W⁽¹⁾[1,1] and W⁽¹⁾[2,1]; 2 biases,');
      has(await plain(uri, '"bottom"', 'bottom'), 'z⁽¹⁾[2], and a⁽¹⁾[2] after its activation.');
    } finally {
      await settings.update('notation', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('explain what other networks have', async () => {
    const uri = await newArticle({
      dataset: { file: 'dosage-test.csv', normalize: 'minMax' },
      layers: [{ units: 2, activation: 'tanh', init: 'heNormal', neurons: ['top', 'bottom'] }, articleLayers[1]],
      loss: 'mse',
      optimizer: { type: 'adam', learningRate: 0.01, beta1: 0.8 },
      training: { batchSize: 2, shuffle: true, seed: 4, epochs: 10, stopWhen: { lossBelow: 0.01 } },
    });
    const rows: readonly [string, string][] = [
      ['heNormal', 'In this layer, 1 input and 2 units: a standard deviation of 1.4142.'],
      ['bottom', '“bottom” is neuron 2 of layer 1: x₂, and y₂ after its activation.'],
      ['"units"', 'Layer 1: 2 neurons with 1 input each.'],
      ['adam', 'corrected first moment = first moment/(1 − β₁^step)'],
      ['beta1', '**β1 0.8**'],
      ['mse', 'n is the number of samples in the batch × 1 output.'],
      ['batchSize', 'Every update takes 2 samples of 3: an epoch is 2 updates, the last of which takes 1 sample.'],
      ['seed', 'is drawn with 4'],
      ['epochs', 'Run stops after 10 epochs, which is 20 updates.'],
      ['lossBelow', 'Run stops as soon as the loss is below 0.01.'],
      ['normalize', 'The network reads (dose − 0) / 1.'],
    ];
    for (const [text, part] of rows) has(await hoverAt(uri, text), part);
  });

  it('explain a column of words that becomes several features', async () => {
    await writeFile('hover-kinds.csv', 'size,kind\n1,a\n2,b\n3,a\n');
    const uri = await newArticle({
      dataset: 'hover-kinds.csv',
      inputs: ['size'],
      outputs: [{ column: 'kind', oneHot: ['a', 'b'] }],
      layers: [{ units: 2, activation: 'softmax' }],
      loss: 'crossEntropy',
    });
    const texts = await hoverAt(uri, '"kind"', 'kind');
    has(texts, 'One-hot, 2 outputs: kind=a, kind=b.');
    has(texts, 'In the data: text, 2 categories, no cell empty.');
    has(texts, '![Histogram of kind](data:image/svg+xml;base64)');
    has(texts, 'How many: a 2, b 1.');
    has(await hoverAt(uri, '"b"', 'b'), '**kind=b, output 2 of 2**');
  });

  it('say what a column of numbers holds, in words and as a histogram, also by its name among the columns', async () => {
    await writeFile('hover-numbers.csv', `size,rest\n${[0.1, 0.2, 0.3, 0.7].map((x) => `${x},1\n`).join('')},2\n`);
    const columns = { columns: ['width', 'deep'], rows: [1, 2, 2].map((x) => [x, 0]) };
    const uri = await newArticle({ dataset: 'hover-numbers.csv', inputs: ['size'], outputs: ['rest'] });
    const texts = await hoverAt(uri, '"size"', 'size');
    has(texts, 'In the data: numbers from 0.1 to 0.7, mean 0.325, 1 of 5 cells empty.');
    has(texts, '![Histogram of size](data:image/svg+xml;base64)');
    has(texts, 'How many: 1, 1, 0, 1, 0, 0, 0, 0, 0, 1 in 10 equal parts from 0.1 to 0.7.');
    const inline = await newArticle({ dataset: columns, inputs: ['width'], outputs: ['deep'] });
    has(await hoverAt(inline, '"width"', 'width'), 'In the data: numbers from 1 to 2, mean 1.6667, no cell empty.');
    has(await hoverAt(inline, '"deep"', 'deep'), 'In the data: numbers, all of them 0, no cell empty.');
  });

  it('say of a normalized column that its mean is 0, not what rounding leaves of it', async () => {
    const uri = workspaceFile('iris.nn.json');
    const [text] = await hoverAt(uri, '"sepalLength"', 'sepalLength');
    match(text, /\nIn 120 samples: from .*, mean 0\.\n/);
    match(text, /\nIn the data: numbers from 4\.3 to 7\.9, mean 5\.8433, no cell empty\.$/);
  });

  it('say what can be said where the file has errors', async () => {
    const uri = await newArticle({ loss: 'unknown' });
    const texts = await hoverAt(uri, '0.36');
    equal(texts.length, 1);
    equal(texts[0], '**w₃ = 0.36** · weight from y₁ to predicted: layer 2, neuron 1, input 1');
    has(await hoverAt(uri, '"softplus"', 'softplus'), 'Softplus, an activation');
    const unknown = (await hoverAt(uri, '"unknown"', 'unknown')).join('\n');
    ok(!unknown.includes('SSR'), unknown);
  });

  it('are given up where nobody waits for them any more: nothing is derived', async () => {
    const document = await vscode.workspace.openTextDocument(await newArticle());
    const asked: string[] = [];
    const hoverOf = async (cancelled: boolean): Promise<unknown> => {
      const source = new vscode.CancellationTokenSource();
      const host = {
        documents: {
          get: () => {
            if (cancelled) source.cancel();
            return loadSetup(document.getText(), () => Promise.resolve(new TextEncoder().encode(articleData))).then(
              (loaded) => ({ text: document.getText(), loaded, setup: loaded.setup }),
            );
          },
        },
        sessions: { peek: () => void asked.push('session') },
        log: { warn: () => undefined },
      };
      const hover = new NetworkHover(host as unknown as ConstructorParameters<typeof NetworkHover>[0]);
      const position = document.positionAt(document.getText().indexOf('0.36'));
      return hover.provideHover(document, position, source.token);
    };
    ok((await hoverOf(false)) instanceof vscode.Hover);
    deepEqual(asked, ['session']);
    equal(await hoverOf(true), undefined);
    deepEqual(asked, ['session']);
  });
});
