/** Whether `inputs` and `outputs` name columns sensibly: none twice, none with a name that formulas need. */

import { reservedFor } from '../../core/reservedNames';
import type { Outline } from '../outline';
import type { Problems } from '../problems';
import { sketchNetwork } from '../sketch';
import { quote } from '../words';

export function checkColumns(outline: Outline, problems: Problems): void {
  const inputs = new Set<string>();
  const outputs = new Set<string>();
  const network = sketchNetwork(outline);
  for (const { column, nameRange, path } of outline.inputs) {
    if (inputs.has(column)) {
      problems.error('column-twice', `The column ${quote(column)} is an input twice.`, nameRange, { path });
    }
    inputs.add(column);
    checkMarks(column, nameRange, problems);
    const taken = network && reservedFor(network, column);
    if (taken) {
      const message = `The column ${quote(column)} has the name of ${taken}; formulas call it 'input ${column}'.`;
      problems.information('column-name-reserved', message, nameRange, { path });
    }
  }
  for (const { column, nameRange, path } of outline.outputs) {
    if (outputs.has(column)) {
      problems.error('column-twice', `The column ${quote(column)} is an output twice.`, nameRange, { path });
    } else if (inputs.has(column)) {
      const message = `The column ${quote(column)} is an input too: the network is given the answer.`;
      problems.warning('column-input-and-output', message, nameRange, { path });
    }
    outputs.add(column);
    checkMarks(column, nameRange, problems);
  }
}

/** Formulas mark names with ⟨ and ⟩. */
function checkMarks(column: string, range: { offset: number; length: number }, problems: Problems): void {
  if (!/[⟨⟩]/.test(column)) return;
  problems.error(
    'column-name-marks',
    `The column name ${quote(column)} may not contain ⟨ or ⟩: formulas use them.`,
    range,
  );
}
