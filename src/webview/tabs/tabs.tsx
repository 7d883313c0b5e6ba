/** The tabs below: evidence. */

import { useRef } from 'preact/hooks';
import type { ComponentType } from 'preact';
import type { ShownTab } from '../../protocol/messages';
import { choose, maximized, shownTab, tabs, toggleMaximized, width } from '../layout';
import { ParameterTools } from '../parameterEditing';
import { Parameters } from '../parameters';
import { ToolButton } from '../pieces';
import { useRoving } from '../roving';
import { batchSize, operations, session, step } from '../store';
import { FitTab } from './fit';
import { HistoryTab } from './history';
import { LossTab } from './loss';
import { OperationsTab } from './operations';
import { SamplesTab } from './samples';

const contents: Readonly<Record<ShownTab, ComponentType>> = {
  parameters: Parameters,
  history: HistoryTab,
  loss: LossTab,
  fit: FitTab,
  samples: SamplesTab,
  operations: OperationsTab,
};

export function Tabs() {
  const bar = useRef<HTMLDivElement>(null);
  useRoving(bar);
  const counts: Partial<Record<ShownTab, number | undefined>> = {
    samples: batchSize.value,
    operations: step.value?.snapshot.operation?.count ?? operations.value?.count,
  };
  const offered = tabs.filter(({ id }) => id !== 'parameters' || width.value !== 'wide');
  const Content = contents[shownTab.value];
  return (
    <>
      <div class="tabs" ref={bar}>
        <div role="tablist" aria-label="Evidence">
          {offered.map(({ id, label }) => (
            <button
              key={id}
              type="button"
              role="tab"
              id={`tab-${id}`}
              aria-selected={id === shownTab.value}
              aria-controls="pane"
              data-rove
              class={id === shownTab.value ? 'on' : ''}
              onClick={() => choose(id)}
            >
              {label}
              {counts[id] !== undefined && <span class="cnt num">{counts[id]}</span>}
            </button>
          ))}
        </div>
        <span class="act">
          {shownTab.value === 'parameters' && session.value && <ParameterTools />}
          <ToolButton
            icon={maximized.value ? 'chevron-down' : 'chevron-up'}
            title={maximized.value ? 'Restore' : 'Maximize'}
            onPress={toggleMaximized}
          />
        </span>
      </div>
      <section id="pane" class={`pane p-${shownTab.value}`} role="tabpanel" aria-labelledby={`tab-${shownTab.value}`}>
        {session.value && <Content />}
      </section>
    </>
  );
}
