// SPDX-License-Identifier: EUPL-1.2
/*
 * Files on their way to the server, in parts; they go on while other screens are shown. What a reload of the page ends goes
 * on with the same file, chosen again: the server knows how much of it has arrived.
 */
import {signal} from '@preact/signals';
import type {imports} from 'samspil';
import {tell} from './connection';
import {Problem} from './problems';

const PART_BYTES = 128 * 1024;

export interface Upload {
    sent: number;
    /* Why it stands still. */
    problem?: Problem;
    again: () => void;
}

/* By import_id; one that has arrived is no longer here. */
export const uploads = signal<Record<string, Upload>>({});

function show(importId: string, upload?: Upload) {
    const {[importId]: _, ...others} = uploads.value;
    uploads.value = upload ? {...others, [importId]: upload} : others;
}

/* How much has arrived after this part, or after what had arrived if it was not this. */
async function send(importId: string, file: File, offset: number): Promise<number> {
    const content = new Uint8Array(await file.slice(offset, offset + PART_BYTES).arrayBuffer());
    try {
        return (await tell('imports.add_content', {import_id: importId, offset, content})).received_bytes;
    } catch (error) {
        if (error instanceof Problem && error.code === 'version_conflict')
            return (error.details.current as unknown as imports.Import).received_bytes;
        throw error;
    }
}

/* Sends the file from there on, and has it checked. */
export async function upload(importId: string, file: File, from: number) {
    let sent = from;
    const again = () => void upload(importId, file, sent);
    try {
        while (sent < file.size) {
            show(importId, {sent, again});
            sent = await send(importId, file, sent);
        }
        show(importId, {sent, again});
        await tell('imports.check_import', {import_id: importId});
        show(importId);
    } catch (error) {
        if (!(error instanceof Problem)) throw error;
        /* It was cancelled, or checked, from elsewhere: the screen of the import says so. */
        show(importId, error.code === 'illegal_transition' ? undefined : {sent, problem: error, again});
    }
}
