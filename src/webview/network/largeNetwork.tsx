/** A large network: layers and matrices as heatmaps from left to right, their derivatives below, one weight picked. */

import { signal } from '@preact/signals';
import { numbers } from '../layerTable';
import { brief, fixed, uni } from '../format';
import { post } from '../host';
import { width } from '../layout';
import { Badge, signClass, tone } from '../pieces';
import { derivation, session, step } from '../store';
import { HEATMAP_ABOVE } from './geometry';
import { Heatmap } from './heatmap';
import { pickedPlace, pictureShape, pictureSize } from './shapes';

/** What the mouse is on, in words. */
const pointed = signal('');

/** Sides of the pictures in pixels: as large as fits, down to what can still be pointed at. */
const MATRIX = 150;
const LAYER = 132;
const BARS = 112;
const GAP = 14;
const SMALLEST = 0.6;

/** The share of their size that the pictures of all layers have beside each other. */
function pictureScale(): number {
  const { layers, inputs } = session.value!;
  const sides = [inputs.length, ...layers.map(({ units }) => units)].map((count) => count > HEATMAP_ABOVE);
  const bars = sides.filter((isPicture) => !isPicture).length * BARS;
  const pictures = sides.filter((isPicture) => isPicture).length * LAYER + layers.length * MATRIX;
  // Beside the chain rule, the network has 1.75 parts of 2.75.
  const room = window.innerWidth * (width.value === 'wide' ? 1.75 / 2.75 : 1) - 24 - 2 * GAP * layers.length - bars;
  return Math.max(SMALLEST, Math.min(1, room / pictures));
}

export function LargeNetwork() {
  const { layers, inputs } = session.value!;
  const { shownSample, layers: values } = step.value!;
  return (
    <>
      <div class="layers">
        <Column
          title={uni('a[0]')}
          hint={`input · ${inputs.length}`}
          values={shownSample.inputs}
          names={inputs}
          layer={-1}
        />
        {layers.map((layer, index) => (
          <>
            <Weights key={`w${index}`} layer={index} />
            <Column
              key={`a${index}`}
              title={uni(`a[${index + 1}]`)}
              hint={`${layer.activation} · ${layer.units}`}
              values={values[index].post}
              slopes={values[index].dPre}
              slopesReached={values[index].dPreReached > 0}
              names={index === layers.length - 1 ? session.value!.outputs : layer.post}
              layer={index}
            />
          </>
        ))}
      </div>
      <p class="pointed num mut" aria-hidden="true">
        {pointed.value || 'Point at a cell for its indices and value; click a weight to pick it.'}
      </p>
    </>
  );
}

/** The factor that a layer's derivative is, where the chain goes through it. */
function slotOf(layer: number): number | null {
  const name = `δ[${layer + 1}]`;
  const steps = derivation.value?.derivation.matrixSteps ?? [];
  return steps.find((candidate) => candidate.name === name)?.slot ?? null;
}

interface ColumnProps {
  readonly title: string;
  readonly hint: string;
  readonly values: readonly number[];
  readonly slopes?: readonly number[];
  readonly slopesReached?: boolean;
  readonly names: readonly string[];
  readonly layer: number;
}

function Column({ title, hint, values, slopes, slopesReached = true, names, layer }: ColumnProps) {
  const slot = layer >= 0 ? slotOf(layer) : null;
  const picked = pickedPlace(step.value!.selected, session.value!.parameters);
  const cell =
    picked?.layer === layer ? picked.neuron : picked?.layer === layer + 1 && picked.input >= 0 ? picked.input : null;
  const delta = `δ⁽${'⁰¹²³⁴⁵⁶⁷⁸⁹'[layer + 1] ?? layer + 1}⁾`;
  return (
    <div class="layer">
      <Values title={title} hint={hint} values={values} names={names} picked={cell} />
      {slopes && slopes.length > 0 && (
        <div class={slopesReached ? '' : 'fut'}>
          <Values
            title={delta}
            hint=""
            slot={slot}
            values={slopes}
            names={names}
            picked={picked?.layer === layer ? picked.neuron : null}
          />
        </div>
      )}
    </div>
  );
}

interface ValuesProps {
  readonly title: string;
  readonly hint: string;
  readonly slot?: number | null;
  readonly values: readonly number[];
  readonly names: readonly string[];
  readonly picked: number | null;
}

function Values({ title, hint, slot = null, values, names, picked }: ValuesProps) {
  const heading = (
    <h3>
      <b class={slot ? `f${tone(slot)}` : ''}>{title}</b> {slot && <Badge slot={slot} />}{' '}
      <span class="mut">{hint}</span>
    </h3>
  );
  if (values.length <= HEATMAP_ABOVE) {
    return (
      <>
        {heading}
        <Bars values={values} names={names} picked={picked} />
      </>
    );
  }
  const shape = pictureShape(values.length);
  const size = pictureSize(shape, LAYER * pictureScale(), 11);
  return (
    <>
      {heading}
      <Heatmap
        label={title}
        values={values}
        {...shape}
        {...size}
        picked={picked}
        onPoint={(index) => {
          pointed.value =
            index === null || index >= values.length ? '' : `${title}[${index + 1}] = ${fixed(values[index])}`;
        }}
      />
      {picked !== null && picked < values.length && (
        <p class="num cell">
          neuron {picked + 1}: {brief(values[picked])}
        </p>
      )}
    </>
  );
}

