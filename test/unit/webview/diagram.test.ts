// The network diagram: nothing covers anything, the way back is drawn, the arrow keys follow the edges.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { unicodeName } from '../../../src/explain/names';
import { loadSetup } from '../../../src/document/loadSetup';
import type { SessionView } from '../../../src/protocol/views';
import { Session } from '../../../src/training/session';
import { sessionView } from '../../../src/vscode/panel/view/sessionView';
import { backwardPath, badgeBox, placeOf, solidBoxes } from '../../../src/webview/network/arrows';
import { overlap, placeFree, type Box } from '../../../src/webview/network/boxes';
import { follow } from '../../../src/webview/network/follow';
import { geometryFor, needsHeatmaps, widened } from '../../../src/webview/network/geometry';
import { layOut } from '../../../src/webview/network/layout';
import { pickedPlace, pictureShape, pictureSize } from '../../../src/webview/network/shapes';

async function load(inputs: number, hidden: readonly number[], outputs: number): Promise<Session> {
  const columns = Array.from({ length: inputs + outputs }, (_, index) => `c${index}`);
  const rows = [1, 2].map((row) => columns.map((_, index) => ((row * (index + 3)) % 7) / 7));
  const layers = [...hidden, outputs].map((units, index) => ({
    units,
    activation: index < hidden.length ? 'tanh' : 'identity',
    init: 'xavierUniform',
  }));
  const text = JSON.stringify({
    dataset: { columns, rows },
    inputs: columns.slice(0, inputs),
    outputs: columns.slice(inputs),
    layers,
    loss: 'ssr',
    optimizer: { type: 'gradientDescent', learningRate: 0.1 },
  });
  const { setup, problems } = await loadSetup(text, () => Promise.reject(new Error('no files')));
  assert.ok(setup, problems.map(({ message }) => message).join('\n'));
  return new Session('file:///test.nn.json', setup);
}

const samples = path.join(process.cwd(), 'media', 'samples');

async function loadSample(name: string): Promise<Session> {
  const read = (file: string) => fs.promises.readFile(path.join(samples, file));
  const { setup } = await loadSetup(fs.readFileSync(path.join(samples, name), 'utf8'), read);
  assert.ok(setup);
  return new Session(`file:///${name}`, setup);
}

/** Pairs of boxes of which one covers a part of the other. */
function covered(boxes: readonly Box[]): (readonly [Box, Box])[] {
  return boxes.flatMap((box, index) =>
    boxes.slice(index + 1).flatMap((other) => (overlap(box, [other]) > 0 ? [[box, other] as const] : [])),
  );
}

const view = (session: Session): SessionView => sessionView(session.uri, session.setup);

const shapes: readonly (readonly [number, readonly number[], number])[] = [
  [1, [2], 1],
  [2, [2], 2],
  [1, [2, 2], 1],
  [2, [3, 3], 2],
  [4, [6], 3],
  [1, [12], 1],
  [12, [12], 12],
];

