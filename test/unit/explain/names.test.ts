// Names in their three notations, those of data columns with any characters included.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import katex from 'katex';
import { escapeMarkdown } from '../../../src/explain/escape';
import { spokenName, texName, unicodeName } from '../../../src/explain/names';

const rows: readonly [name: string, unicode: string, tex: string, spoken: string][] = [
  ['w3', 'w₃', 'w_{3}', 'w 3'],
  ['b12', 'b₁₂', 'b_{12}', 'b 12'],
  ['z', 'z', 'z', 'z'],
  ['predicted', 'predicted', '\\text{predicted}', 'predicted'],
  ['predicted1', 'predicted₁', '\\text{predicted}_{1}', 'predicted 1'],
  ['SSR', 'SSR', '\\text{SSR}', 'SSR'],
  ['½SSR', '½SSR', '\\tfrac{1}{2}\\text{SSR}', 'half SSR'],
  ['dSSR/dw3', 'dSSR/dw₃', '\\frac{d\\,\\text{SSR}}{d\\,w_{3}}', 'd SSR over d w 3'],
  ['d½SSR/dz1', 'd½SSR/dz₁', '\\frac{d\\,\\tfrac{1}{2}\\text{SSR}}{d\\,z_{1}}', 'd half SSR over d z 1'],
  ['dpredicted/dz', 'dpredicted/dz', '\\frac{d\\,\\text{predicted}}{d\\,z}', 'd predicted over d z'],
  ['dy1/dx1', 'dy₁/dx₁', '\\frac{d\\,y_{1}}{d\\,x_{1}}', 'd y 1 over d x 1'],
  ['W[1][2,1]', 'W⁽¹⁾[2,1]', '{W^{(1)}_{2,1}}', 'W of layer 1, entry 2, 1'],
  ['W[10]', 'W⁽¹⁰⁾', '{W^{(10)}}', 'W of layer 10'],
  ['δ[1]', 'δ⁽¹⁾', '{\\delta^{(1)}}', 'delta of layer 1'],
  ['a[0][357]', 'a⁽⁰⁾[357]', '{a^{(0)}_{357}}', 'a of layer 0, entry 357'],
  [
    'dCE/dW[1][2,1]',
    'dCE/dW⁽¹⁾[2,1]',
    '\\frac{d\\,\\text{CE}}{d\\,{W^{(1)}_{2,1}}}',
    'd CE over d W of layer 1, entry 2, 1',
  ],
  ['old w3', 'old w₃', '\\text{old }w_{3}', 'old w 3'],
  ['β1', 'β₁', '\\beta_{1}', 'beta 1'],
  ['ε', 'ε', '\\varepsilon', 'epsilon'],
  ['learning rate', 'learning rate', '\\text{learning rate}', 'learning rate'],
  ['dist/day', 'dist/day', '\\text{dist/day}', 'dist/day'],
  ['dose mg', 'dose mg', '\\text{dose mg}', 'dose mg'],
  ['50%_of {x}$', '50%_of {x}$', '\\text{50\\%\\_of \\{x\\}\\$}', '50%_of {x}$'],
  ['a\\b^~#&', 'a\\b^~#&', '\\text{a\\textbackslash{}b\\textasciicircum{}\\textasciitilde{}\\#\\&}', 'a\\b^~#&'],
  ['species=setosa', 'species=setosa', '\\text{species=setosa}', 'species=setosa'],
  ['Größe', 'Größe', '\\text{Größe}', 'Größe'],
];

describe('names', () => {
  for (const [name, unicode, tex, spoken] of rows) {
    it(`writes ${name} as ${unicode}`, () => {
      assert.equal(unicodeName(name), unicode);
      assert.equal(texName(name), tex);
      assert.equal(spokenName(name), spoken);
    });
  }

  it('gives TeX that KaTeX sets, whatever a column is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (name) => {
        const mathml = katex.renderToString(texName(name), { output: 'mathml', throwOnError: true, strict: false });
        assert.doesNotMatch(mathml, /katex-error/);
      }),
    );
  });

  it('takes an exponent after a matrix', () => {
    assert.doesNotThrow(() => katex.renderToString(`${texName('W[2]')}^{\\top}`, { throwOnError: true }));
  });

  const markdown: readonly [string, string][] = [
    ['a|b', 'a\\|b'],
    ['*bold* _it_', '\\*bold\\* \\_it\\_'],
    ['<img src=x>', '&lt;img src=x>'],
    ['[a](command:x)', '\\[a\\](command:x)'],
    ['$(zap)', '\\$(zap)'],
    ['two\nlines', 'two lines'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['&amp;', '&amp;amp;'],
  ];
  for (const [text, expected] of markdown) {
    it(`escapes ${JSON.stringify(text)} for Markdown`, () => assert.equal(escapeMarkdown(text), expected));
  }
});
