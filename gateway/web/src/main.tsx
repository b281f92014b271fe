// SPDX-License-Identifier: EUPL-1.2
import {render} from 'preact';
import {App} from './app';
import './app.css';
import {preferredLanguage, setLanguage} from './i18n';
import {loadSession} from './session';

await Promise.all([setLanguage(preferredLanguage()), loadSession()]);
render(<App />, document.getElementById('app')!);
