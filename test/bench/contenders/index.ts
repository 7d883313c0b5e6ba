/** Everyone who takes part, by the name that the runner gives to its process. */

import type { Contender } from '../contender';
import { backpropStepper } from './backpropStepper';
import { brain } from './brain';
import { convnet } from './convnet';
import { playground } from './playground';
import { synaptic } from './synaptic';
import { tensorflowCpu, tensorflowWasm } from './tensorflow';
import { withHistory } from './withHistory';

export const contenders = {
  backpropStepper,
  withHistory,
  playground,
  synaptic,
  brain,
  convnet,
  tensorflowCpu,
  tensorflowWasm,
} satisfies Record<string, Contender>;
