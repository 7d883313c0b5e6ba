/** A run's history as CSV, with every bit of every number. */

/** Columns of equal length, as Session.history gives them. */
export interface HistoryTable {
  readonly update: ArrayLike<number>;
  readonly loss: ArrayLike<number>;
  readonly parameters: Readonly<Record<string, ArrayLike<number>>>;
}

/** `update,SSR,w1,…` and a line per update, ended by CRLF (RFC 4180). */
export function exportCsv(history: HistoryTable, loss: string): string {
  const names = Object.keys(history.parameters);
  const columns = [history.update, history.loss, ...names.map((name) => history.parameters[name])];
  const lines = [['update', loss, ...names].map(csvCell).join(',')];
  for (let row = 0; row < history.update.length; row++) {
    lines.push(columns.map((column) => csvNumber(column[row])).join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}

function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The shortest text that gives the same double again; never −0. */
function csvNumber(x: number): string {
  return String(x === 0 ? 0 : x);
}
