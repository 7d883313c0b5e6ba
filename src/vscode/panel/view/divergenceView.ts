/** Where and why a run stopped being numbers, and the learning rate with which it would not have. */
import { Kernel } from '../../../core/kernel';
import type { Setup } from '../../../core/setup';
import { briefNumber, formatNumber } from '../../../explain/numbers';
import type { DivergenceView } from '../../../protocol/views';
import type { Session } from '../../../training/session';
import type { Divergence } from '../../../training/snapshot';
import { Trainer } from '../../../training/trainer';

/** Rows of the growth table at either end. */
const FIRST_ROWS = 5;
const LAST_ROWS = 2;
/** A learning rate is halved this often at most. */
const MAX_HALVINGS = 40;

type Growth = DivergenceView['growth'];

export async function divergenceView(session: Session, divergence: Divergence): Promise<DivergenceView> {
  const { setup, learningRate } = session;
  const losses = (await session.history({ names: [], to: divergence.update })).loss;
  const lastFinite = lastFiniteUpdate(losses);
  const growth = await growthOf(session, losses.length - 1, lastFinite);
  const suggestedLearningRate = loweringLearningRate(setup, learningRate);
  const raise = losses.findIndex((loss, update) => update > 0 && loss > losses[update - 1]);
  return {
    ...divergence,
    explanation: explain(learningRate, suggestedLearningRate, growth),
    growth,
    lastFinite,
    suggestedLearningRate,
    firstRaise: raise < 0 ? null : raise,
  };
}

/** The first halved learning rate whose first update lowers the loss, rounded down to one digit; null where none does. */
export function loweringLearningRate(setup: Setup, learningRate: number): number | null {
  const { network, trainable, data, optimizer } = setup;
  for (let halved = learningRate / 2, i = 0; i < MAX_HALVINGS; i++, halved /= 2) {
    const trainer = new Trainer({ ...setup, optimizer: { ...optimizer, learningRate: halved } });
    const { rows } = trainer.batch;
    const before = trainer.evaluate();
    trainer.apply();
    if (new Kernel(network, trainable, rows.length).loss(trainer.parameters, data, rows) < before) {
      return roundDown(halved);
    }
  }
  return null;
}

/** To one significant digit, towards 0: 0.094 → 0.09. */
export function roundDown(value: number): number {
  const exponent = Math.floor(Math.log10(value));
  // Through text: 9 · 10⁻² as a product is not the double nearest to 0.09.
  return Number(`${Math.floor(value / 10 ** exponent + 1e-9)}e${exponent}`);
}

function lastFiniteUpdate(losses: Float64Array): number {
  const firstBad = losses.findIndex((loss) => !Number.isFinite(loss));
  return Math.max(0, (firstBad < 0 ? losses.length : firstBad) - 1);
}

/** The parameter that is largest at the end, with the loss, at the first and the last updates. */
async function growthOf(session: Session, end: number, lastFinite: number): Promise<Growth> {
  const { network } = session.setup;
  const last = await session.history({ from: lastFinite, to: lastFinite });
  const [parameter] = Object.entries(last.parameters).reduce((a, b) => (Math.abs(b[1][0]) > Math.abs(a[1][0]) ? b : a));
  const name = network.displayName(network.parameterByName(parameter)!);
  const part = async (from: number, to: number) => {
    const columns = await session.history({ names: [name], from, to });
    return Array.from(columns.update, (update, i) => ({
      update,
      loss: columns.loss[i],
      value: columns.parameters[name][i],
    }));
  };
  const split = Math.min(end + 1, FIRST_ROWS);
  const tail = Math.max(split, end + 1 - LAST_ROWS);
  const rows = [...(await part(0, split - 1)), ...(tail <= end ? await part(tail, end) : [])];
  return { parameter: name, rows };
}

/** Says that the learning rate is too high only where a smaller one was seen to do better. */
function explain(learningRate: number, suggested: number | null, { parameter, rows }: Growth): string {
  const rate = briefNumber(learningRate);
  const reason =
    suggested === null
      ? `With the learning rate ${rate} the numbers outgrow what a double can hold.`
      : `The learning rate ${rate} is too high. Each step jumps over the minimum and lands farther away, so the next step is larger still`;
  const growth = growthInWords(rows);
  return growth === null ? `${reason.replace(/\.$/, '')}.` : `${reason.replace(/\.$/, '')}: ${parameter} ${growth}.`;
}

/** From the last two finite values: `changes sign and grows 8 times on every update`. */
function growthInWords(rows: Growth['rows']): string | null {
  const finite = rows.filter(({ value, loss }) => Number.isFinite(value) && Number.isFinite(loss));
  const [before, after] = finite.slice(-2);
  if (!before || !after || after.update !== before.update + 1 || before.value === 0) return null;
  const ratio = after.value / before.value;
  if (Math.abs(ratio) < 1.5) return null;
  const times = formatNumber(Math.abs(ratio), { decimals: 0 });
  return `${ratio < 0 ? 'changes sign and ' : ''}grows ${times} times on every update`;
}
