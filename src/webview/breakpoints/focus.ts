/** F9: toggles the breakpoint of what has the focus, a parameter, an operation, or else the update in progress. */

import { operations, step } from '../store';
import { toggleOperation, toggleParameter, toggleUpdate } from './state';

export function toggleAtFocus(): void {
  const focused = document.activeElement;
  const parameter = focused?.closest<HTMLElement>('tr[data-parameter]')?.dataset.parameter;
  if (parameter !== undefined) return toggleParameter(parameter);
  const index = focused?.closest<HTMLElement>('li[data-operation]')?.dataset.operation;
  const operation = operations.value?.operations.find((one) => one.index === Number(index));
  if (index !== undefined && operation) return toggleOperation(operation.target, operation.sample);
  if (step.value) toggleUpdate(step.value.snapshot.update);
}
