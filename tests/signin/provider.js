// SPDX-License-Identifier: EUPL-1.2
/*
 * An OpenID provider on this machine, oidc-provider as it comes, at which anybody may be anybody. It insists on PKCE.
 *
 *     const provider = await startProvider(issuer, client);
 *     await provider.useNewKey();                            // signs with another one from then on
 *     const jwt = await provider.sign({sub: 'anna', aud: 'samspil'});
 *     await provider.stop();
 */
import {once} from 'node:events';
import {exportJWK, generateKeyPair, SignJWT} from 'jose';
import Provider from 'oidc-provider';

async function newKey(kid) {
    const {privateKey} = await generateKeyPair('RS256', {extractable: true});
    return {kid, privateKey, jwk: {...await exportJWK(privateKey), kid, alg: 'RS256', use: 'sig'}};
}

function serve(issuer, client, key) {
    const provider = new Provider(issuer, {
        clients: [client],
        jwks: {keys: [key.jwk]},
        cookies: {keys: ['for tests only']},
        pkce: {required: () => true, methods: ['S256']},
        findAccount: (_, id) => ({accountId: id, claims: () => ({sub: id})}),
    });
    const {hostname, port} = new URL(issuer);
    return provider.listen(Number(port), hostname);
}

export async function startProvider(issuer, client) {
    let keys = 0, key = await newKey(`key-${++keys}`), server = serve(issuer, client, key);
    await once(server, 'listening');
    const stop = async () => {
        server.close();
        server.closeAllConnections();
        await once(server, 'close');
    };
    return {
        stop,
        async useNewKey() {
            await stop();
            key = await newKey(`key-${++keys}`);
            server = serve(issuer, client, key);
            await once(server, 'listening');
        },
        sign: claims => new SignJWT(claims).setProtectedHeader({alg: 'RS256', kid: key.kid}).setIssuer(issuer)
            .setIssuedAt().setExpirationTime('5m').sign(key.privateKey),
    };
}
