/** The names of the rule tables' rows: what a `.nn.json` file may say for activation, loss, optimizer and initializer. */

export type ActivationName =
  'identity' | 'relu' | 'leakyRelu' | 'elu' | 'softplus' | 'sigmoid' | 'tanh' | 'silu' | 'gelu' | 'softmax';

export type LossName = 'ssr' | 'halfSsr' | 'mse' | 'mae' | 'huber' | 'binaryCrossEntropy' | 'crossEntropy';

export type OptimizerName = 'gradientDescent' | 'momentum' | 'rmsprop' | 'adam' | 'adamw';

export type InitializerName = 'zeros' | 'uniform' | 'xavierUniform' | 'xavierNormal' | 'heUniform' | 'heNormal';
