/** Sessions for the tests of the panel's views: the article's, and of any network. */
import { completeSettings } from '../../../../src/core/optimizers';
import type { OptimizerSettings, Setup, TrainingSettings } from '../../../../src/core/setup';
import { Session } from '../../../../src/training/session';
import { allTrainable, articleData, articleNetwork, articleStart } from '../../core/sampleNetworks';

export const articleSetup: Setup = {
  name: 'Dose and effectiveness',
  network: articleNetwork,
  initial: articleStart,
  trainable: allTrainable(articleNetwork),
  data: articleData,
  optimizer: completeSettings({ type: 'gradientDescent', learningRate: 0.1 }),
  training: { batchSize: 'full', shuffle: false, seed: 0, updates: 1000, epochs: null, stopWhen: {} },
};

interface Change extends Partial<Omit<Setup, 'optimizer' | 'training'>> {
  readonly optimizer?: Partial<OptimizerSettings>;
  readonly training?: Partial<TrainingSettings>;
}

export function changedSetup({ optimizer, training, ...change }: Change): Setup {
  return {
    ...articleSetup,
    ...change,
    optimizer: { ...articleSetup.optimizer, ...optimizer },
    training: { ...articleSetup.training, ...training },
  };
}

export function openSession(setup: Setup = articleSetup): Session {
  return new Session('file:///w/dosage.nn.json', setup);
}
