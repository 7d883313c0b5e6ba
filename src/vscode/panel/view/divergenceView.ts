/** Where and why a run stopped being numbers, in words, with the learning rate that would not have led there. */
import { briefNumber, formatNumber } from '../../../explain/numbers';
import type { DivergenceView } from '../../../protocol/views';
import type { Session } from '../../../training/session';
import type { DivergenceGrowth } from '../../../training/snapshot';

type Rows = DivergenceGrowth['growth']['rows'];

/** null where the cursor does not stand on a value that is no number. */
export async function divergenceView(session: Session): Promise<DivergenceView | null> {
  const { divergence, learningRate } = session;
  const growth = divergence && (await session.divergenceGrowth());
  return growth && { ...divergence, ...growth, explanation: explanationOf(learningRate, growth) };
}

/** Says no more than was seen: that a smaller learning rate does better, that the values change sign. */
function explanationOf(learningRate: number, { suggestedLearningRate, growth }: DivergenceGrowth): string {
  const rate = briefNumber(learningRate);
  const change = growthInWords(growth.rows);
  const overshoots = change?.startsWith(CHANGES_SIGN)
    ? 'Each step jumps over the minimum and lands farther away, so the next step is larger still'
    : 'Each step makes the next one larger';
  const reason =
    suggestedLearningRate === null
      ? `With the learning rate ${rate} the numbers outgrow what a double can hold`
      : `The learning rate ${rate} is too high. ${overshoots}`;
  return change === null ? `${reason}.` : `${reason}: ${growth.parameter} ${change}.`;
}

const CHANGES_SIGN = 'changes sign and ';

/** From the last two rows of numbers: `changes sign and grows 8 times on every update`; null where it does not grow. */
export function growthInWords(rows: Rows): string | null {
  const finite = rows.filter(({ value }) => Number.isFinite(value));
  const [before, after] = finite.slice(-2);
  if (!before || after?.update !== before.update + 1 || before.value === 0) return null;
  const ratio = after.value / before.value;
  if (Math.abs(ratio) < 1.5) return null;
  const times = formatNumber(Math.abs(ratio), { decimals: 0 });
  return `${ratio < 0 ? CHANGES_SIGN : ''}grows ${times} times on every update`;
}
