/** The whole panel: which regions stand where, and what takes their place while something else is to be said. */

import { useEffect, useRef } from 'preact/hooks';
import { Announcer } from './announcer';
import { ChainRule } from './chain/chainRule';
import { moreDecimals } from './format';
import { maximized, reportShown, width } from './layout';
import { needsHeatmaps } from './network/geometry';
import { Network } from './network/network';
import { Notices } from './notices';
import { Parameters } from './parameters';
import { Diverged } from './states/diverged';
import { Empty } from './states/empty';
import { Problem } from './states/problem';
import { Running } from './states/running';
import { networks, problem, running, session, settings, step } from './store';
import { Tabs } from './tabs/tabs';
import { Timeline } from './timeline';
import { Toolbar } from './toolbar';

export function Panel() {
  const scene = useRef<HTMLElement>(null);
  useEffect(reportShown, []);
  useEffect(() => emphasize(scene.current!), []);
  return (
    <main class={sceneClass()} style={{ '--more': String(moreDecimals()) }} ref={scene}>
      <h1 class="vh">Backprop Stepper{session.value && `: ${session.value.fileName}`}</h1>
      <Toolbar />
      {session.value && step.value ? <SessionRegions /> : <NoSession />}
      <Announcer />
    </main>
  );
}

function sceneClass(): string {
  const isLarge = session.value !== null && needsHeatmaps(session.value);
  return `scene ${maximized.value ? 'max' : ''} ${problem.value ? 'warned' : ''} ${isLarge ? 'large' : ''} ${
    settings.value.notation === 'matrix' ? 'noted' : ''
  }`;
}

function NoSession() {
  return (
    <>
      <div class="over">
        <Notices />
        {problem.value && <Problem problem={problem.value} />}
      </div>
      {!problem.value && networks.value && !session.value && <Empty />}
    </>
  );
}

function SessionRegions() {
  const divergence = step.value!.divergence;
  const isRunning = running.value !== null;
  return (
    <>
      <Timeline />
      <div class="over">
        <Notices />
        {problem.value && <Problem problem={problem.value} />}
      </div>
      {divergence ? (
        <Diverged divergence={divergence} />
      ) : isRunning ? (
        <Running />
      ) : (
        <>
          <Network />
          <ChainRule />
          {width.value === 'wide' && <Parameters />}
        </>
      )}
      <Tabs />
    </>
  );
}

/** Hovering or focusing a factor emphasises it everywhere, by its place in the chain. */
function emphasize(scene: HTMLElement): () => void {
  const show = (event: Event) => {
    const slot = (event.target as Element).closest<HTMLElement | SVGElement>('[data-slot]')?.dataset.slot;
    if (slot && slot !== '0') scene.dataset.hot = slot;
    else delete scene.dataset.hot;
  };
  const hide = () => delete scene.dataset.hot;
  scene.addEventListener('pointerover', show);
  scene.addEventListener('focusin', show);
  scene.addEventListener('pointerleave', hide);
  return () => {
    scene.removeEventListener('pointerover', show);
    scene.removeEventListener('focusin', show);
    scene.removeEventListener('pointerleave', hide);
  };
}
