import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fillTemplate,
  invalidPlaceholders,
  placeholderNames,
} from '../../../../functions/tickets/macros/fill-template.ts';

describe('a text with placeholders', () => {
  it('is filled with values, or what stands in for them, or nothing', () => {
    const template = 'Hello {{customer.name|there}}, {{ ticket.id }}: {{agent.name}}.';
    const values = { 'customer.name': 'Ada', 'ticket.id': 'tkt_1', 'agent.name': 'Ann' };
    expect(fillTemplate(template, values)).toBe('Hello Ada, tkt_1: Ann.');
    expect(fillTemplate(template, { 'ticket.id': 'tkt_1' })).toBe('Hello there, tkt_1: .');
  });

  it('knows its names alone, and braces that close', () => {
    expect(invalidPlaceholders('{{customer.name|dear customer}} {{ticket.subject}} {one} } {')).toEqual([]);
    expect(invalidPlaceholders('{{customer.email}}')).toEqual(['customer.email']);
    expect(invalidPlaceholders('{{constructor}} {{__proto__}}')).toEqual(['constructor', '__proto__']);
    expect(invalidPlaceholders('{{customer.name')).toEqual(['{{']);
    expect(invalidPlaceholders('customer.name}}')).toEqual(['}}']);
    expect(invalidPlaceholders('{{#if customer.name}}x{{/if}}')).toEqual(['#if customer.name', '/if']);
    expect(invalidPlaceholders('{{{customer.name}}}')).toEqual([]);
  });

  it('puts a value in as it is, once: neither placeholders, patterns nor markup in it mean anything', () => {
    const value = '{{ticket.id}} $& $1 <img src=x onerror=alert(1)>';
    expect(fillTemplate('Hello {{customer.name}}!', { 'customer.name': value, 'ticket.id': 'secret' })).toBe(
      `Hello ${value}!`,
    );
  });

  it('without placeholders stays what it is, and with them holds each value', () => {
    const plain = fc.string().filter((text) => !/[{}]/.test(text));
    fc.assert(
      fc.property(
        plain,
        fc.constantFrom(...placeholderNames),
        plain,
        fc.string(),
        (before, name, after, value) => {
          expect(fillTemplate(before, {})).toBe(before);
          expect(fillTemplate(`${before}{{${name}}}${after}`, { [name]: value })).toBe(
            before + value + after,
          );
        },
      ),
    );
  });
});
