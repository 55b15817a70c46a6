import { describe, expect, it } from 'vitest';
import { type Json, resolve, type Scope } from '../../../local/template/intrinsics.ts';

const scope: Scope = {
  ref: (id) => ({ 'AWS::Region': 'eu-west-1', Table: 'the-table', List: ['a', 'b'] })[id] ?? fail(`no ${id}`),
  attribute: (id, name) => `${id}.${name}`,
  imported: (name) => `imported:${name}`,
  condition: (name) => name === 'Yes',
  mapping: (...path) => path.join('/'),
};

const fail = (message: string): never => {
  throw new Error(message);
};

const of = (value: Json): Json => resolve(value, scope);

const chosen = (condition: string): Json => ({ 'Fn::If': [condition, 'kept', { Ref: 'AWS::NoValue' }] });

describe('intrinsic functions', () => {
  it('join text with references, attributes and imports inside', () => {
    const arn: Json = {
      'Fn::Join': [
        '',
        ['arn:', { Ref: 'AWS::Region' }, ':', { 'Fn::GetAtt': ['Queue', 'Arn'] }, { 'Fn::ImportValue': 'x' }],
      ],
    };
    expect(of({ Resource: arn })).toEqual({ Resource: 'arn:eu-west-1:Queue.Arnimported:x' });
  });

  it('substitute references, attributes, own variables and escaped marks', () => {
    const text = '${AWS::Region}/${Queue.Arn}/${Own}/${!Literal}';
    expect(of({ 'Fn::Sub': [text, { Own: { Ref: 'Table' } }] })).toBe(
      'eu-west-1/Queue.Arn/the-table/${Literal}',
    );
    expect(of({ 'Fn::Sub': 'plain ${Table}' })).toBe('plain the-table');
  });

  it('split, select and list availability zones', () => {
    expect(of({ 'Fn::Select': [1, { 'Fn::Split': ['-', 'a-b-c'] }] })).toBe('b');
    expect(of({ 'Fn::Select': [0, { 'Fn::GetAZs': '' }] })).toBe('eu-west-1a');
    expect(() => of({ 'Fn::Select': [5, ['a']] })).toThrow('Fn::Select has no element 5');
  });

  it('choose by condition and drop AWS::NoValue', () => {
    expect(of({ a: chosen('Yes'), b: chosen('No'), c: [chosen('No'), 'x'] })).toEqual({
      a: 'kept',
      c: ['x'],
    });
  });

  it('evaluate conditions and mappings', () => {
    expect(of({ 'Fn::And': [{ 'Fn::Equals': ['a', 'a'] }, { 'Fn::Not': [{ Condition: 'No' }] }] })).toBe(
      true,
    );
    expect(of({ 'Fn::Or': [{ Condition: 'No' }, { 'Fn::Equals': [1, 2] }] })).toBe(false);
    expect(of({ 'Fn::FindInMap': ['Map', { Ref: 'AWS::Region' }, 'key'] })).toBe('Map/eu-west-1/key');
  });

  it('leave a policy statement with a Condition block as it is', () => {
    const statement = {
      Effect: 'Allow',
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'Table' } } },
    };
    expect(of(statement)).toEqual({
      Effect: 'Allow',
      Condition: { StringEquals: { 'aws:SourceAccount': 'the-table' } },
    });
    expect(of({ Condition: { Bool: { 'aws:SecureTransport': 'false' } } })).toEqual({
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
  });

  it('reject an unknown function by name', () => {
    expect(() => of({ 'Fn::Transform': {} })).toThrow('Fn::Transform is not served here');
  });
});
