/** The parameters of a large network: one line per matrix, with its range and its gradient's size. */

import { uni } from './format';
import { Num } from './pieces';
import { extent } from './charts/points';
import { session, step } from './store';

export function LayerTable() {
  const { snapshot } = step.value!;
  const { layers } = session.value!;
  const names = layers.flatMap((layer, index) => [
    { name: `W[${index + 1}]`, shape: `${layer.units} × ${layer.inputs}` },
    { name: `b[${index + 1}]`, shape: String(layer.units) },
  ]);
  return (
    <div class="rows">
      <table class="lay">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Shape</th>
            <th scope="col" class="r">
              Smallest
            </th>
            <th scope="col" class="r">
              Largest
            </th>
            <th scope="col" class="r">
              Gradient’s length
            </th>
          </tr>
        </thead>
        <tbody>
          {names.map(({ name, shape }) => {
            const values = numbers(snapshot.parameters[name]);
            const range = extent([values]);
            const gradient = numbers(snapshot.gradients?.[name]);
            return range ? (
              <tr key={name}>
                <th scope="row">{uni(name)}</th>
                <td class="mut">{shape}</td>
                <td class="num r">
                  <Num value={range.low} />
                </td>
                <td class="num r">
                  <Num value={range.high} />
                </td>
                <td class="num r">{gradient.length > 0 ? <Num value={length(gradient)} /> : 'frozen'}</td>
              </tr>
            ) : null;
          })}
        </tbody>
      </table>
    </div>
  );
}

export const numbers = (value: number | number[] | undefined): number[] =>
  value === undefined ? [] : typeof value === 'number' ? [value] : value;

function length(vector: readonly number[]): number {
  return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
}
