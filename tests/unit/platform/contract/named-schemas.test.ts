import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { pageOf } from '../../../../functions/platform/contract/fields.ts';
import { namedSchemas, type SchemaNames } from '../../../../functions/platform/contract/named-schemas.ts';

const SkillSchema = z.object({ name: z.string(), level: z._default(z.int(), 1) });
const AgentSchema = z.object({ id: z.string(), skills: z.array(SkillSchema) });
const names: SchemaNames = new Map<z.ZodMiniType, string>([
  [SkillSchema, 'Skill'],
  [AgentSchema, 'Agent'],
]);
const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });

describe('the schemas of the OpenAPI document', () => {
  it('appear once under the name of their export, and others refer to them', () => {
    const all = namedSchemas(names);
    const answer = all.refer(AgentSchema, 'output', 'GetAgentResult');
    const { document, schemas } = all.resolve({ answer });
    expect(document).toEqual({ answer: reference('Agent') });
    expect(Object.keys(schemas)).toEqual(['Agent', 'Skill']);
    expect(schemas.Agent).toMatchObject({ properties: { skills: { items: reference('Skill') } } });
  });

  it('are named after their operation if they have no name', () => {
    const all = namedSchemas(names);
    const answer = all.refer(z.object({ agent: AgentSchema }), 'output', 'GetAgentResult');
    const { document, schemas } = all.resolve({ answer });
    expect(document).toEqual({ answer: reference('GetAgentResult') });
    expect(schemas.GetAgentResult).toMatchObject({ properties: { agent: reference('Agent') } });
  });

  it('name a page after its items, even inside another schema', () => {
    const all = namedSchemas(names);
    const page = all.refer(pageOf(AgentSchema), 'output', 'ListAgentsResult');
    const team = all.refer(z.object({ agents: pageOf(AgentSchema) }), 'output', 'GetTeamResult');
    const { document, schemas } = all.resolve({ page, team });
    expect(document).toEqual({ page: reference('AgentPage'), team: reference('GetTeamResult') });
    expect(schemas.GetTeamResult).toMatchObject({ properties: { agents: reference('AgentPage') } });
  });

  it('have Input in the name if clients send another form than they receive, parts included', () => {
    const all = namedSchemas(names);
    const sent = all.refer(AgentSchema, 'input', 'PutAgentRequest');
    const received = all.refer(AgentSchema, 'output', 'PutAgentResult');
    const { document, schemas } = all.resolve({ sent, received });
    expect(document).toEqual({ sent: reference('AgentInput'), received: reference('Agent') });
    expect(schemas.SkillInput).toMatchObject({ required: ['name'] });
    expect(schemas.Skill).toMatchObject({ required: ['name', 'level'] });
  });

  it('have one name if both forms are the same', () => {
    const TagSchema = z.strictObject({ name: z.string() });
    const all = namedSchemas(new Map([[TagSchema, 'Tag']]));
    const sent = all.refer(TagSchema, 'input', 'PutTagRequest');
    const received = all.refer(TagSchema, 'output', 'PutTagResult');
    expect(all.resolve({ sent, received }).document).toEqual({
      sent: reference('Tag'),
      received: reference('Tag'),
    });
  });

  it('name a view after its entity, unless the document contains the entity as well', () => {
    const ViewSchema = z.object({ agent: z.string() });
    const view = new Map<z.ZodMiniType, string>([...names, [ViewSchema, 'AgentView']]);
    const alone = namedSchemas(view);
    const answer = alone.refer(ViewSchema, 'output', 'GetAgentResult');
    expect(alone.resolve({ answer }).document).toEqual({ answer: reference('Agent') });
    const both = namedSchemas(view);
    both.refer(AgentSchema, 'output', 'PutAgentResult');
    const again = both.refer(ViewSchema, 'output', 'GetAgentResult');
    expect(both.resolve({ again }).document).toEqual({ again: reference('AgentView') });
  });

  it('contain the fields that an operation adds, such as the expected version', () => {
    const all = namedSchemas(names);
    all.refer(AgentSchema, 'input', 'PutAgentRequest', { version: { type: 'integer' } });
    const { schemas } = all.resolve({});
    expect(schemas.Agent).toMatchObject({ properties: { version: { type: 'integer' }, id: {} } });
  });

  it('are rejected if two different ones share a name', () => {
    const OtherSchema = z.object({ other: z.string() });
    const all = namedSchemas(new Map<z.ZodMiniType, string>([...names, [OtherSchema, 'Agent']]));
    all.refer(AgentSchema, 'output', 'GetAgentResult');
    expect(() => all.refer(OtherSchema, 'output', 'GetOtherResult')).toThrow(
      'Two different schemas have the name Agent in the OpenAPI document',
    );
  });
});
