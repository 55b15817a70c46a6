import { beforeEach, describe, expect, it } from 'vitest';
import { getServiceProfile } from '../../../functions/customers/index.ts';
import { customerKeys } from '../../../functions/customers/keys.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { update } from '../../../functions/platform/table/write.ts';
import { contextAt } from '../../support/context.ts';
import { type Apis, apisOf, newCustomer } from '../../support/http/apis.ts';
import { commitOrFail } from '../../support/table/commit-or-fail.ts';
import { freshTable } from '../../support/table/fresh-table.ts';

const profile = { account: 'acme', segments: ['gold', 'trial'], vipTier: 2, ownerId: 'agent-7' };
let table: Table;
let apis: Apis;

beforeEach(async () => {
  table = await freshTable();
  apis = apisOf(table);
});

describe('the service profile of a customer', () => {
  it('is stored, returned to staff by id and by identity, and changed in both places', async () => {
    const { id } = await newCustomer(apis, 'ada', profile);
    const byEmail = () => apis.customers('findCustomer', { query: { email: 'ada@example.org' } });
    expect((await byEmail()).body).toMatchObject(profile);
    const body = { version: 1, account: null, vipTier: 1, segments: ['gold'] };
    await apis.customers('updateCustomer', { params: { customerId: id }, body });
    const changed = { vipTier: 1, segments: ['gold'], ownerId: 'agent-7' };
    for (const found of [
      (await byEmail()).body,
      (await apis.customers('getCustomer', { params: { customerId: id } })).body.customer,
    ]) {
      expect(found).toMatchObject(changed);
      expect(found.account).toBeUndefined();
    }
  });

  it('is not visible to the customer', async () => {
    const { id } = await newCustomer(apis, 'ada', profile);
    const { body } = await apis.customers('getMe', { as: { role: 'customer', id } });
    expect(body.customer).toMatchObject({ id, name: 'ada' });
    for (const name of Object.keys(profile)) expect(body.customer).not.toHaveProperty(name);
    expect(body.customer).not.toHaveProperty('ownerId');
  });

  it('is available to other capabilities with language and time zone', async () => {
    const { id } = await newCustomer(apis, 'ada', { ...profile, language: 'de', timeZone: 'Europe/Berlin' });
    expect(await getServiceProfile(table, id)).toEqual({
      ...profile,
      language: 'de',
      timeZone: 'Europe/Berlin',
    });
    expect(await getServiceProfile(table, 'cus_01ARZ3NDEKTSV4RRFFQ69G5FAV')).toBeUndefined();
  });

  it('has no segments when the customer was stored before segments existed', async () => {
    const { id } = await newCustomer(apis, 'ada');
    await commitOrFail(table, contextAt(), {
      writes: [update(customerKeys.customer(id), { set: { 'customer.segments': undefined } })],
    });
    expect((await getServiceProfile(table, id))?.segments).toEqual([]);
    expect(
      (await apis.customers('getCustomer', { params: { customerId: id } })).body.customer.segments,
    ).toEqual([]);
  });

  it.each([
    ['a fourth tier', { vipTier: 4 }, 'body.vipTier'],
    ['a tier of zero', { vipTier: 0 }, 'body.vipTier'],
    [
      'fifty-one segments',
      { segments: Array.from({ length: 51 }, (_, index) => `s${index}`) },
      'body.segments',
    ],
    ['an account without a name', { account: ' ' }, 'body.account'],
    ['an owner that is not an agent id', { ownerId: 'an agent' }, 'body.ownerId'],
  ])('is refused with %s', async (_what, over, path) => {
    const answer = await apis.customers('createCustomer', {
      body: { identities: { email: 'ada@example.org' }, ...over },
    });
    expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([400, path]);
  });
});
