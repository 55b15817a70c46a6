import { describe, expect, it } from 'vitest';
import { bareSubject, isForward, normalSubject } from '../../../../functions/email/threading/subject.ts';

describe('a subject', () => {
  for (const subject of [
    'Re: Lamp',
    'AW: RE: Lamp',
    'Fwd: Re: Lamp',
    'WG: Lamp',
    'TR : Lamp',
    'RE[2]: Lamp',
    'Antw: Lamp',
    'SV: VS: Lamp',
    'R: Lamp',
    're:re:Lamp',
    'Re：Lamp',
  ])
    it(`“${subject}” is reduced to “Lamp”`, () => {
      expect(bareSubject(subject)).toBe('Lamp');
    });

  for (const subject of ['Return: Lamp', 'Report: x', 'Area: north', 'Reply', 'Wg'])
    it(`“${subject}” has no prefix and stays as it is`, () => {
      expect(bareSubject(subject)).toBe(subject);
    });

  it('is compared without regard to case and double spaces', () => {
    expect(normalSubject('Re:  My   LAMP ')).toBe(normalSubject('my lamp'));
  });

  it('marks a forward only if its first prefix does', () => {
    expect(['Fwd: x', 'FW: x', 'WG: x', 'TR: x', 'RV: x'].map(isForward)).not.toContain(false);
    expect(['Re: x', 'AW: Fwd: x', 'forward: x'].map(isForward)).not.toContain(true);
  });

  it('may have a thousand prefixes', () => {
    expect(bareSubject('Re: '.repeat(1000)).length).toBeLessThan(1000);
  });
});
