/** Classes: how often each was taken for each. */

import type { FitOf } from './fit';

export function ConfusionFit({ fit: { classes, counts, heldOut } }: { fit: FitOf<'confusion'> }) {
  const total = counts.flat().reduce((sum, count) => sum + count, 0);
  const right = counts.reduce((sum, row, index) => sum + row[index], 0);
  return (
    <>
      <div class="tblwrap">
        <table class="conf num">
          <caption class="mut">
            observed down, predicted across{heldOut ? '; samples held out for validation' : ''}
          </caption>
          <thead>
            <tr>
              <td />
              {classes.map((name) => (
                <th key={name} scope="col" class="r">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {counts.map((row, observed) => {
              const sum = row.reduce((all, count) => all + count, 0) || 1;
              return (
                <tr key={classes[observed]}>
                  <th scope="row">{classes[observed]}</th>
                  {row.map((count, predicted) => (
                    <td
                      key={classes[predicted]}
                      class={`r ${predicted === observed ? 'hit' : count > 0 ? 'miss' : ''}`}
                    >
                      <i style={{ width: `${(100 * count) / sum}%` }} />
                      <span>{count}</span>
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <aside class="readout fitr" aria-label="Accuracy">
        <table class="num">
          <tbody>
            <tr>
              <th scope="row">right</th>
              <td class="r">
                {right} of {total}
              </td>
            </tr>
            <tr>
              <th scope="row">{heldOut ? 'held-out accuracy' : 'accuracy'}</th>
              <td class="r">{total === 0 ? '–' : `${((100 * right) / total).toFixed(1)}%`}</td>
            </tr>
          </tbody>
        </table>
      </aside>
    </>
  );
}
