/** The panel's entry: listens first, then asks the host for what there is to show. */

import { render } from 'preact';
import type { OnItsWay, ToPanel } from '../protocol/messages';
import { copyFullNumbers } from './copy';
import { post, savedState } from './host';
import { putBack } from './nonFinite';
import { Panel } from './panel';
import { receive, settings } from './store';
import { watchTheme } from './theme';

window.addEventListener('message', ({ data }: MessageEvent<OnItsWay<ToPanel>>) => receive(putBack(data)));

const { lookAhead } = savedState();
if (lookAhead !== undefined) settings.value = { ...settings.value, lookAhead };

watchTheme();
copyFullNumbers();
render(<Panel />, document.getElementById('root')!);
post({ type: 'ready' });
