/** The sample networks of media/samples, in the order in which a learner meets them. */

export interface Sample {
  /** For commands: `{ "sample": "dosage" }`. */
  readonly name: string;
  readonly title: string;
  /** One line. */
  readonly description: string;
  /** Both in media/samples; data is null where they stand in the network file. */
  readonly file: string;
  readonly data: string | null;
}

export const samples: readonly Sample[] = [
  {
    name: 'dosage',
    title: 'Dose and effectiveness',
    description: '1-2-1, softplus, SSR, three samples; only w3, w4 and b3 learn. Start here.',
    file: 'dosage.nn.json',
    data: 'dosage.csv',
  },
  {
    name: 'dosage-all',
    title: 'Dose and effectiveness, all parameters',
    description: 'The same network with all seven parameters learning: chains of up to four links.',
    file: 'dosage-all.nn.json',
    data: 'dosage.csv',
  },
  {
    name: 'xor',
    title: 'Exclusive or',
    description: '2-2-1, tanh and sigmoid, binary cross-entropy: what no straight line can part.',
    file: 'xor.nn.json',
    data: null,
  },
  {
    name: 'two-outputs',
    title: 'Two outputs',
    description: '2-2-2, sigmoid, ½SSR, one sample: Matt Mazur’s worked example, to compare with.',
    file: 'two-outputs.nn.json',
    data: null,
  },
  {
    name: 'paths',
    title: 'Two paths',
    description: '1-2-2-1, softplus, SSR: derivatives of two paths that meet in one sum.',
    file: 'paths.nn.json',
    data: 'dosage.csv',
  },
  {
    name: 'deep',
    title: 'Sum and product',
    description: '2-3-3-2, tanh, MSE, momentum: six paths from the first weight to the loss.',
    file: 'deep.nn.json',
    data: null,
  },
  {
    name: 'sine',
    title: 'Noisy sine',
    description: '1-6-1, tanh, MSE, Adam: a curve through noisy points, some of them held out.',
    file: 'sine.nn.json',
    data: 'sine.csv',
  },
  {
    name: 'iris',
    title: 'Iris',
    description: '4-5-3, softmax, cross-entropy, Adam in mini-batches: three species from real measurements.',
    file: 'iris.nn.json',
    data: 'iris.csv',
  },
];