describe('the network diagram', () => {
  for (const [inputs, hidden, outputs] of shapes) {
    for (const isCompact of [false, true]) {
      const name = `${[inputs, ...hidden, outputs].join('-')}${isCompact ? ', compact' : ''}`;

      it(`lays out ${name}: no box covers another, none leaves the drawing`, async () => {
        const session = view(await load(inputs, hidden, outputs));
        const diagram = layOut(session, geometryFor(session, isCompact), unicodeName);
        const boxes = [...diagram.nodes, ...diagram.edges.flatMap(({ pill }) => (pill ? [pill] : []))];
        boxes.forEach((box, index) => {
          assert.equal(overlap(box, boxes.slice(index + 1)), 0, JSON.stringify(box));
          assert.ok(box.x >= 0 && box.y >= 0, JSON.stringify(box));
          assert.ok(box.x + box.width <= diagram.width && box.y + box.height <= diagram.height, JSON.stringify(box));
        });
        assert.equal(diagram.edges.filter(({ parameter }) => parameter).length, session.parameters.length);
      });

      it(`draws the way back of every parameter of ${name}`, async () => {
        const session = await load(inputs, hidden, outputs);
        const structure = view(session);
        const diagram = layOut(structure, geometryFor(structure, isCompact), unicodeName);
        for (const { name: parameter } of structure.parameters) {
          const derivation = session.derivation(parameter);
          const { arrows } = backwardPath(diagram, derivation, () => 6);
          if (derivation.form !== 'paths') continue;
          const links = new Set(derivation.paths.flatMap(({ factors }) => factors));
          assert.deepEqual(new Set(arrows.map(({ factor }) => factor)), links, parameter);
          for (const { path } of arrows) assert.match(path, /^M[-\d. ]+C[-\d. ]+$/);
        }
      });
    }
  }

  for (const sample of fs.readdirSync(samples).filter((file) => file.endsWith('.nn.json'))) {
    for (const isCompact of [false, true]) {
      it(`covers nothing in ${sample}${isCompact ? ', compact' : ''}, whichever parameter is selected`, async () => {
        const session = await loadSample(sample);
        const structure = view(session);
        const diagram = layOut(structure, geometryFor(structure, isCompact), unicodeName);
        for (const { name } of structure.parameters) {
          const { arrows, sources } = backwardPath(diagram, session.derivation(name), () => 6);
          const chips = arrows.flatMap(({ chip }) => (chip ? [chip] : []));
          const solid = [...solidBoxes(diagram, name), ...chips];
          assert.deepEqual(covered(solid), [], `${name}: boxes that cover each other`);
          // A badge sits on the corner of the one box that it marks.
          const badges = sources.map(badgeBox);
          assert.deepEqual(covered(badges), [], `${name}: badges that cover each other`);
          for (const badge of badges) {
            const marked = solid.filter((box) => overlap(box, [badge]) > 0);
            assert.equal(marked.length, 1, `${name}: the badge at ${badge.x}, ${badge.y}`);
          }
          // Among many neurons there is no room for numbers everywhere, but for badges.
          assert.equal(chips.length, arrows.length, `${name}: chips`);
          const withNumber = chips.filter((chip) => chip.withNumber);
          assert.ok(
            diagram.oneLine || withNumber.length >= arrows.length * 0.8,
            `${name}: ${withNumber.length} numbers`,
          );
        }
      });
    }
  }

  for (const [inputs, hidden, outputs] of shapes.filter(([, [units]]) => units <= 2)) {
    for (const isCompact of [false, true]) {
      it(`has a pill for every parameter of ${[inputs, ...hidden, outputs].join('-')}${isCompact ? ', compact' : ''}`, async () => {
        const session = view(await load(inputs, hidden, outputs));
        const { edges } = layOut(session, geometryFor(session, isCompact), unicodeName);
        const bare = edges.filter(({ parameter, pill }) => parameter && !pill);
        assert.deepEqual(
          bare.map(({ parameter }) => parameter!.name),
          [],
        );
      });
    }
  }

  it('has room for long numbers, and still covers nothing', async () => {
    const session = view(await load(2, [2, 2], 2));
    const usual = geometryFor(session, false);
    const long = { parameter: 10, input: 9, neuron: 10, output: 12, loss: 10 };
    const diagram = layOut(session, widened(usual, long), unicodeName);
    const pills = diagram.edges.flatMap(({ pill }) => (pill ? [pill] : []));
    assert.deepEqual(covered([...diagram.nodes, ...pills]), []);
    const before = layOut(session, usual, unicodeName);
    const widths = ({ nodes, edges }: typeof diagram) => [
      ...nodes.map(({ width }) => width),
      ...edges.flatMap(({ pill }) => (pill ? [pill.width] : [])),
    ];
    widths(diagram).forEach((width, index) => {
      assert.ok(width >= widths(before)[index] + 14, `${width}, before ${widths(before)[index]}`);
    });
  });

  it('follows the edges with the arrow keys', async () => {
    const session = view(await load(1, [2], 1));
    const diagram = layOut(session, geometryFor(session, false), unicodeName);
    assert.equal(follow(diagram, 'w1', 'ArrowRight'), 'w3');
    assert.equal(follow(diagram, 'w4', 'ArrowLeft'), 'w2');
    assert.equal(follow(diagram, 'w1', 'ArrowUp'), 'b1');
    assert.equal(follow(diagram, 'w1', 'ArrowDown'), 'w2');
    assert.equal(follow(diagram, 'w1', 'ArrowLeft'), null);
    assert.equal(follow(diagram, 'b3', 'ArrowRight'), null);
  });

  it('finds inputs, both halves of a neuron, the loss and parameters by name', async () => {
    const session = view(await load(1, [2], 1));
    const diagram = layOut(session, geometryFor(session, false), unicodeName);
    for (const name of ['c0', 'x1', 'y1', 'predicted', 'SSR', 'w3', 'b2']) assert.ok(placeOf(diagram, name), name);
    assert.equal(placeOf(diagram, 'w9'), null);
  });

  it('marks where a factor’s value comes from', async () => {
    const session = await load(1, [2], 1);
    const structure = view(session);
    const diagram = layOut(structure, geometryFor(structure, false), unicodeName);
    const { sources } = backwardPath(diagram, session.derivation('w1'), () => 6);
    // Factor 2 is w3, factor 4 the input; factors 1 and 3 are formulas.
    assert.deepEqual(
      sources.map(({ slot }) => slot),
      [2, 4],
    );
  });

  it('gives way to heatmaps above 12 neurons', async () => {
    assert.equal(needsHeatmaps(view(await load(1, [12], 1))), false);
    assert.equal(needsHeatmaps(view(await load(1, [13], 1))), true);
    assert.equal(needsHeatmaps(view(await load(13, [2], 1))), true);
  });
});

describe('boxes', () => {
  const box = { x: 0, y: 0, width: 10, height: 10 };

  it('take the first free place, else the one that covers least', () => {
    const taken = [box];
    const near = { ...box, x: 9 };
    const free = { ...box, x: 20 };
    assert.equal(placeFree([box, free, near], taken), free);
    assert.equal(placeFree([box, near], taken), near);
  });
});

describe('pictures of layers', () => {
  for (const [count, columns, rows] of [
    [784, 28, 28],
    [128, 16, 8],
    [64, 8, 8],
    [13, 4, 4],
  ] as const) {
    it(`arrange ${count} values in ${columns} × ${rows}`, () => {
      assert.deepEqual(pictureShape(count), { columns, rows });
    });
  }

  it('fit their room and are never too thin to see', () => {
    assert.deepEqual(pictureSize({ columns: 784, rows: 10 }, 150, 11), { width: 150, height: 60 });
    assert.deepEqual(pictureSize({ columns: 4, rows: 4 }, 150, 11), { width: 44, height: 44 });
  });

  it('find the picked weight by its name', () => {
    const parameters = [{ name: 'w5', layer: 1, neuron: 0, input: 2 }];
    assert.deepEqual(pickedPlace('W[2][10,7]', []), { layer: 1, neuron: 9, input: 6 });
    assert.deepEqual(pickedPlace('b[1][3]', []), { layer: 0, neuron: 2, input: -1 });
    assert.equal(pickedPlace('w5', parameters), parameters[0]);
    assert.equal(pickedPlace('w9', parameters), null);
  });
});
