/** Columns of a history as JSON: typed arrays do not survive it. */
import type { HistoryColumns } from '../../training/snapshot';

export function columnsAsJson(columns: HistoryColumns): {
  update: number[];
  loss: number[];
  parameters: Record<string, number[]>;
} {
  return {
    update: Array.from(columns.update),
    loss: Array.from(columns.loss),
    parameters: Object.fromEntries(
      Object.entries(columns.parameters).map(([name, values]) => [name, Array.from(values)]),
    ),
  };
}
