// SPDX-License-Identifier: EUPL-1.2
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {brotliCompressSync, gzipSync} from 'node:zlib';
import type {Plugin} from 'vite';
import {defineConfig} from 'vitest/config';

/* The gateway serves what stands beside each file, and compresses nothing itself. */
function precompressed(): Plugin {
    let folder = '';
    return {
        name: 'precompressed',
        apply: 'build',
        configResolved: config => {
            folder = config.build.outDir;
        },
        closeBundle: () => {
            for (const entry of readdirSync(folder, {recursive: true, withFileTypes: true})) {
                if (!entry.isFile() || /\.(br|gz)$/.test(entry.name)) continue;
                const path = join(entry.parentPath, entry.name);
                const bytes = readFileSync(path);
                writeFileSync(`${path}.br`, brotliCompressSync(bytes));
                writeFileSync(`${path}.gz`, gzipSync(bytes, {level: 9}));
            }
        },
    };
}

/* For `npm run dev`: the gateway answers all that is not the app; it wants requests from its own address. */
const gateway = process.env.SAMSPIL_URL ?? 'http://127.0.0.1:7700';
const proxied = {target: gateway, headers: {origin: gateway}};
const paths = ['/call', '/session', '/signin', '/signout', '/export', '/feed'];

export default defineConfig({
    server: {
        host: '127.0.0.1',
        proxy: {'/ws': {...proxied, ws: true}, ...Object.fromEntries(paths.map(path => [path, proxied]))},
    },
    plugins: [precompressed()],
    assetsInclude: ['**/*.ftl'],
    build: {target: 'es2022', assetsInlineLimit: 0, modulePreload: {polyfill: false}},
    test: {include: ['tests/**/*.test.ts']},
});
