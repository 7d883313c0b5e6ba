/** The samples of media/samples, as “New Network…” offers them. A list, as a web host cannot look into a folder. */

export interface Sample {
  /** What commands call it: the file's name without `.nn.json`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
}

export const samples: readonly Sample[] = [
  {
    name: 'dosage',
    title: 'Dose and effectiveness',
    description: 'One input, two neurons, one output; the last three parameters learn. The place to begin.',
  },
  {
    name: 'dosage-all',
    title: 'Dose and effectiveness, all parameters',
    description: 'The same network with all seven parameters free to move: chains of four derivatives.',
  },
  {
    name: 'two-outputs',
    title: 'Two outputs',
    description: 'Two inputs, two sigmoid neurons, two outputs, ½SSR: a worked example to compare with.',
  },
  {
    name: 'paths',
    title: 'Two paths',
    description: 'Two hidden layers: where two ways lead to the loss, their products are added up.',
  },
  {
    name: 'deep',
    title: 'Sum and product',
    description: 'Three layers and two outputs: six paths lead from w1 to the loss.',
  },
  {
    name: 'xor',
    title: 'Exclusive or',
    description: 'Four points that no straight line parts; tanh, sigmoid and binary cross-entropy.',
  },
  {
    name: 'sine',
    title: 'Noisy sine',
    description: 'A curve through 41 noisy points, a fifth of them held back; Adam.',
  },
  {
    name: 'iris',
    title: 'Iris',
    description: 'Three species from four lengths: real data, softmax and cross-entropy.',
  },
];

export const fileOf = ({ name }: Sample): string => `${name}.nn.json`;
