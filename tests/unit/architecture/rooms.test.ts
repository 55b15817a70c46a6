import { describe, expect, it } from 'vitest';
import {
  arrowsBetweenCapabilities,
  circles,
  folderOf,
  importsOfRepository,
} from '../../support/source/architecture.ts';
import { fileLengths, filesByFolder, functionLengths, p90 } from '../../support/source/lengths.ts';

/** Nobody finds anything in a folder with more files than this. */
const MAX_FILES = 20;

describe('the rooms of the code', () => {
  it('hold at most 20 files each', () => {
    expect([...filesByFolder()].filter(([, files]) => files > MAX_FILES)).toEqual([]);
  });

  it('hold short files: nine of ten have at most 170 lines', () => {
    expect(p90(fileLengths())).toBeLessThanOrEqual(170);
  });

  it('hold short functions: nine of ten have at most 25 lines', () => {
    const functions = functionLengths();
    expect(functions.length).toBeGreaterThan(2000);
    expect(p90(functions)).toBeLessThanOrEqual(25);
  });

  it('are joined by these arrows between capabilities and no others', async () => {
    expect(arrowsBetweenCapabilities(await importsOfRepository())).toMatchSnapshot();
  });

  it('form no circles inside a capability', async () => {
    expect(circles(await importsOfRepository(), folderOf)).toEqual([]);
  });
});
