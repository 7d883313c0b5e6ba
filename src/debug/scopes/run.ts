/** The scopes around the operation: its sample, the data, and the run as a whole. */

import { losses } from '../../core/losses';
import type { Setup } from '../../core/setup';
import { updatesPerEpoch } from '../../explain/run';
import { columnName } from '../../training/expressions/expressionNames';
import type { Intervention } from '../../training/snapshot';
import { type Children, NOT_YET, type Shown, type Writer } from '../variables';
import { learningRate } from './optimizer';
import type { ScopeContext } from './scopes';

/** Above so many, inputs and outputs are arrays. */
const MOST_NAMED = 20;

export function sampleParts({ here, write }: ScopeContext): Children {
  const { network, tape, values, sample, reached, setup } = here;
  const last = network.lastLayer.index;
  const short = losses[network.loss].short;
  const complete = reached.lossTerms === values.lossTerms.length;
  const outputs = (name: string, at: (output: number) => Shown): Shown[] =>
    several(name, network.outputs.length, at, write);
  return {
    named: () => [
      write.text('sample', `${sample + 1} of ${tape.rows.length}, row ${values.row + 1} of the data`),
      ...several('inputs', network.inputs.length, (input) => inputOf(setup, input, values.inputs[input], write), write),
      ...outputs('observed', (k) =>
        write.number(network.observedName(k), values.observed[k], evaluable(network.observedName(k))),
      ),
      ...outputs('predicted', (k) => {
        const name = network.predictedName(k);
        return write.numberIf(k < reached.activations[last], name, values.activations[last][k], evaluable(name));
      }),
      ...(losses[network.loss].ofResidual
        ? outputs('residuals', (k) => {
            const name = network.residualName(k);
            const residual = values.observed[k] - values.activations[last][k];
            return write.numberIf(k < reached.residuals, name, residual, evaluable(name));
          })
        : []),
      write.numberIf(
        complete,
        `${short} of the sample`,
        values.lossTerms.reduce((sum, term) => sum + term, 0),
      ),
    ],
  };
}

const evaluable = (evaluateName: string): Pick<Shown, 'evaluateName'> => ({ evaluateName });

function inputOf(setup: Setup, input: number, value: number, write: Writer): Shown {
  const { network } = setup;
  const name = network.matrixForm ? network.inputName(0, input) : columnName(setup, network.inputs[input]);
  return write.number(network.inputs[input], value, evaluable(name));
}

function several(name: string, count: number, at: (index: number) => Shown, write: Writer): Shown[] {
  return count > MOST_NAMED ? [write.array(name, count, at)] : Array.from({ length: count }, (_, index) => at(index));
}

/** Every sample, as the network gets it. */
export function dataParts({ here, write }: ScopeContext): Children {
  const { data, network } = here.setup;
  const [width, outputs] = [network.inputs.length, network.outputs.length];
  const at = (sample: number): Shown => {
    const inputs = data.inputs.subarray(sample * width, (sample + 1) * width);
    const observed = data.outputs.subarray(sample * outputs, (sample + 1) * outputs);
    const columns = [...network.inputs, ...network.outputs];
    const column = (index: number): Shown =>
      write.number(columns[index], index < width ? inputs[index] : observed[index - width]);
    return write.array(`row ${sample + 1}`, columns.length, column);
  };
  return { indexed: { count: data.count, at } };
}

export function trainingParts({ here, write }: ScopeContext): Children {
  const { session, current, network, setup } = here;
  const edits = session.interventions;
  return {
    named: () => [
      write.text('update', String(current.update), evaluable('update')),
      write.text('epoch', String(current.batch.epoch), evaluable('epoch')),
      write.text('batch', `${current.batch.batch + 1} of ${updatesPerEpoch(setup)}`),
      write.number(losses[network.loss].short, current.loss, evaluable(losses[network.loss].short)),
      learningRate(here, write),
      write.text('updates run so far', String(session.recorded)),
      write.text(
        'diverged',
        session.divergence ? `${session.divergence.target} = ${session.divergence.value}` : NOT_YET,
      ),
      ...(edits.length === 0
        ? []
        : [write.array('edits', edits.length, (index) => editOf(edits[index], index, write))]),
    ],
  };
}

function editOf(edit: Intervention, index: number, write: Writer): Shown {
  const name = edit.kind === 'parameter' ? edit.name : 'learning rate';
  const { value } = write.number(name, edit.value);
  return write.text(String(index + 1), `${name} ← ${value} after update ${edit.update}`);
}
