/** A whole network as a snippet, for completion in an empty file. */

export const networkSnippet = {
  label: 'network',
  description: 'A small network with its data in the file',
  body: {
    dataset: {
      columns: ['${1:dose}', '${2:effectiveness}'],
      rows: [
        [0, 0],
        [0.5, 1],
        [1, 0],
      ],
    },
    inputs: ['${1:dose}'],
    outputs: ['${2:effectiveness}'],
    layers: [
      { units: '^${3:2}', activation: '${4|softplus,tanh,relu,sigmoid|}' },
      { units: 1, activation: '${5:identity}' },
    ],
    loss: '${6:ssr}',
    optimizer: { type: '${7:gradientDescent}', learningRate: '^${8:0.05}' },
    training: { updates: '^${9:1000}' },
  },
};