/** A few values: a bar each. */
function Bars({
  values,
  names,
  picked,
}: {
  values: readonly number[];
  names: readonly string[];
  picked: number | null;
}) {
  const most = Math.max(...values.map(Math.abs)) || 1;
  return (
    <table class="bars num">
      <tbody>
        {values.map((value, index) => (
          <tr key={index} class={index === picked ? 'sel' : ''}>
            <th scope="row" title={names[index]}>
              {index + 1}
            </th>
            <td>
              <i class={signClass(value)} style={{ width: `${((46 * Math.abs(value)) / most).toFixed(1)}px` }} />
            </td>
            <td class="r">{value.toFixed(3).replace('-', '−')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A layer's weights, and below them their gradient, both to pick from. */
function Weights({ layer }: { layer: number }) {
  const { layers, matrixForm, parameters, loss } = session.value!;
  const { snapshot, selected } = step.value!;
  const { units, inputs } = layers[layer];
  const title = uni(`W[${layer + 1}]`);
  const isMatrix = matrixForm;
  const values = isMatrix
    ? numbers(snapshot.parameters[`W[${layer + 1}]`])
    : parameters
        .filter((p) => p.layer === layer && p.kind === 'weight')
        .map(({ name }) => snapshot.parameters[name] as number);
  const gradient = isMatrix ? numbers(snapshot.gradients?.[`W[${layer + 1}]`]) : [];
  const picked = pickedPlace(selected, parameters);
  const index = picked?.layer === layer && picked.input >= 0 ? picked.neuron * inputs + picked.input : null;
  const pick = (at: number) => {
    const [neuron, input] = [Math.floor(at / inputs), at % inputs];
    const named = parameters.find((p) => p.layer === layer && p.neuron === neuron && p.input === input);
    post({ type: 'select', name: named?.name ?? `W[${layer + 1}][${neuron + 1},${input + 1}]` });
  };
  const size = pictureSize({ columns: inputs, rows: units }, MATRIX * pictureScale(), 11);
  const point = (name: string, of: readonly number[]) => (at: number | null) => {
    pointed.value =
      at === null ? '' : `${name}[${Math.floor(at / inputs) + 1},${(at % inputs) + 1}] = ${fixed(of[at])}`;
  };
  const step_ = derivation.value?.derivation.matrixSteps?.at(-1);
  const isChain = picked?.layer === layer && step_ !== undefined;
  return (
    <div class="layer">
      <h3>
        <b>{title}</b>{' '}
        <span class="mut">
          {units} × {inputs}
        </span>
      </h3>
      <Heatmap
        label={title}
        values={values}
        columns={inputs}
        rows={units}
        {...size}
        picked={index}
        onPick={pick}
        onPoint={point(title, values)}
      />
      {gradient.length > 0 && (
        <>
          <h3>
            <b class={isChain ? `f${tone(step_.slot)}` : ''}>
              d{loss}/d{title}
            </b>{' '}
            {isChain && <Badge slot={step_.slot} />}
          </h3>
          <Heatmap
            label={`d${loss}/d${title}`}
            values={gradient}
            columns={inputs}
            rows={units}
            {...size}
            picked={index}
            onPick={pick}
            onPoint={point(`d${loss}/d${title}`, gradient)}
          />
        </>
      )}
      {index !== null && picked && (
        <RowPicture gradient={gradient} neuron={picked.neuron} inputs={inputs} loss={loss} title={title} />
      )}
    </div>
  );
}

interface RowPictureProps {
  readonly gradient: readonly number[];
  readonly neuron: number;
  readonly inputs: number;
  readonly loss: string;
  readonly title: string;
}

/** The gradient of the picked neuron's weights, arranged like the layer they come from: the input times one number. */
function RowPicture({ gradient, neuron, inputs, loss, title }: RowPictureProps) {
  if (gradient.length === 0 || inputs < 100) return null;
  const shape = pictureShape(inputs);
  const size = pictureSize(shape, LAYER * pictureScale(), 11);
  const row = gradient.slice(neuron * inputs, (neuron + 1) * inputs);
  return (
    <>
      <h3>
        <b>
          d{loss}/d{title}
        </b>{' '}
        <span class="mut">row {neuron + 1}</span>
      </h3>
      <Heatmap
        label={`Row ${neuron + 1} of d${loss}/d${title}`}
        values={row}
        {...shape}
        {...size}
        picked={null}
        onPoint={(at) => {
          pointed.value = at === null ? '' : `d${loss}/d${title}[${neuron + 1},${at + 1}] = ${fixed(row[at])}`;
        }}
      />
    </>
  );
}
