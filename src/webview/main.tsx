/** The panel's entry: listens first, then asks the host for what there is to show. */

import { render } from 'preact';
import type { Packed, ToPanel } from '../protocol/messages';
import { copyFullNumbers } from './copy';
import { post, savedState } from './host';
import { Panel } from './panel';
import { receive, settings } from './store';
import { watchTheme } from './theme';
import { unpacked } from './unpacking';

window.addEventListener('message', ({ data }: MessageEvent<Packed<ToPanel>>) => receive(unpacked(data)));

const { lookAhead } = savedState();
if (lookAhead !== undefined) settings.value = { ...settings.value, lookAhead };

watchTheme();
copyFullNumbers();
render(<Panel />, document.getElementById('root')!);
post({ type: 'ready' });
