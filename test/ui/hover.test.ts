// Hovers as a person sees them: the real hover widget, its numbers, and its formulas as images in the theme's colour.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Locator } from 'playwright-core';
import { root } from '../host/paths.mts';
import type { Theme } from '../host/settings.mts';
import { useWorkbench, type Workbench } from './workbench';

const NETWORK = 'dosage-all.nn.json';

/** Line and column (from 1) of the middle of a text in a sample. */
function placeOf(text: string, network = NETWORK): [number, number] {
  const lines = fs.readFileSync(path.join(root, 'media', 'samples', network), 'utf8').split('\n');
  const index = lines.findIndex((line) => !line.trimStart().startsWith('//') && line.includes(text));
  return [index + 1, lines[index].indexOf(text) + 1 + Math.ceil(text.length / 2)];
}

/** Opens the file and waits until both our hovers and those of VS Code's JSON support are there: they start in their time. */
async function openWithHovers(workbench: Workbench): Promise<void> {
  await workbench.openFile(NETWORK);
  const [line, column] = placeOf('ssr');
  for (let attempt = 0; attempt < 20; attempt++) {
    await workbench.goTo(line, column);
    await workbench.page.keyboard.press('ControlOrMeta+k');
    await workbench.page.keyboard.press('ControlOrMeta+i');
    await workbench.page.waitForTimeout(1000);
    const texts = await workbench.page.locator('.monaco-resizable-hover:visible .monaco-hover').allInnerTexts();
    await workbench.page.keyboard.press('Escape');
    if (/, a loss\n[^]*How far the predicted values/.test(texts.join())) return;
  }
  throw new Error('There are no hovers.');
}

/** The hover at a text, once it stays: VS Code closes it again where it still puts the cursor in place. */
async function hoverAt(workbench: Workbench, text: string, network = NETWORK): Promise<Locator> {
  for (;;) {
    const hover = await workbench.hover(...placeOf(text, network));
    await workbench.page.waitForTimeout(300);
    if (await hover.isVisible()) return hover;
  }
}

interface Image {
  readonly width: number;
  readonly height: number;
  readonly svg: string;
}

/** The images of a hover, once they are drawn. */
function imagesOf(hover: Locator): Promise<Image[]> {
  return hover.locator('img').evaluateAll((images) =>
    Promise.all(
      (images as HTMLImageElement[]).map(async (image) => {
        await image.decode();
        return {
          width: image.naturalWidth,
          height: image.naturalHeight,
          svg: atob(image.src.slice(image.src.indexOf(',') + 1)),
        };
      }),
    ),
  );
}

/** The first background behind an element that is not transparent, as `#rrggbb`. */
async function backgroundOf(element: Locator): Promise<string> {
  const rgb = await element.evaluate((inner) => {
    let at: Element | null = inner;
    while (at && /, 0\)$|^transparent$/.test(getComputedStyle(at).backgroundColor)) at = at.parentElement;
    return getComputedStyle(at ?? document.body).backgroundColor;
  });
  return hex(rgb);
}

const channels = (colour: string): number[] => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);

