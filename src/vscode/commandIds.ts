/** The ids of all commands, in one place: package.json has exactly these (a test compares them). */

export const commandIds = [
  'backprop.open',
  'backprop.stepInto',
  'backprop.stepOver',
  'backprop.stepOut',
  'backprop.stepBack',
  'backprop.reverse',
  'backprop.run',
  'backprop.runTo',
  'backprop.play',
  'backprop.pause',
  'backprop.cancel',
  'backprop.seek',
  'backprop.reset',
  'backprop.setParameter',
  'backprop.setLearningRate',
  'backprop.addBreakpoint',
  'backprop.removeBreakpoint',
  'backprop.setBreakpointEnabled',
  'backprop.toggleBreakpoint',
  'backprop.breakpoints',
  'backprop.undo',
  'backprop.redo',
  'backprop.snapshot',
  'backprop.derivation',
  'backprop.history',
  'backprop.checkGradients',
  'backprop.loadDataset',
  'backprop.newNetwork',
  'backprop.newNetworkFromData',
  'backprop.writeParameters',
  'backprop.exportAs',
  'backprop.formatNetwork',
] as const;

export type CommandId = (typeof commandIds)[number];

/** The webview's type, as `onWebviewPanel:` and `activeWebviewPanelId` name it. */
export const PANEL_TYPE = 'backprop.panel';
