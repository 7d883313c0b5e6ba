/** The samples of the batch as a table: data, what the network makes of them, loss and its derivative. */
import { withoutMarks } from '../../../core/formulaText';
import { losses } from '../../../core/losses';
import type { Network } from '../../../core/network';
import type { SampleValues } from '../../../core/samplePass';
import type { SamplesView } from '../../../protocol/views';
import type { Session } from '../../../training/session';

/** With more hidden neurons than this, their columns would drown the rest. */
const MAX_HIDDEN = 8;

interface Column {
  readonly name: string;
  readonly value: (values: SampleValues) => number;
  /** What the sum over the batch is called; absent where a sum says nothing. */
  readonly sum?: string;
}

export function samplesView(session: Session, window: { readonly from: number; readonly to: number }): SamplesView {
  const { tape } = session;
  const columns = columnsOf(session);
  const count = tape.rows.length;
  const from = Math.max(0, Math.min(window.from, count - 1));
  const positions = Array.from({ length: Math.min(window.to, count) - from }, (_, i) => from + i);
  return {
    count,
    from,
    columns: columns.map(({ name }) => name),
    rows: positions.map((position) => {
      const values = tape.valuesAt(position);
      return { position, row: values.row, values: columns.map((column) => column.value(values)) };
    }),
    totals: columns.map((column) => total(session, column)),
  };
}

function total({ tape }: Session, { sum, value }: Column): { value: number; label: string } | null {
  if (sum === undefined) return null;
  let result = 0;
  for (let position = 0; position < tape.rows.length; position++) result += value(tape.valuesAt(position));
  return { value: result, label: sum };
}

function columnsOf(session: Session): Column[] {
  const { network } = session.setup;
  const outputs = network.outputs.map((_, k) => k);
  return [
    ...network.inputs.map((name, i) => ({ name, value: ({ inputs }: SampleValues) => inputs[i] })),
    ...hiddenColumns(network),
    ...outputs.flatMap((k) => predictedColumns(network, k)),
    ...outputs.flatMap((k) => lossColumns(session, k)),
  ];
}

function hiddenColumns(network: Network): Column[] {
  const hidden = network.layers.slice(0, -1);
  if (hidden.reduce((sum, { units }) => sum + units, 0) > MAX_HIDDEN) return [];
  return hidden.flatMap(({ index, units }) =>
    Array.from({ length: units }, (_, j): Column[] => [
      { name: network.preActivationName(index, j), value: ({ preActivations }) => preActivations[index][j] },
      { name: network.activationName(index, j), value: ({ activations }) => activations[index][j] },
    ]).flat(),
  );
}

function predictedColumns(network: Network, output: number): Column[] {
  const last = network.layers.length - 1;
  const predicted = ({ activations }: SampleValues) => activations[last][output];
  const observed = ({ observed: values }: SampleValues) => values[output];
  const columns: Column[] = [
    { name: network.predictedName(output), value: predicted },
    { name: network.observedName(output), value: observed },
  ];
  if (!losses[network.loss].ofResidual) return columns;
  const residual = (values: SampleValues) => observed(values) - predicted(values);
  return [...columns, { name: network.residualName(output), value: residual }];
}

/** The term of the loss, and the derivative at the output before its activation, whose sum is that of the bias. */
function lossColumns({ setup, tape }: Session, output: number): Column[] {
  const { network, trainable } = setup;
  const loss = losses[network.loss];
  const { index, biasOffset } = network.lastLayer;
  const termName = loss.ofResidual
    ? withoutMarks(loss.ofResidual.term(`⟨${network.residualName(output)}⟩`).plain)
    : loss.short;
  const term: Column = {
    name: network.outputs.length > 1 && !loss.ofResidual ? `${loss.short} ${output + 1}` : termName,
    value: ({ lossTerms }) => lossTerms[output],
    sum: network.outputs.length > 1 ? '' : loss.short,
  };
  // Nothing is trainable: no derivatives.
  if (tape.valuesAt(0).derivatives[index].length === 0) return [term];
  const slope = `d${loss.short}/d${network.preActivationName(index, output)}`;
  const bias = biasOffset >= 0 && trainable[biasOffset + output] ? network.bias(index, output) : null;
  return [
    term,
    {
      name: slope,
      value: ({ derivatives }) => derivatives[index][output],
      sum: bias ? `d${loss.short}/d${network.displayName(bias)}` : '',
    },
  ];
}
