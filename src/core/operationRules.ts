/** Every kind of operation of an update as one row of one table. */

import { backwardOperations } from './backwardOperations';
import { forwardOperations } from './forwardOperations';
import type { OperationRule } from './operationParts';
import { updateOperations } from './updateOperations';
import type { OperationKind } from './operationPlace';

export const operationRules: Readonly<Record<OperationKind, OperationRule>> = {
  ...forwardOperations,
  ...backwardOperations,
  ...updateOperations,
};
