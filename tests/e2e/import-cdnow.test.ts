import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rapport } from '../../local/start.ts';
import { importCdnow } from '../../tools/import/import-cdnow.ts';
import { clientOf, startPlatform } from '../support/rapport.ts';

// Fader & Hardie's CDNOW sample is not part of the project: CDNOW_SAMPLE names its path, or it
// lies beside the repository.
const file =
  process.env.CDNOW_SAMPLE ??
  new URL('../../../shared/data/cdnow/CDNOW_sample.txt', import.meta.url).pathname;

describe.skipIf(!existsSync(file))('the CDNOW purchases', () => {
  let rapport: Rapport;
  beforeAll(async () => {
    rapport = await startPlatform({ expectedRuntime: 'minutes' });
  });
  afterAll(() => rapport?.stop());

  it('are imported as 6,919 orders of 2,357 customers, and a second import adds none', async () => {
    const options = {
      apiUrl: rapport.apiUrl,
      token: () => rapport.token({ role: 'service', sub: 'import' }),
    };
    const text = readFileSync(file, 'utf8');
    expect(await importCdnow(text, options)).toMatchObject({
      customers: 2357,
      created: 2357,
      orders: 6919,
      accepted: 6919,
      duplicates: 0,
      refused: 0,
    });
    expect(await importCdnow(text, options)).toMatchObject({
      created: 0,
      accepted: 0,
      duplicates: 6919,
      refused: 0,
    });
    const admin = clientOf(rapport, 'admin', 'root');
    const buyer = await admin.customers.findCustomer({ query: { externalId: 'cdnow-0001' } });
    const view = await admin.customers.getCustomer({ params: { customerId: buyer.id } });
    expect(
      view.timeline.items
        .filter((entry) => entry.type === 'order.placed')
        .map((entry) => entry.at.slice(0, 10)),
    ).toEqual(['1997-12-12', '1997-08-02', '1997-01-18', '1997-01-01']);
  });
});
