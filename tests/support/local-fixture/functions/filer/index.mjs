// Reads and writes files with the platform's own code and returns the result.
import { openFiles } from '../../../../../functions/platform/files/open-files.ts';

const files = openFiles(process.env.BUCKET);

const actions = {
  put: async ({ key, text, contentType }) => {
    await files.put(key, Buffer.from(text), contentType);
  },
  get: async ({ key, maxBytes = 1_000_000 }) => (await files.get(key, maxBytes))?.toString() ?? null,
  copy: ({ from, to, etag }) => files.copy(from, to, etag),
  stat: async ({ key }) => {
    const file = await files.stat(key);
    return file ? { ...file, firstBytes: file.firstBytes.toString() } : null;
  },
  remove: async ({ key }) => {
    await files.remove(key);
  },
  upload: (options) => files.presignUpload(options),
  download: (options) => files.presignDownload(options),
};

export const handler = async ({ body }) => {
  const { action, ...input } = JSON.parse(body);
  try {
    return { statusCode: 200, body: JSON.stringify({ result: await actions[action](input) }) };
  } catch (error) {
    return { statusCode: 200, body: JSON.stringify({ error: error.name, code: error.code, message: error.message }) };
  }
};
