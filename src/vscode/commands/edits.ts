/** The commands that intervene in a run: a parameter or the learning rate set by hand, taken back, and done again. */
import type { Session } from '../../training/session';
import { briefNumber } from '../../explain/numbers';
import type { CommandId } from '../commandIds';
import { mayEdit } from '../mayEdit';
import { askNumber, checks, pick } from './ask';
import { finiteNumber, required, text } from './input';
import { visibleSessionOf } from './network';
import type { Handler } from './registry';

export const editCommands = {
  'backprop.setParameter': async (host, call) => {
    const session = await visibleSessionOf(host, call);
    if (call.input) {
      return session.setParameter(required(call.input, 'name', text), required(call.input, 'value', finiteNumber));
    }
    const name = await pickParameter(session, 'Which parameter is to be set?');
    const prompt = `New value of ${name}, from update ${session.position.update + 1} on`;
    const value = await askNumber({ prompt, value: String(valueOf(session, name)) });
    return (await mayEdit(session)) ? session.setParameter(name, value) : session.snapshot();
  },

  'backprop.setLearningRate': async (host, call) => {
    const session = await visibleSessionOf(host, call);
    if (call.input) return session.setLearningRate(required(call.input, 'value', finiteNumber));
    const prompt = `Learning rate from update ${session.position.update + 1} on`;
    const rate = await askNumber({ prompt, value: String(session.learningRate), check: checks.learningRate });
    return (await mayEdit(session)) ? session.setLearningRate(rate) : session.snapshot();
  },

  'backprop.undo': async (host, call) => (await visibleSessionOf(host, call)).undo(),
  'backprop.redo': async (host, call) => (await visibleSessionOf(host, call)).redo(),
} satisfies Partial<Record<CommandId, Handler>>;

/** Asks for a parameter by its name, with the values they have now; the selected one first. */
export async function pickParameter(session: Session, question: string): Promise<string> {
  const { network, trainable } = session.setup;
  const items = Array.from(network.parameters(), (parameter) => ({
    label: network.displayName(parameter),
    description: briefNumber(session.parameters[parameter.offset]) + (trainable[parameter.offset] ? '' : ' · frozen'),
  }));
  const selected = items.filter(({ label }) => label === session.selected);
  return (await pick([...selected, ...items.filter((item) => !selected.includes(item))], question)).label;
}

function valueOf(session: Session, name: string): number {
  return session.parameters[session.setup.network.parameterByName(name)!.offset];
}
