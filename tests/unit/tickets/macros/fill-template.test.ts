import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fillTemplate,
  invalidPlaceholders,
  placeholderNames,
} from '../../../../functions/tickets/macros/fill-template.ts';

describe('a template', () => {
  it('is filled with values, with fallbacks, or with nothing', () => {
    const template = 'Hello {{customer.name|there}}, {{ ticket.id }}: {{agent.name}}.';
    const values = { 'customer.name': 'Ada', 'ticket.id': 'tkt_1', 'agent.name': 'Ann' };
    expect(fillTemplate(template, values)).toBe('Hello Ada, tkt_1: Ann.');
    expect(fillTemplate(template, { 'ticket.id': 'tkt_1' })).toBe('Hello there, tkt_1: .');
  });

  it('accepts only known names and braces that close', () => {
    expect(invalidPlaceholders('{{customer.name|dear customer}} {{ticket.subject}} {one} } {')).toEqual([]);
    expect(invalidPlaceholders('{{customer.email}}')).toEqual(['customer.email']);
    expect(invalidPlaceholders('{{constructor}} {{__proto__}}')).toEqual(['constructor', '__proto__']);
    expect(invalidPlaceholders('{{customer.name')).toEqual(['{{']);
    expect(invalidPlaceholders('customer.name}}')).toEqual(['}}']);
    expect(invalidPlaceholders('{{#if customer.name}}x{{/if}}')).toEqual(['#if customer.name', '/if']);
    expect(invalidPlaceholders('{{{customer.name}}}')).toEqual([]);
  });

  it('inserts a value once and as it is, even with placeholders, patterns or markup in it', () => {
    const value = '{{ticket.id}} $& $1 <img src=x onerror=alert(1)>';
    expect(fillTemplate('Hello {{customer.name}}!', { 'customer.name': value, 'ticket.id': 'secret' })).toBe(
      `Hello ${value}!`,
    );
  });

  it('stays unchanged without placeholders, and contains each value with them', () => {
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
