/** The weights between two layers of a large network as pictures, their gradient below, one of them picked. */

import { fixed, uni } from '../format';
import { post } from '../host';
import { numbers } from '../layerTable';
import { Badge, tone } from '../pieces';
import { derivation, session, step } from '../store';
import { Heatmap } from './heatmap';
import { LAYER, MATRIX, pictureScale, pointed } from './pictures';
import { pickedPlace, pictureShape, pictureSize } from './shapes';

/** A layer's weights, and below them their gradient, both to pick from. */
export function Weights({ layer }: { layer: number }) {
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
