/** Columns of a history as JSON: typed arrays do not survive it. */
import type { Extremes, HistoryColumns } from '../../training/snapshot';

interface ExtremesJson {
  least: number[];
  most: number[];
}

export interface ColumnsJson {
  update: number[];
  loss: number[];
  parameters: Record<string, number[]>;
  extremes?: { loss: ExtremesJson; gradientNorm: ExtremesJson; parameters: Record<string, ExtremesJson> };
}

export function columnsAsJson({ update, loss, parameters, extremes }: HistoryColumns): ColumnsJson {
  return {
    update: Array.from(update),
    loss: Array.from(loss),
    parameters: mapped(parameters, (values) => Array.from(values)),
    ...(extremes && {
      extremes: {
        loss: extremesAsJson(extremes.loss),
        gradientNorm: extremesAsJson(extremes.gradientNorm),
        parameters: mapped(extremes.parameters, extremesAsJson),
      },
    }),
  };
}

const extremesAsJson = ({ least, most }: Extremes): ExtremesJson => ({
  least: Array.from(least),
  most: Array.from(most),
});

function mapped<From, To>(values: Record<string, From>, to: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, to(value)]));
}
