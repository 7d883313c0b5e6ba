/** The commands that read and write files, together. */
import type { CommandId } from '../commandIds';
import { formatCommand } from '../language/formatting';
import { exportCommand } from './exportAs';
import { datasetCommand } from './loadDataset';
import { networkFromDataCommand } from './networkFromData';
import { newNetworkCommand } from './newNetwork';
import type { Handler } from './registry';
import { writeCommand } from './writeParameters';

export const fileCommands = {
  ...newNetworkCommand,
  ...networkFromDataCommand,
  ...datasetCommand,
  ...writeCommand,
  ...exportCommand,
  ...formatCommand,
} satisfies Partial<Record<CommandId, Handler>>;
