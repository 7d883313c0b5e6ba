/** Parameters and losses over the updates, as many points as the panel has pixels. */
import { evaluateSample } from '../../../core/samplePass';
import type { Setup } from '../../../core/setup';
import { briefNumber } from '../../../explain/numbers';
import type { HistoryView } from '../../../protocol/views';
import type { Session } from '../../../training/session';
import type { HistoryColumns } from '../../../training/snapshot';
import { MAX_LINES, withSampleLosses } from './historyLimits';

export async function historyView(session: Session, width: number): Promise<HistoryView> {
  const { setup, recorded, replacedFrom, selected } = session;
  const names = lineNames(setup, selected);
  const every = Math.max(1, Math.ceil(recorded / Math.max(1, width)));
  const columns = await session.history({ names, every });
  const replaced = replacedFrom === null ? null : await session.replacedHistory({ names, every, from: replacedFrom });
  const samples = withSampleLosses(setup) ? sampleRows(setup) : [];
  return {
    update: columns.update,
    loss: columns.loss,
    parameters: columns.parameters,
    sampleLosses: samples.map((row) => lossesOf(setup, columns, row)),
    sampleLabels: samples.map((row) => sampleLabel(setup, row)),
    replaced: replaced && replacedFrom !== null ? { ...replaced, from: replacedFrom } : null,
  };
}

function lineNames({ network }: Setup, selected: string): string[] {
  if (network.parameterCount > MAX_LINES) return network.parameterByName(selected) ? [selected] : [];
  return Array.from(network.parameters(), (parameter) => network.displayName(parameter));
}

function sampleRows({ data }: Setup): number[] {
  return Array.from({ length: data.count }, (_, row) => row);
}

function lossesOf({ network, data }: Setup, { update, parameters }: HistoryColumns, row: number): Float64Array {
  const offsets = Object.entries(parameters).map(([name, values]) => ({
    offset: network.parameterByName(name)!.offset,
    values,
  }));
  const at = new Float64Array(network.parameterCount);
  const lowestLayer = network.layers.length;
  return Float64Array.from(update, (_, i) => {
    for (const { offset, values } of offsets) at[offset] = values[i];
    const pass = { network, parameters: at, data, batchCount: data.count, lowestLayer };
    return evaluateSample(pass, row).lossTerms.reduce((sum, term) => sum + term, 0);
  });
}

/** `dose 0.5`, `x 1, y 0`; more inputs than two would not fit. */
function sampleLabel({ network, data }: Setup, row: number): string {
  const width = network.inputs.length;
  if (width > 2) return `row ${row + 1}`;
  return network.inputs.map((name, i) => `${name} ${briefNumber(data.inputs[row * width + i])}`).join(', ');
}
