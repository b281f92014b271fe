// SPDX-License-Identifier: EUPL-1.2
/*
 * What a browser does of its own, without one: keeps cookies by host and port, follows redirects on request, sends forms.
 *
 *     const browser = new Browser();
 *     const response = await browser.go(url);                // follows redirects; response.url says where it ended
 */
export class Browser {
    #cookies = new Map();

    cookies(url) {
        return [...this.#cookies.get(new URL(url).origin) ?? []].map(([name, value]) => `${name}=${value}`).join('; ');
    }

    #keep(url, response) {
        const {origin} = new URL(url);
        const kept = this.#cookies.get(origin) ?? new Map();
        this.#cookies.set(origin, kept);
        for (const line of response.headers.getSetCookie()) {
            const [pair] = line.split(';');
            const at = pair.indexOf('=');
            if (/max-age=0|expires=Thu, 01 Jan 1970/i.test(line))
                kept.delete(pair.slice(0, at));
            else
                kept.set(pair.slice(0, at), pair.slice(at + 1));
        }
    }

    /* One request, not redirected. */
    async fetch(url, {headers, ...options} = {}) {
        const response = await fetch(url, {
            redirect: 'manual', ...options, headers: {...headers, cookie: this.cookies(url)}});
        this.#keep(url, response);
        return response;
    }

    /* As a person does; `until` says at which address to stop before it is asked for. */
    async go(url, options, until = () => false) {
        let response = await this.fetch(url, options), at = url;
        while (response.status >= 300 && response.status < 400) {
            at = new URL(response.headers.get('location'), at).href;
            if (until(at))
                return {at};
            response = await this.fetch(at);
        }
        return {at, response, text: await response.text()};
    }

    /* The only form of a page, with these fields besides its hidden ones. */
    async submit({at, text}, fields, until) {
        const [, action] = text.match(/<form[^>]* action="([^"]+)"/);
        const hidden = [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, ...pair]) => pair);
        const url = new URL(action, at);
        const body = new URLSearchParams({...Object.fromEntries(hidden), ...fields});
        return this.go(url.href, {method: 'POST', body, headers: {origin: url.origin}}, until);
    }
}
