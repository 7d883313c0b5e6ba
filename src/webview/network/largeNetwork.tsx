/** A large network: layers and matrices as heatmaps from left to right, their derivatives below, one weight picked. */

import { brief, fixed, uni } from '../format';
import { Badge, signClass, tone } from '../pieces';
import { derivation, session, step } from '../store';
import { HEATMAP_ABOVE } from './geometry';
import { Heatmap } from './heatmap';
import { Weights } from './largeWeights';
import { LAYER, pictureScale, pointed } from './pictures';
import { pickedPlace, pictureShape, pictureSize } from './shapes';

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
