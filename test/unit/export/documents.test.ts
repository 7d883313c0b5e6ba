// The exported documents: CSV that reads back bit for bit, Markdown and LaTeX that hold what was asked for.
import assert from 'node:assert/strict';
import katex from 'katex';
import Papa from 'papaparse';
import { derive } from '../../../src/core/derivation';
import { exportCsv } from '../../../src/export/csv';
import { exportLatex } from '../../../src/export/latex';
import { exportMarkdown } from '../../../src/export/markdown';
import type { Setup } from '../../../src/core/setup';
import { articleData, articleNetwork, articleStart } from '../core/sampleNetworks';
import { articleState } from '../explain/cases';

const setup: Setup = {
  name: 'Dose & effectiveness (50%)',
  network: articleNetwork,
  initial: articleStart,
  trainable: articleState.trainable,
  data: articleData,
  optimizer: articleState.optimizer.settings,
  training: { batchSize: 'full', shuffle: false, seed: 0, updates: 1000, epochs: null, stopWhen: {} },
};

const explained = {
  setup,
  parameters: articleStart,
  derivations: ['w1', 'w3'].map((name) => derive(articleState, name)),
  when: 'at the file’s values',
};

describe('exported documents', () => {
  it('hold the history as CSV with every bit', () => {
    const history = {
      update: Float64Array.of(0, 1),
      loss: Float64Array.of(0.1 + 0.2, Infinity),
      parameters: { 'W[1][2,1]': Float64Array.of(-0, 1e-300), b1: Float64Array.of(1 / 3, NaN) },
    };
    const csv = exportCsv(history, 'SSR');
    assert.equal(csv.split('\r\n')[0], 'update,SSR,"W[1][2,1]",b1');
    const [, ...rows] = Papa.parse<string[]>(csv.trimEnd()).data;
    assert.deepEqual(
      rows.map((row) => row.map(Number)),
      [
        [0, 0.1 + 0.2, 0, 1 / 3],
        [1, Infinity, 1e-300, NaN],
      ],
    );
  });

  it('hold a network and its derivations as Markdown with TeX', () => {
    const markdown = exportMarkdown(explained);
    assert.match(markdown, /^# Dose &amp; effectiveness \(50%\)\n/);
    assert.match(
      markdown,
      /A 1-2-1 network with 7 parameters, 3 samples; sum of squared residuals; gradient descent with learning rate 0\.1\./,
    );
    assert.match(markdown, /\n\| w₃ \| 0\.36 \| yes \|\n/);
    assert.match(
      markdown,
      /\n## w₁ = 3\.34\n\nweight from dose to x₁: layer 1, neuron 1, input 1 · at the file’s values\n/,
    );
    assert.match(markdown, /\n## w₃ = 0\.36\n/);
    const formulas = [...markdown.matchAll(/\$\$\n([^]*?)\n\$\$/g)].map(([, tex]) => tex);
    assert.ok(formulas.includes('\\text{predicted} = y_{1} \\cdot w_{3} + y_{2} \\cdot w_{4} + b_{3}'));
    assert.ok(formulas.includes('y_{1} = \\operatorname{softplus}(x_{1})'));
    for (const tex of formulas)
      assert.doesNotThrow(() => katex.renderToString(tex, { throwOnError: true, strict: 'error' }));
  });

  it('hold the same as a LaTeX document', () => {
    const latex = exportLatex(explained);
    assert.match(latex, /^\\documentclass\{article\}\n[^]*\\begin\{document\}[^]*\\end\{document\}\n$/);
    assert.match(latex, /\\section\*\{Dose \\& effectiveness \(50\\%\)\}/);
    assert.match(latex, /\\section\*\{\$w_\{1\}\$ = 3\.34\}/);
    const open = [...latex.matchAll(/\\begin\{(\w+)\}/g)].map(([, name]) => name).sort();
    assert.deepEqual([...latex.matchAll(/\\end\{(\w+)\}/g)].map(([, name]) => name).sort(), open);
  });
});