/** WCAG's, of two opaque colours. */
function contrast(a: string, b: string): number {
  const [light, dark] = [a, b]
    .map((colour) => {
      const [red, green, blue] = channels(colour).map((x) => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    })
    .sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function mixed(over: string, under: string, opacity: number): string {
  const below = channels(under);
  const parts = channels(over).map((x, index) => Math.round(255 * (x * opacity + below[index] * (1 - opacity))));
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** The colours that an image is drawn in. */
const coloursOf = ({ svg }: Image): string[] => [...new Set(svg.match(/#[0-9a-f]{6}\b/g))];

for (const [theme, colour, factors] of [
  ['dark', '#cccccc', ['#e879b0', '#e9d65a', '#8fe3c4', '#b79cf0']],
  ['dark2026', '#bfbfbf', ['#e879b0', '#e9d65a', '#8fe3c4', '#b79cf0']],
  ['light', '#3b3b3b', ['#c4268a', '#806500', '#00594b', '#3c1f96']],
  ['light2026', '#202020', ['#c4268a', '#806500', '#00594b', '#3c1f96']],
  ['hcDark', '#ffffff', ['#ff7fc0', '#ffee58', '#9cffdf', '#c8b0ff']],
  ['hcLight', '#292929', ['#c4268a', '#806500', '#00594b', '#3c1f96']],
] as const satisfies readonly [Theme, string, string[]][]) {
  describe(`a hover in the ${theme} theme`, () => {
    const workbench = useWorkbench({ theme, width: 1280, height: 900 });
    before(() => openWithHovers(workbench()));

    it('says how the derivative of w1 comes about, with its formula in the colour of the text', async () => {
      const hover = await hoverAt(workbench(), '3.34');
      const text = await hover.innerText();
      match(text, /^w₁ = 3\.34 · weight from dose to x₁: layer 1, neuron 1, input 1 · at the file’s values\n/);
      match(text, /\ndSSR\/dw₁ = 0\.3739, so this update moves w₁ by −0\.0374, from 3\.34 to 3\.3026\.\n/);
      match(text, /\n④ x₁ = dose·w₁ \+ b₁ ⇒ dx₁\/dw₁ = dose: b₁ does not contain w₁, so it is constant/);
      match(text, /\nnew w₁ = old w₁ − step size = 3\.34 − 0\.0374 = 3\.3026\n/);
      const [image, ...others] = await imagesOf(hover);
      deepEqual(others, []);
      // Two lines of formula at the size of the text: four fractions wide.
      ok(image.width > 350 && image.width < 500 && image.height > 50 && image.height < 90, JSON.stringify(image));
      ok(!image.svg.includes('<text'), 'every letter has its outline');
      for (const used of [colour, ...factors]) ok(image.svg.includes(`fill="${used}"`), `${used} in the formula`);
      const foreground = await hover.evaluate((element) => getComputedStyle(element).color);
      equal(hex(foreground), colour, 'the colour of the formula is that of the text');
      const badges = hover.locator('span[style]').filter({ hasText: /^[①②③④]$/ });
      const badgeColours = await badges.evaluateAll((spans) => spans.map((span) => getComputedStyle(span).color));
      deepEqual(badgeColours.map(hex), factors);
      await workbench().screenshot(`hover-${theme}`);
      const background = await backgroundOf(hover);
      for (const used of coloursOf(image)) {
        ok(contrast(used, background) >= 4.5, `${used} on ${background}: ${contrast(used, background).toFixed(2)} : 1`);
      }
    });

    it('shows the formulas of an activation in the colour of the text', async () => {
      const hover = await hoverAt(workbench(), 'softplus');
      await hover.getByText('Softplus, an activation').waitFor();
      const images = await imagesOf(hover);
      await workbench().screenshot(`hover-activation-${theme}`);
      const foreground = hex(await hover.evaluate((element) => getComputedStyle(element).color));
      deepEqual(images.map(coloursOf), [[foreground], [foreground]]);
      ok(contrast(foreground, await backgroundOf(hover)) >= 4.5);
    });

    it('shows the histogram of a column, its bars apart from what is behind them', async () => {
      await workbench().openFile('iris.nn.json');
      const histogramOf = async (column: string): Promise<[Locator, Image]> => {
        const hover = await hoverAt(workbench(), column, 'iris.nn.json');
        await hover.getByText('In the data: ').waitFor();
        const [image, ...others] = await imagesOf(hover);
        equal(others.length, 0);
        await workbench().screenshot(`hover-${column}-${theme}`);
        return [hover, image];
      };
      const [hover, image] = await histogramOf('sepalLength');
      match(
        await hover.innerText(),
        /\nHow many: 9, 23, 14, 27, 16, 26, 18, 6, 5, 6 in 10 equal parts from 4\.3 to 7\.9\./,
      );
      const foreground = hex(await hover.evaluate((element) => getComputedStyle(element).color));
      deepEqual(coloursOf(image), [foreground]);
      const background = await backgroundOf(hover);
      const opacity = Number(/fill-opacity="([^"]*)"/.exec(image.svg)![1]);
      ok(contrast(mixed(foreground, background, opacity), background) >= 3);
      const [, categories] = await histogramOf('species');
      equal(categories.svg.match(/<text/g)?.length, 6, 'three names, three counts');
    });
  });
}

function hex(rgb: string): string {
  const parts = rgb.match(/\d+/g)!.slice(0, 3).map(Number);
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

describe('a hover', () => {
  const workbench = useWorkbench({ theme: 'dark', width: 1280, height: 900 });
  before(() => openWithHovers(workbench()));
  beforeEach(() => workbench().page.keyboard.press('Escape'));

  it('shows formula, slope and neurons of an activation, with the words of the schema once', async () => {
    const hover = await hoverAt(workbench(), 'softplus');
    const text = await hover.innerText();
    match(text, /Layer 1 has 2 neurons: y₁ = softplus\(x₁\), y₂ = softplus\(x₂\)\./);
    equal(text.match(/A smooth ReLU/g)?.length, 1);
    const images = await imagesOf(hover);
    equal(images.length, 2);
    ok(!images.some(({ svg }) => svg.includes('<text')), 'every letter has its outline');
    await workbench().screenshot('hover-activation');
  });

  it('shows the slope of softmax for each pair of outputs', async () => {
    await workbench().openFile('iris.nn.json');
    const hover = await hoverAt(workbench(), '"softmax"', 'iris.nn.json');
    await hover.getByText('Softmax, an activation').waitFor();
    const images = await imagesOf(hover);
    equal(images.length, 2);
    ok(!images.some(({ svg }) => svg.includes('<text')), 'every letter has its outline');
    await workbench().screenshot('hover-softmax');
    await workbench().openFile(NETWORK);
  });

  it('shows the columns and rows of the data as tables', async () => {
    const hover = await hoverAt(workbench(), 'dosage.csv');
    const tables = await hover.locator('table').allInnerTexts();
    deepEqual(
      tables.map((table) =>
        table
          .trim()
          .split('\n')
          .map((row) => row.split('\t')),
      ),
      [
        [
          ['column', 'role', 'least', 'mean', 'most'],
          ['dose', 'input', '0', '0.5', '1'],
          ['effectiveness', 'output', '0', '0.3333', '1'],
        ],
        [
          ['dose', 'effectiveness'],
          ['0', '0'],
          ['0.5', '1'],
          ['1', '0'],
        ],
      ],
    );
  });

  it('steps to the derivative of the weight that it is about', async () => {
    const hover = await hoverAt(workbench(), '3.34');
    await hover.getByText('Step to its derivative').click();
    await workbench().panel().getByText('dSSR/dw₁').first().waitFor();
    const { operation } = await workbench().execute<{ operation: { target: string } }>('backprop.snapshot');
    equal(operation.target, 'dSSR/dw1');
  });

  it('copies the derivation as LaTeX, and says so', async () => {
    const { page } = workbench();
    // By its tab: keys that are pressed while the panel gets the focus may be lost.
    await page.locator(`.tab[data-resource-name="${NETWORK}"]`).click();
    await workbench().editor().locator('.view-line').first().waitFor();
    await page.evaluate(() => navigator.clipboard.writeText('before'));
    const hover = await hoverAt(workbench(), '0.36');
    await hover.getByText('Copy as LaTeX').click();
    await page.locator('.statusbar').getByText('is in the clipboard, as LaTeX').waitFor();
    await workbench().screenshot('hover-latex');
    match(
      await page.evaluate(() => navigator.clipboard.readText()),
      /^% \\usepackage\{amsmath, amssymb\}\n\\section\*\{\$w_\{3\}\$/,
    );
  });

  it('says why nothing is copied', async () => {
    const { uri } = await workbench().execute<{ uri: string }>('backprop.snapshot');
    await workbench().execute('_backprop.copyLatex', uri, 'w9');
    await workbench().page.getByText('Nothing is copied: the network has no parameter w9.').first().waitFor();
  });
});
