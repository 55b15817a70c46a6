// Orders the test files: the longest first, so that no worker waits for another at the end.
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longer than their size suggests. */
const longest = [
  'e2e/crashes',
  'e2e/tour',
  'e2e/main-loop',
  'integration/local/start-and-stop',
  'integration/complaints/sensitive-lane-write-conditions',
  'integration/sla/',
  'integration/routing/routing-store',
  'integration/history/',
  'integration/email/fixtures',
  'infrastructure/synthesis',
  'infrastructure/bundle',
  'unit/routing/matching/routing-store',
  'unit/architecture/own-keys',
];

const rankOf = ({ moduleId }: TestSpecification): number => {
  const rank = longest.findIndex((part) => moduleId.includes(`/tests/${part}`));
  return rank < 0 ? longest.length : rank;
};

export class LongestFirst extends BaseSequencer {
  /** Sorts the files. Projects stay together in the base class's order, because their workers are reused. */
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = [...new Set(sorted.map(({ project }) => project.name))];
    const placeOf = ({ project }: TestSpecification): number => projects.indexOf(project.name);
    return sorted.toSorted((a, b) => placeOf(a) - placeOf(b) || rankOf(a) - rankOf(b));
  }
}
