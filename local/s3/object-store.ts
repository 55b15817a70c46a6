// Stores the objects of the buckets: the emulator keeps them in memory and, with a data folder, this module
// also on disk.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import type { Reply } from '../gateway/errors.ts';
import type { Upstream } from '../gateway/upstream.ts';

export interface ObjectStore {
  /** Forwards a request to the emulator and stores what it changed. `path` is `/bucket/key`, escaped. */
  send(method: string, path: string, headers: IncomingHttpHeaders, body: Buffer): Promise<Reply>;
  /** Writes an object with the runner's own rights. */
  put(bucket: string, key: string, contentType: string, body: Buffer): Promise<void>;
}

interface KeptObject {
  path: string;
  headers: Record<string, string>;
}

const keptHeaders = /^(content-type|content-disposition|cache-control|content-encoding|x-amz-meta-.+)$/;

/** Opens the store and restores what an earlier run kept; the buckets already exist. */
export const openObjectStore = async (
  upstream: Upstream,
  dataDir: string | undefined,
): Promise<ObjectStore> => {
  const folder = dataDir === undefined ? undefined : join(dataDir, 'objects');
  if (folder !== undefined) await restore(upstream, folder);
  const send: ObjectStore['send'] = async (method, path, headers, body) => {
    const reply = await upstream.send(method, path, headers, body);
    const [resource = '', query = ''] = path.split('?');
    const whole = query === '' && reply.status < 300 && folder !== undefined;
    if (whole && method === 'PUT') keep(folder, resource, await upstream.send('GET', resource, {}, none));
    if (whole && method === 'DELETE') forget(folder, resource);
    return reply;
  };
  return {
    send,
    put: async (bucket, key, contentType, body) => {
      const path = `/${[bucket, ...key.split('/')].map(encodeURIComponent).join('/')}`;
      const headers = { 'content-type': contentType, 'content-length': String(body.length) };
      const { status } = await send('PUT', path, headers, body);
      if (status !== 200) throw new Error(`the bucket ${bucket} answered ${status} to a PUT`);
    },
  };
};

const none = Buffer.alloc(0);

/**
 * Returns the file of an object: file names cannot contain slashes and have a maximum length;
 * keys may be longer.
 */
const fileOf = (folder: string, path: string): string =>
  join(folder, createHash('sha256').update(decodeURIComponent(path)).digest('hex'));

/**
 * Stores an object. Its description is written last and in one step, so an object exists completely
 * or not at all.
 */
const keep = (folder: string, path: string, { headers, body }: Reply): void => {
  const object: KeptObject = {
    path,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => keptHeaders.test(name))),
  };
  mkdirSync(folder, { recursive: true });
  const file = fileOf(folder, path);
  writeFileSync(`${file}.new`, body);
  renameSync(`${file}.new`, `${file}.bytes`);
  writeFileSync(`${file}.new`, JSON.stringify(object));
  renameSync(`${file}.new`, `${file}.json`);
};

const forget = (folder: string, path: string): void => {
  const file = fileOf(folder, path);
  rmSync(`${file}.json`, { force: true });
  rmSync(`${file}.bytes`, { force: true });
};

const restore = async (upstream: Upstream, folder: string): Promise<void> => {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  for (const name of names) {
    const { path, headers } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as KeptObject;
    const body = readFileSync(join(folder, name.replace(/json$/, 'bytes')));
    await upstream.send('PUT', path, { ...headers, 'content-length': String(body.length) }, body);
  }
};
