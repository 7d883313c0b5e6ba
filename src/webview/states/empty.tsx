/** No network is open: open one, make one, or pick one of the workspace's. */

import { post } from '../host';
import { Icon } from '../pieces';
import { networks } from '../store';

export function Empty() {
  const choices = networks.value ?? [];
  return (
    <section class="state empty">
      <Icon name="type-hierarchy-sub" extra="huge" />
      <h1>No network is open</h1>
      <p class="mut">
        Open a <code>.nn.json</code> file to step through its backpropagation, one operation at a time.
      </p>
      <p class="btns">
        <button type="button" class="btn first" onClick={() => post({ type: 'open' })}>
          Open Network File…
        </button>
        <button type="button" class="btn" onClick={() => post({ type: 'newFromExample' })}>
          New from Example
        </button>
      </p>
      {choices.length > 0 && (
        <div class="found">
          <h2 class="plain mut" id="found">
            In this workspace
          </h2>
          <ul aria-labelledby="found">
            {choices.map(({ uri, fileName, description }) => (
              <li key={uri}>
                <button type="button" class="lnk" title={uri} onClick={() => post({ type: 'open', uri })}>
                  <Icon name="json" />
                  {fileName}
                </button>
                <span class="mut">{description}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
